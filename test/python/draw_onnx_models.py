"""draw_onnx_models.py CONVERTER OUT: small ONNX models of the forms that exporters write, converted, and what onnxruntime makes of drawn windows.

For each model that is converted: OUT/NAME.tflite, NAME.in and NAME.out (float32, one run after another). Standard output: a JSON object of the
models that the converter refuses, with its message; a refusal writes nothing.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper

sys.path.insert(0, sys.argv[1])
from convert import convert
from read_graph import ConversionError

OUT = Path(sys.argv[2])
RUNS = 4
random = np.random.default_rng(7)


def drawn(*shape):
    return random.normal(0, 0.4, shape).astype(np.float32)


def whole(*values):
    return np.array(values, np.int64)


def number(value):
    return np.array(value, np.float32)


def op(name, *inputs, of=None, outputs=1, **attributes):
    """An operator on the value before it (or `of` another) and on more: an array is a constant, a text a value (v0 is the input), "" nothing."""
    return name, of, inputs, outputs, attributes


def model(shape, *steps, opset=17, batch="batch", kind=TensorProto.FLOAT, results=1):
    nodes, constants, before = [], [], "v0"
    for step, (name, of, inputs, outputs, attributes) in enumerate(steps, 1):
        names = [of or before]
        for index, value in enumerate(inputs):
            names.append(value if isinstance(value, str) else f"c{step}_{index}")
            if not isinstance(value, str):
                constants.append(onnx.numpy_helper.from_array(np.asarray(value), names[-1]))
        made = [f"v{step}"] + [f"v{step}_{extra}" for extra in range(1, outputs)]
        nodes.append(helper.make_node(name, names, made, **attributes))
        before = made[0]
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in [before, "v1"][:results]]
    graph = helper.make_graph(nodes, "drawn", [helper.make_tensor_value_info("v0", kind, [batch, *shape])], ends, constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)


def statistics(channels):
    return drawn(channels) + number(1), drawn(channels), drawn(channels), np.abs(drawn(channels)) + number(0.5)


def conv(inputs, outputs, *kernel, **attributes):
    return op("Conv", drawn(outputs, inputs, *kernel), drawn(outputs), **attributes)


IMAGE, ROW = (3, 9, 8), (5, 12)
TO_LAST, FLAT = op("Transpose", perm=[0, 2, 3, 1]), op("Flatten")

MODELS = {
    "conv": model(IMAGE, conv(3, 4, 3, 3), op("Relu")),
    "conv-padded": model(IMAGE, conv(3, 4, 3, 3, pads=[1, 1, 1, 1]), op("Clip", number(0), number(6))),
    "conv-padded-on-one-side": model(IMAGE, conv(3, 4, 3, 2, pads=[2, 0, 0, 1])),
    "conv-strided-as-pytorch": model((3, 8, 8), conv(3, 4, 3, 3, pads=[1, 1, 1, 1], strides=[2, 2])),
    "conv-dilated": model(IMAGE, conv(3, 4, 3, 3, pads=[2, 2, 2, 2], dilations=[2, 2])),
    "conv-same-upper": model(IMAGE, conv(3, 4, 2, 3, auto_pad="SAME_UPPER", strides=[2, 1])),
    "conv-same-lower": model(IMAGE, conv(3, 4, 2, 2, auto_pad="SAME_LOWER")),
    "conv-valid-no-bias": model(IMAGE, op("Conv", drawn(4, 3, 3, 3), auto_pad="VALID")),
    "conv-depthwise": model(IMAGE, conv(1, 3, 3, 3, group=3, pads=[1, 1, 1, 1])),
    "conv-depthwise-multiplied": model(IMAGE, conv(1, 6, 3, 3, group=3)),
    "conv-normalised": model(IMAGE, conv(3, 4, 3, 3), op("BatchNormalization", *statistics(4)), op("Relu"), opset=11),
    "conv-depthwise-normalised": model(IMAGE, conv(1, 3, 3, 3, group=3), op("BatchNormalization", *statistics(3)), opset=15),
    "normalised-conv": model(IMAGE, op("BatchNormalization", *statistics(3)), op("Relu"), conv(3, 4, 3, 3)),
    "conv1d": model(ROW, conv(5, 4, 3, pads=[1, 1]), op("Relu"), conv(4, 3, 3, strides=[2])),
    "conv1d-dilated": model(ROW, conv(5, 4, 3, dilations=[3]), op("BatchNormalization", *statistics(4)), op("LeakyRelu", alpha=0.2)),
    "conv1d-over-frames": model((60,), op("Reshape", whole(-1, 12, 5)), op("Transpose", perm=[0, 2, 1]), conv(5, 4, 3), op("GlobalAveragePool"), FLAT),
    "conv1d-into-conv2d": model(ROW, conv(5, 4, 3), op("Unsqueeze", whole(1)), conv(1, 2, 3, 3), op("ReduceMax", axes=[2], keepdims=0)),
    "max-pool": model(IMAGE, op("MaxPool", kernel_shape=[2, 2], strides=[2, 2])),
    "max-pool-padded": model(IMAGE, op("Relu"), op("MaxPool", kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1])),
    "max-pool-same": model(IMAGE, op("MaxPool", kernel_shape=[3, 3], pads=[1, 1, 1, 1])),
    "max-pool-ceiling": model(IMAGE, op("MaxPool", kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1)),
    "max-pool-row": model(ROW, op("MaxPool", kernel_shape=[3], strides=[3])),
    "average-pool": model(IMAGE, op("AveragePool", kernel_shape=[2, 3], strides=[2, 2])),
    "average-pool-padded": model(IMAGE, op("AveragePool", kernel_shape=[3, 3], pads=[1, 1, 1, 1])),
    "average-pool-counting-padding": model(IMAGE, op("AveragePool", kernel_shape=[3, 3], pads=[1, 1, 1, 1], count_include_pad=1)),
    "global-max-pool": model(IMAGE, op("GlobalMaxPool"), op("Squeeze", whole(2, 3))),
    "mean-of-axes": model(IMAGE, conv(3, 4, 3, 3), op("ReduceMean", axes=[2], keepdims=0)),
    "mean-of-axes-by-input": model(IMAGE, conv(3, 4, 3, 3), op("ReduceMean", whole(-1, -2)), FLAT, opset=18),
    "flatten-dense": model(IMAGE, conv(3, 4, 3, 3), op("Relu"), FLAT, op("Gemm", drawn(168, 5), drawn(5)), op("Softmax", axis=1)),
    "flatten-normalised-dense": model(IMAGE, conv(3, 4, 3, 3), FLAT, op("BatchNormalization", *statistics(168)), op("Tanh"), op("Gemm", drawn(5, 168), drawn(5), transB=1)),
    "flatten-last": model(IMAGE, conv(3, 4, 3, 3), FLAT, op("Sigmoid")),
    "flatten-once-used-twice": model(IMAGE, conv(3, 4, 3, 3), FLAT, op("Gemm", drawn(168, 168), drawn(168)), op("Add", "v2"), opset=13),
    "flatten-by-computed-shape": model(
        IMAGE, conv(3, 4, 3, 3), op("Shape", of="v0"), op("Slice", whole(0), whole(1), whole(0)), op("Concat", whole(-1), axis=0),
        op("Reshape", "v4", of="v1"), op("MatMul", drawn(168, 3)), opset=13),
    "reshape-across-axes": model(IMAGE, conv(3, 4, 3, 3), op("Reshape", whole(1, 8, 21)), op("MatMul", drawn(21, 3))),
    "transpose-matmul": model(IMAGE, conv(3, 4, 3, 3), TO_LAST, op("MatMul", drawn(4, 6)), op("Add", drawn(6)), op("Relu")),
    "matmul-along-a-moved-axis": model(IMAGE, conv(3, 4, 3, 3), op("MatMul", drawn(6, 2)), op("Add", drawn(2))),
    "softmax-over-channels": model(IMAGE, conv(3, 4, 3, 3), op("Softmax", axis=1)),
    "log-softmax": model((10,), op("Gemm", drawn(10, 4), drawn(4), alpha=0.5, beta=2.0), op("LogSoftmax", axis=1), opset=12),
    "dense-matmul-bias": model((10,), op("MatMul", drawn(10, 6)), op("Add", drawn(6)), op("Mul", drawn(6)), op("Relu"), op("Div", drawn(6) + number(3))),
    "residual-in-two-layouts": model(IMAGE, conv(3, 3, 3, 3, pads=[1, 1, 1, 1]), op("Add", "v0"), op("Relu")),
    "gate": model(IMAGE, op("GlobalAveragePool"), conv(3, 3, 1, 1), op("HardSigmoid", alpha=0.17, beta=0.5), op("Mul", "v0")),
    "hard-swish": model(IMAGE, conv(3, 4, 3, 3), op("HardSwish"), op("Dropout")),
    "constants-by-channel": model(IMAGE, op("Sub", drawn(3, 1, 1)), op("Mul", drawn(1, 3, 1, 8)), op("Max", number(-0.5)), op("Min", drawn(1, 1, 9, 1))),
    "clips": model((10,), op("Clip", number(-0.5), number(0.7)), op("Clip", number(0), number(0.6)), op("Clip", "", number(0.4))),
    "concat": model(IMAGE, conv(3, 4, 3, 3, pads=[1, 1, 1, 1]), op("Concat", "v0", axis=1), op("Concat", "v0", drawn(1, 2, 9, 8), axis=1)),
    "slices": model(IMAGE, conv(3, 4, 3, 3), op("Slice", whole(1, -5), whole(4, 100), whole(1, 3), whole(2, 1)), op("Gather", np.array(-1), axis=2)),
    "split": model(IMAGE, conv(3, 4, 3, 3), op("Split", whole(1, 3), outputs=2, axis=1), op("Mul", "v2_1")),
    "pads": model(IMAGE, op("Pad", whole(0, 0, 1, 2, 0, 0, 0, 1)), op("Pad", whole(0, 1, 0, 0, 0, 0, 0, 0), number(0.5)), conv(4, 2, 3, 3)),
}

REFUSED = {
    "unknown operator": model((10,), op("Erf")),
    "groups": model((4, 9, 8), conv(2, 4, 3, 3, group=2)),
    "computed weights": model((10, 10), op("MatMul", "v0")),
    "padding below zero": model(IMAGE, op("MaxPool", kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1])),
    "fixed batch": model(IMAGE, conv(3, 4, 3, 3), batch=8),
    "open length": model(("frames", 5), op("Relu")),
    "double": model((10,), op("Cast", to=TensorProto.FLOAT), kind=TensorProto.DOUBLE),
    "two outputs": model((10,), op("Relu"), op("Tanh"), results=2),
    "other operator set": model((10,), op("Relu", domain="com.example")),
}


def write(name, proto):
    file = OUT / f"{name}.onnx"
    onnx.save(proto, file)
    converted = convert(file)
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    shape = [1, *session.get_inputs()[0].shape[1:]]
    inputs = [random.normal(0, 1, shape).astype(np.float32) for _ in range(RUNS)]
    (OUT / f"{name}.tflite").write_bytes(converted)
    (OUT / f"{name}.in").write_bytes(b"".join(values.tobytes() for values in inputs))
    (OUT / f"{name}.out").write_bytes(b"".join(session.run(None, {"v0": values})[0].tobytes() for values in inputs))


refusals = {}
(OUT / "garbage.onnx").write_bytes(b"no protobuf at all")
for name, proto in (MODELS | REFUSED).items():
    try:
        write(name, proto)
    except ConversionError as error:
        refusals[name] = str(error)
for name in ("garbage", "missing"):
    try:
        convert(OUT / f"{name}.onnx")
    except ConversionError as error:
        refusals[name] = str(error)
print(json.dumps(refusals))
