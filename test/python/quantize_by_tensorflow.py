"""Quantizes a float32 model to int8 by TensorFlow's own converter.

Arguments: the .tflite file, its representative windows (raw float32, one after another), the file to write. The model is rebuilt in TensorFlow from
the file's operators and weights, and stops here where it does not give the file's own outputs.
"""
import sys

import numpy as np
import tensorflow as tf
from tensorflow.lite.python import schema_py_generated as schema

ACTIVATIONS = {0: tf.identity, 1: tf.nn.relu, 3: tf.nn.relu6}
PADDINGS = {0: "SAME", 1: "VALID"}
RUNS = 5
TOLERANCE = 1e-5  # of a softmax score: the sums run in another order


def main(model_path, windows_path, output_path):
    with open(model_path, "rb") as file:
        content = file.read()
    graph, buffers, codes = read_model(content)
    shape = graph.tensors[graph.inputs[0]].shape.tolist()
    windows = np.fromfile(windows_path, np.float32).reshape([-1] + shape)
    network = tf.function(lambda x: run_graph(graph, buffers, codes, x), input_signature=[tf.TensorSpec(shape, tf.float32)])
    check_outputs(content, network, windows[:RUNS])
    converter = tf.lite.TFLiteConverter.from_concrete_functions([network.get_concrete_function()])
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.representative_dataset = lambda: ([window] for window in windows)
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    with open(output_path, "wb") as file:
        file.write(converter.convert())


def read_model(content):
    model = schema.ModelT.InitFromPackedBuf(content, 0)
    names = {code: name for name, code in vars(schema.BuiltinOperator).items() if isinstance(code, int)}
    return model.subgraphs[0], model.buffers, [names[code.builtinCode] for code in model.operatorCodes]


def run_graph(graph, buffers, codes, value):
    values = {index: constant(tensor, buffers) for index, tensor in enumerate(graph.tensors) if buffers[tensor.buffer].data is not None}
    values[graph.inputs[0]] = value
    for op in graph.operators:
        inputs = [values[index] for index in op.inputs if index >= 0]
        shape = graph.tensors[op.outputs[0]].shape.tolist()
        values[op.outputs[0]] = OPERATORS[codes[op.opcodeIndex]](op.builtinOptions, shape, *inputs)
    return values[graph.outputs[0]]


def constant(tensor, buffers):
    dtype = {schema.TensorType.FLOAT32: np.float32, schema.TensorType.INT32: np.int32}[tensor.type]
    return np.frombuffer(bytes(buffers[tensor.buffer].data), dtype).reshape(tensor.shape)


def activate(options, value):
    return ACTIVATIONS[options.fusedActivationFunction](value)


def strides(options):
    return [1, options.strideH, options.strideW, 1]


def convolve(options, _, x, weights, bias):
    filters = np.transpose(weights, [1, 2, 3, 0])
    dilations = [1, options.dilationHFactor, options.dilationWFactor, 1]
    return activate(options, tf.nn.bias_add(tf.nn.conv2d(x, filters, strides(options), PADDINGS[options.padding], dilations=dilations), bias))


def convolve_depthwise(options, _, x, weights, bias):
    filters = weights.reshape(weights.shape[1:3] + (x.shape[3], -1))
    dilations = [options.dilationHFactor, options.dilationWFactor]
    product = tf.nn.depthwise_conv2d(x, filters, strides(options), PADDINGS[options.padding], dilations=dilations)
    return activate(options, tf.nn.bias_add(product, bias))


def pool(kind):
    return lambda options, _, x: activate(options, tf.nn.pool(
        x, [options.filterHeight, options.filterWidth], kind, [options.strideH, options.strideW], PADDINGS[options.padding]))


def multiply_matrix(options, shape, x, weights, bias):
    product = tf.matmul(tf.reshape(x, [-1, weights.shape[1]]), weights, transpose_b=True)
    return activate(options, tf.reshape(tf.nn.bias_add(product, bias), shape))


OPERATORS = {
    "ADD": lambda options, _, a, b: activate(options, a + b),
    "AVERAGE_POOL_2D": pool("AVG"),
    "CONV_2D": convolve,
    "DEPTHWISE_CONV_2D": convolve_depthwise,
    "FULLY_CONNECTED": multiply_matrix,
    "MAX_POOL_2D": pool("MAX"),
    "MEAN": lambda options, _, x, axes: tf.reduce_mean(x, axes.tolist(), keepdims=options.keepDims),
    "MUL": lambda options, _, a, b: activate(options, a * b),
    "RESHAPE": lambda _, shape, x, *target: tf.reshape(x, shape),
    "SOFTMAX": lambda options, _, x: tf.nn.softmax(x * options.beta),
}


def check_outputs(content, network, windows):
    interpreter = tf.lite.Interpreter(model_content=content)
    interpreter.allocate_tensors()
    for window in windows:
        interpreter.set_tensor(interpreter.get_input_details()[0]["index"], window)
        interpreter.invoke()
        wanted = interpreter.get_tensor(interpreter.get_output_details()[0]["index"])
        if np.max(np.abs(network(window).numpy() - wanted)) > TOLERANCE:
            sys.exit("the rebuilt model gives other outputs than the file")


main(*sys.argv[1:])
