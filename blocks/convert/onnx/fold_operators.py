"""What the translation writes down one by one and a layer does by itself: scale, bias, activation; reshapes in a row are one."""

import numpy as np
from ai_edge_litert import schema_py_generated as schema

from tflite_model import NONE, Operator, TfliteModel

LAYERS = ("CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED")
ACTIVATIONS = {"RELU": schema.ActivationFunctionType.RELU, "RELU6": schema.ActivationFunctionType.RELU6}


def fold_operators(model: TfliteModel) -> None:
    for op in list(model.operators):
        if op.name in ACTIVATIONS:
            fold_activation(model, op)
        elif op.name in ("MUL", "ADD", "SUB"):
            fold_constant(model, op)
        elif op.name == "RESHAPE":
            fold_reshape(model, op)


def fold_activation(model: TfliteModel, op: Operator) -> None:
    layer = sole_producer(model, op.inputs[0], (*LAYERS, "ADD", "SUB", "MUL"))
    if layer:
        layer.options.fusedActivationFunction = ACTIVATIONS[op.name]
        remove(model, op)


def fold_constant(model: TfliteModel, op: Operator) -> None:
    """MUL into the weights, ADD and SUB into the bias: a BatchNormalization, or the bias of a MatMul."""
    tensor, other = op.inputs
    value = model.tensors[other].value
    layer = sole_producer(model, tensor, LAYERS) if value is not None else None
    channels = model.tensors[tensor].shape[-1]
    if not layer or value.size not in (1, value.shape[-1]) or model.tensors[op.output].shape != model.tensors[tensor].shape:
        return
    weights, bias = (model.tensors[index].value for index in layer.inputs[1:])
    if len(bias) != channels:
        return
    factor = np.broadcast_to(value.ravel().astype(np.float64), channels)
    if op.name == "MUL":
        by_output = factor if layer.name == "DEPTHWISE_CONV_2D" else factor.reshape(-1, *[1] * (weights.ndim - 1))
        layer.inputs[1:] = [model.floats(weights * by_output), model.floats(bias * factor)]
    else:
        layer.inputs[2] = model.floats(bias + (factor if op.name == "ADD" else -factor))
    remove(model, op)


def fold_reshape(model: TfliteModel, op: Operator) -> None:
    before = producer(model, op.inputs[0])
    if before and before.name == "RESHAPE":
        op.inputs[0] = before.inputs[0]
        if not uses(model, before.output):
            model.operators.remove(before)
    if model.tensors[op.inputs[0]].shape == model.tensors[op.output].shape:
        remove(model, op)


def sole_producer(model: TfliteModel, tensor: int, names) -> Operator | None:
    """What computes a tensor that nobody else reads, views of it included, and has no activation yet."""
    op = producer(model, tensor)
    if not op or uses(model, tensor) != 1:
        return None
    if op.name == "RESHAPE":
        return sole_producer(model, op.inputs[0], names)
    return op if op.name in names and op.options.fusedActivationFunction == NONE else None


def producer(model: TfliteModel, tensor: int) -> Operator | None:
    return next((op for op in model.operators if op.output == tensor), None)


def uses(model: TfliteModel, tensor: int) -> int:
    return sum(op.inputs.count(tensor) for op in model.operators) + (model.output == tensor)


def remove(model: TfliteModel, op: Operator) -> None:
    model.operators.remove(op)
    for other in model.operators:
        other.inputs = [op.inputs[0] if tensor == op.output else tensor for tensor in other.inputs]
    if model.output == op.output:
        model.output = op.inputs[0]
