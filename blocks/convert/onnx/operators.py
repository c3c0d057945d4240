"""Every ONNX operator that is converted, by its name. A row is the only registration; `f(translation, node, attributes)` gives a value."""

from ai_edge_litert import schema_py_generated as schema

from elementwise import (batch_normalization, binary, cast, clip, divide, hard_sigmoid, hard_swish, identity, leaky_relu, softmax, unary)
from layers import average_pool, conv, gemm, mat_mul, max_pool
from shapes import concat, gather, global_pool, pad, reduce, reshape, slice_axes, split, transpose

TRANSLATORS = {
    "Add": binary("ADD"),
    "AveragePool": average_pool,
    "BatchNormalization": batch_normalization,
    "Cast": cast,
    "Clip": clip,
    "Concat": concat,
    "Conv": conv,
    "Div": divide,
    "Dropout": identity,
    "Flatten": reshape,
    "Gather": gather,
    "Gemm": gemm,
    "GlobalAveragePool": global_pool("MEAN"),
    "GlobalMaxPool": global_pool("REDUCE_MAX"),
    "HardSigmoid": hard_sigmoid,
    "HardSwish": hard_swish,
    "Identity": identity,
    "LeakyRelu": leaky_relu,
    "LogSoftmax": softmax("LOG_SOFTMAX", schema.LogSoftmaxOptionsT()),
    "MatMul": mat_mul,
    "Max": binary("MAXIMUM"),
    "MaxPool": max_pool,
    "Min": binary("MINIMUM"),
    "Mul": binary("MUL"),
    "Pad": pad,
    "ReduceMax": reduce("REDUCE_MAX"),
    "ReduceMean": reduce("MEAN"),
    "Relu": unary("RELU"),
    "Reshape": reshape,
    "Sigmoid": unary("LOGISTIC"),
    "Slice": slice_axes,
    "Softmax": softmax("SOFTMAX", schema.SoftmaxOptionsT(beta=1.0)),
    "Split": split,
    "Squeeze": reshape,
    "Sub": binary("SUB"),
    "Tanh": unary("TANH"),
    "Transpose": transpose,
    "Unsqueeze": reshape,
}
