"""Operators with weights or a sliding window: Conv, pooling, Gemm, MatMul. In TFLite channels are the last axis."""

import numpy as np
from ai_edge_litert import schema_py_generated as schema

from layout import Value, channels_last, in_plain_order
from read_graph import ConversionError
from tflite_model import NONE

SAME, VALID = schema.Padding.SAME, schema.Padding.VALID
NON_NEGATIVE = {"Relu", "Sigmoid", "Softmax", "HardSigmoid"}
KEEPS_SIGN = {"MaxPool", "AveragePool", "GlobalAveragePool", "Reshape", "Flatten", "Transpose", "Squeeze", "Unsqueeze", "Dropout"}


class Window:
    """A window that slides over one or two axes; over one it is a window of height 1. Lists are of height and width."""

    def __init__(self, t, node, attributes, kernel):
        value = t.value(node)
        axes = len(value.shape) - 2
        if axes not in (1, 2):
            raise ConversionError(f"its input has {axes} axes besides batch and channels: 1 or 2 are possible.")
        self.t = t
        self.shape = t.shape(node)
        """Of the output, as ONNX has it."""
        self.kernel = two(kernel, 1)
        self.strides = two(attributes.get("strides", [1] * axes), 1)
        self.dilations = two(attributes.get("dilations", [1] * axes), 1)
        self.sizes = two(value.shape[2:], 1)
        self.outputs = two(self.shape[2:], 1)
        spans = [(size - 1) * dilation + 1 for size, dilation in zip(self.kernel, self.dilations)]
        reach = [(out - 1) * stride + span for out, stride, span in zip(self.outputs, self.strides, spans)]
        missing = [max(0, end - size) for end, size in zip(reach, self.sizes)]
        self.before = paddings_before(attributes, missing)
        self.after = [max(0, end - before - size) for end, before, size in zip(reach, self.before, self.sizes)]
        """As far as a window reaches, which may be less than what the file states."""
        is_covered = all(out == -(-size // stride) for out, size, stride in zip(self.outputs, self.sizes, self.strides))
        self.is_same = is_covered and self.before == [total // 2 for total in missing]
        """Whether TFLite's SAME puts the window where ONNX has it."""
        self.is_padded = any(self.before + self.after)
        self.input = t.model.reshape(channels_last(t.model, value).tensor, (value.shape[0], *self.sizes, value.shape[1]))

    def padding(self) -> tuple[int, int]:
        """The input and TFLite's padding, which may have to be zeros around the input."""
        if self.is_padded and self.is_same:
            return self.input, SAME
        return (self.with_zeros() if self.is_padded else self.input), VALID

    def with_zeros(self) -> int:
        batch, *_, channels = self.t.model.tensors[self.input].shape
        paddings = [[0, 0], *([before, after] for before, after in zip(self.before, self.after)), [0, 0]]
        sizes = [before + size + after for before, size, after in zip(self.before, self.sizes, self.after)]
        return self.t.model.apply("PAD", [self.input, self.t.model.integers(paddings)], (batch, *sizes, channels), schema.PadOptionsT())

    def apply(self, name, tensors, options) -> Value:
        batch, channels = self.shape[:2]
        tensor = self.t.model.apply(name, tensors, (batch, *self.outputs, channels), options)
        value = Value(tensor, self.shape, (0, *range(2, len(self.shape)), 1))
        return value.holding(self.t.model.reshape(tensor, value.stored_shape))


def paddings_before(attributes, missing: list[int]) -> list[int]:
    mode = attributes.get("auto_pad", b"NOTSET")
    if mode == b"NOTSET":
        pads = attributes.get("pads", [0, 0])
        return two(pads[: len(pads) // 2], 0)
    return [(total + (mode == b"SAME_LOWER")) // 2 for total in missing]


def two(sizes, first: int) -> list[int]:
    return [first, *sizes] if len(sizes) == 1 else list(sizes)


def conv(t, node, attributes):
    weights, bias = t.constant(node, 1), t.constant(node, 2)
    if weights is None:
        raise ConversionError("its weights are computed.")
    filters, depth, *kernel = weights.shape
    window = Window(t, node, attributes, kernel)
    groups = attributes.get("group", 1)
    weights = weights.reshape(filters, depth, *window.kernel)
    tensor, padding = window.padding()
    geometry = dict(padding=padding, strideH=window.strides[0], strideW=window.strides[1],
                    dilationHFactor=window.dilations[0], dilationWFactor=window.dilations[1], fusedActivationFunction=NONE)
    bias = t.model.floats(np.zeros(filters) if bias is None else bias)
    if groups == 1:
        return window.apply("CONV_2D", [tensor, t.model.floats(weights.transpose(0, 2, 3, 1)), bias], schema.Conv2DOptionsT(**geometry))
    if depth > 1:
        raise ConversionError(f"{groups} groups of {depth} channels: 1 group, or groups of 1 channel, are possible.")
    options = schema.DepthwiseConv2DOptionsT(depthMultiplier=filters // groups, **geometry)
    return window.apply("DEPTHWISE_CONV_2D", [tensor, t.model.floats(weights.transpose(1, 2, 3, 0)), bias], options)


def max_pool(t, node, attributes):
    window = pool_window(t, node, attributes)
    if window.is_padded and not window.is_same and not is_non_negative(t, node.input[0]):
        raise ConversionError("zeros around values below zero would change them, and TFLite has no other padding: put it behind a Relu.")
    return pool(window, "MAX_POOL_2D", *window.padding())


def average_pool(t, node, attributes):
    window = pool_window(t, node, attributes)
    if not window.is_padded:
        return pool(window, "AVERAGE_POOL_2D", window.input, VALID)
    if attributes.get("count_include_pad", 0) and not attributes.get("ceil_mode", 0):
        return pool(window, "AVERAGE_POOL_2D", window.with_zeros(), VALID)
    if not window.is_same:
        raise ConversionError("TFLite has no such padding.")
    return pool(window, "AVERAGE_POOL_2D", window.input, SAME)


def pool_window(t, node, attributes) -> Window:
    if set(attributes.get("dilations", [1])) != {1}:
        raise ConversionError("dilations are not possible.")
    return Window(t, node, attributes, attributes["kernel_shape"])


def pool(window: Window, name: str, tensor: int, padding: int) -> Value:
    options = schema.Pool2DOptionsT(padding=padding, strideH=window.strides[0], strideW=window.strides[1],
                                    filterHeight=window.kernel[0], filterWidth=window.kernel[1], fusedActivationFunction=NONE)
    return window.apply(name, [tensor], options)


def is_non_negative(t, name: str) -> bool:
    node = t.producers.get(name)
    if node is None:
        return False
    return node.op_type in NON_NEGATIVE or (node.op_type in KEEPS_SIGN and is_non_negative(t, node.input[0]))


def gemm(t, node, attributes):
    weights, bias = t.constant(node, 1), t.constant(node, 2)
    if weights is None or attributes.get("transA", 0) or (bias is None and len(node.input) > 2):
        raise ConversionError("only a value times constant weights, plus a constant, is possible.")
    weights = weights if attributes.get("transB", 0) else weights.T
    bias = np.zeros(len(weights)) if bias is None else np.broadcast_to(bias, (1, len(weights)))[0]
    return fully_connected(t, node, weights * attributes.get("alpha", 1.0), bias * attributes.get("beta", 1.0))


def mat_mul(t, node, attributes):
    weights = t.constant(node, 1)
    if weights is None or weights.ndim != 2:
        raise ConversionError("only a value times a constant matrix is possible.")
    return fully_connected(t, node, weights.T, np.zeros(weights.shape[1]))


def fully_connected(t, node, weights: np.ndarray, bias: np.ndarray) -> Value:
    """Along the last axis. What was flattened stays where it is: the columns of the weights follow it."""
    value = t.value(node)
    if value.flattened:
        weights = weights[:, value.places()]
        value = Value(value.tensor, value.shape, value.order)
    if value.order[-1] != len(value.shape) - 1:
        value = in_plain_order(t.model, value)
    result = Value(value.tensor, t.shape(node), value.order)
    options = schema.FullyConnectedOptionsT(keepNumDims=len(value.shape) > 2, fusedActivationFunction=NONE)
    tensors = [value.tensor, t.model.floats(weights), t.model.floats(bias)]
    return result.holding(t.model.apply("FULLY_CONNECTED", tensors, result.stored_shape, options))
