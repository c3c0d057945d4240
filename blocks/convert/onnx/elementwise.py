"""Operators that look at one place at a time: wherever it lies, it stays."""

import numpy as np
import onnx
from ai_edge_litert import schema_py_generated as schema

from layout import Value, in_order, in_plain_order
from read_graph import ConversionError
from tflite_model import NONE

OPTIONS = {"ADD": schema.AddOptionsT, "SUB": schema.SubOptionsT, "MUL": schema.MulOptionsT}


def unary(name: str):
    def translate(t, node, attributes):
        return apply_unary(t, t.value(node), name)
    return translate


def apply_unary(t, value: Value, name: str, options=None) -> Value:
    return value.holding(t.model.apply(name, [value.tensor], t.model.tensors[value.tensor].shape, options))


def leaky_relu(t, node, attributes):
    return apply_unary(t, t.value(node), "LEAKY_RELU", schema.LeakyReluOptionsT(alpha=attributes.get("alpha", 0.01)))


def identity(t, node, attributes):
    return t.value(node)


def cast(t, node, attributes):
    if attributes["to"] != onnx.TensorProto.FLOAT:
        raise ConversionError("values that depend on the input are float32 only.")
    return t.value(node)


def clip(t, node, attributes):
    low, high = (t.constant(node, index) for index in (1, 2))
    value = t.value(node)
    if low == 0 and high == 6:
        return apply_unary(t, value, "RELU6")
    if low == 0:
        value, low = apply_unary(t, value, "RELU"), None
    for name, bound in (("MAXIMUM", low), ("MINIMUM", high)):
        if bound is not None and abs(bound) < np.finfo(np.float32).max:
            value = with_constant(t, name, value, bound)
    return value


def hard_sigmoid(t, node, attributes):
    return hard_step(t, t.value(node), attributes.get("alpha", 0.2), attributes.get("beta", 0.5))


def hard_swish(t, node, attributes):
    value = t.value(node)
    return combine(t, "MUL", value, hard_step(t, value, 1 / 6, 0.5))


def hard_step(t, value: Value, slope: float, offset: float) -> Value:
    """`min(1, max(0, slope * x + offset))`, by the activation that ends at 6."""
    raised = with_constant(t, "ADD", with_constant(t, "MUL", value, 6 * slope), 6 * offset)
    return with_constant(t, "MUL", apply_unary(t, raised, "RELU6"), 1 / 6)


def batch_normalization(t, node, attributes):
    scale, offset, mean, variance = (t.constant(node, index).astype(np.float64) for index in range(1, 5))
    factor = scale / np.sqrt(variance + attributes.get("epsilon", 1e-5))
    value = t.value(node)
    by_channel = (-1, *[1] * (len(value.shape) - 2))
    scaled = with_constant(t, "MUL", value, factor.reshape(by_channel))
    return with_constant(t, "ADD", scaled, (offset - mean * factor).reshape(by_channel))


def binary(name: str):
    def translate(t, node, attributes):
        if len(node.input) != 2:
            raise ConversionError(f"it has {len(node.input)} inputs: 2 are possible.")
        constants = [t.constant(node, index) for index in (0, 1)]
        if constants[1] is not None:
            return with_constant(t, name, t.value(node), constants[1])
        if constants[0] is not None and name != "SUB":
            return with_constant(t, name, t.value(node, 1), constants[0])
        return combine(t, name, t.value(node), t.value(node, 1))
    return translate


def divide(t, node, attributes):
    divisor = t.constant(node, 1)
    if divisor is None:
        raise ConversionError("only a division by a constant is possible.")
    return with_constant(t, "MUL", t.value(node), 1 / divisor.astype(np.float64))


def with_constant(t, name: str, value: Value, constant) -> Value:
    """The constant is laid out as the value is; one that is larger makes the value larger."""
    constant = np.asarray(constant)
    if constant.size == 1:
        return beside(t, name, value, constant.reshape(1))
    if value.flattened and constant.size == constant.shape[-1]:
        return beside(t, name, value, constant.ravel()[value.places()])
    return combine(t, name, value, Value(t.model.floats(constant), constant.shape, tuple(range(constant.ndim))))


def beside(t, name: str, value: Value, constant: np.ndarray) -> Value:
    """With a constant that fits the tensor as it is."""
    shape = t.model.tensors[value.tensor].shape
    return value.holding(t.model.apply(name, [value.tensor, t.model.floats(constant)], shape, options_of(name)))


def combine(t, name: str, left: Value, right: Value) -> Value:
    """Both in the layout of the one with more axes, or of the left one."""
    if left.flattened or right.flattened:
        left, right = in_plain_order(t.model, left), in_plain_order(t.model, right)
    rank = max(len(left.shape), len(right.shape))
    order = (left if len(left.shape) == rank else right).order
    tensors = [laid_out(t, value, rank, order) for value in (left, right)]
    shape = tuple(np.broadcast_shapes(left.shape, right.shape))
    result = Value(-1, shape, order)
    return result.holding(t.model.apply(name, tensors, result.stored_shape, options_of(name)))


def laid_out(t, value: Value, rank: int, order) -> int:
    """The tensor of a value with axes of size 1 in front, up to a rank. Constants are laid out here, not as the model runs."""
    lead = rank - len(value.shape)
    shape = (*[1] * lead, *value.shape)
    known = t.model.tensors[value.tensor].value
    if known is not None:
        return t.model.floats(known.reshape(shape).transpose(order))
    raised = Value(value.tensor, shape, (*range(lead), *(axis + lead for axis in value.order)))
    return in_order(t.model, raised.holding(t.model.reshape(value.tensor, raised.stored_shape)), order).tensor


def options_of(name: str):
    return OPTIONS[name](fusedActivationFunction=NONE) if name in OPTIONS else schema.MaximumMinimumOptionsT()


def softmax(name: str, options):
    def translate(t, node, attributes):
        value = t.value(node)
        last = len(value.shape) - 1
        axis = attributes.get("axis", 1 if t.graph.opset < 13 else -1) % len(value.shape)
        if t.graph.opset < 13 and axis != last:
            raise ConversionError("before opset 13 it takes all axes from one on together: export with opset 13 or later.")
        value = in_plain_order(t.model, value) if value.flattened else value
        order = (*(other for other in value.order if other != axis), axis)
        return apply_unary(t, in_order(t.model, value, order), name, options)
    return translate
