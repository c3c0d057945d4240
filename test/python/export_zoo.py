"""export_zoo.py OUT [NAME...]: the networks of zoo_networks.py, converted by TensorFlow in every form that it has.

Writes OUT/NAME.FORM.tflite. Weights are drawn, statistics of batch normalisation too; the same each time. Standard output: one JSON line a form,
{"network", "form"} and "error" where TensorFlow does not convert it.
"""
import contextlib
import json
import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np
import tensorflow as tf
import tf_keras
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

from zoo_networks import NETWORKS

OUT = Path(sys.argv[1])
REPRESENTATIVE = 24
# what tf.lite's first converter takes where a graph has no ranges of its own
ASSUMED_RANGE, MEAN_AND_DEVIATION = (-4, 4), (128, 64)


def draw_weights(model):
    random = np.random.default_rng(1)
    for layer in model._flatten_layers() if isinstance(model, keras.Model) else ():
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.set_weights([random.uniform(0.5, 1.5, weights.shape) for weights in layer.get_weights()])
        elif isinstance(layer, keras.layers.PReLU):
            layer.set_weights([random.uniform(0, 0.4, weights.shape) for weights in layer.get_weights()])
        elif getattr(layer, "bias", None) is not None and not isinstance(layer, keras.layers.RNN):
            layer.bias.assign(random.normal(0, 0.2, layer.bias.shape))


def representative(model):
    random = np.random.default_rng(2)
    for _ in range(REPRESENTATIVE):
        yield [draw_input(random, source) for source in model.inputs]


def draw_input(random, source):
    shape = (1, *source.shape[1:])
    return random.integers(0, 20, shape).astype(np.int32) if source.dtype == "int32" else random.normal(0, 1, shape).astype(np.float32)


def freeze(model):
    """The model as one function whose weights are constants: quantizing reads no variables then."""
    signature = [tf.TensorSpec((1, *source.shape[1:]), source.dtype) for source in model.inputs]
    function = tf.function(lambda *values: model(list(values) if len(values) > 1 else values[0], training=False), input_signature=signature)
    return convert_variables_to_constants_v2(function.get_concrete_function(), lower_control_flow=False)


def converter_of(model):
    if isinstance(model, tf_keras.Model):
        return tf.lite.TFLiteConverter.from_keras_model(model)
    return tf.lite.TFLiteConverter.from_concrete_functions([freeze(model)])


def to_float32(converter, _):
    return converter


def to_float16(converter, _):
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.target_spec.supported_types = [tf.float16]
    return converter


def to_dynamic(converter, _):
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    return converter


def to_int8(converter, model, edges=tf.int8):
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.representative_dataset = lambda: representative(model)
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    if all(source.dtype != "int32" for source in model.inputs):
        converter.inference_input_type = edges
    converter.inference_output_type = edges
    return converter


def to_int8_of_bytes(converter, model):
    """int8 inside, uint8 at the edges: what camera models are."""
    return to_int8(converter, model, tf.uint8)


def to_int8_of_floats(converter, model):
    return to_int8(converter, model, tf.float32)


def to_int16(converter, model):
    to_int8(converter, model, tf.float32)
    converter.target_spec.supported_ops = [tf.lite.OpsSet.EXPERIMENTAL_TFLITE_BUILTINS_ACTIVATIONS_INT16_WEIGHTS_INT8]
    return converter


FORMS = {"float32": to_float32, "float16": to_float16, "dynamic": to_dynamic, "int8": to_int8, "int8-uint8": to_int8_of_bytes,
         "int8-float32": to_int8_of_floats, "int16": to_int16}

WITHOUT_CALIBRATION = ("float32", "float16", "dynamic")


def convert_unsigned(model):
    """By the converter of TensorFlow 1: uint8 with one scale a tensor."""
    frozen = freeze(model)
    sources = [tensor.name.split(":")[0] for tensor in frozen.inputs]
    with tf.Graph().as_default() as graph, tf.compat.v1.Session(graph=graph) as session:
        tf.import_graph_def(frozen.graph.as_graph_def(), name="")
        converter = tf.compat.v1.lite.TFLiteConverter.from_session(
            session, [graph.get_tensor_by_name(f"{name}:0") for name in sources], [graph.get_tensor_by_name(tensor.name) for tensor in frozen.outputs])
        converter.inference_type = tf.uint8
        converter.quantized_input_stats = {name: MEAN_AND_DEVIATION for name in sources}
        converter.default_ranges_stats = ASSUMED_RANGE
        return converter.convert()


@contextlib.contextmanager
def silence():
    """The converter prints from C++."""
    kept, sink = [os.dup(1), os.dup(2)], os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, 1), os.dup2(sink, 2)
    try:
        yield
    finally:
        os.dup2(kept[0], 1), os.dup2(kept[1], 2)
        for handle in (*kept, sink):
            os.close(handle)


def has_loop(content):
    return any(operator["op_name"] == "WHILE" for operator in tf.lite.Interpreter(model_content=content)._get_ops_details())


def convert_form(form, model, loops):
    if loops and form not in WITHOUT_CALIBRATION:
        raise ValueError("TensorFlow's quantizer stops the process where a loop is")
    return convert_unsigned(model) if form == "uint8" else FORMS[form](converter_of(model), model).convert()


def main(names):
    for name in names or NETWORKS:
        keras.utils.set_random_seed(1)
        tf_keras.utils.set_random_seed(1)
        with silence():
            model = NETWORKS[name]()
            draw_weights(model)
        loops = False
        for form in (*FORMS, "uint8"):
            line = {"network": name, "form": form}
            try:
                with silence():
                    content = convert_form(form, model, loops)
                    loops = loops or has_loop(content)
                (OUT / f"{name}.{form}.tflite").write_bytes(content)
            except Exception as error:
                line["error"] = str(error).strip().split("\n")[0][:300]
            print(json.dumps(line), flush=True)


main(sys.argv[2:])
