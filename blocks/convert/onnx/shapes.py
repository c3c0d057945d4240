"""Operators that move, cut, join or reduce."""

import numpy as np
from ai_edge_litert import schema_py_generated as schema

from layout import Value, in_order, in_plain_order, reshaped
from read_graph import ConversionError
from tflite_model import NONE


def reshape(t, node, attributes):
    return reshaped(t.model, t.value(node), t.shape(node))


def transpose(t, node, attributes):
    """Nothing moves: the axes get other names."""
    value = whole(t, node)
    axes = attributes.get("perm", list(reversed(range(len(value.shape)))))
    return Value(value.tensor, t.shape(node), tuple(axes.index(axis) for axis in value.order))


def whole(t, node, index: int = 0) -> Value:
    value = t.value(node, index)
    return in_plain_order(t.model, value) if value.flattened else value


def reduce(name: str):
    def translate(t, node, attributes):
        rank = len(t.value(node).shape)
        named = t.constant(node, 1) if t.constant(node, 1) is not None else attributes.get("axes", range(rank))
        return reduced(t, node, name, [int(axis) % rank for axis in named], attributes.get("keepdims", 1))
    return translate


def global_pool(name: str):
    def translate(t, node, attributes):
        return reduced(t, node, name, range(2, len(t.value(node).shape)), True)
    return translate


def reduced(t, node, name: str, axes, keeps_axes) -> Value:
    value = whole(t, node)
    kept = [axis for axis in range(len(value.shape)) if keeps_axes or axis not in axes]
    order = tuple(kept.index(axis) for axis in value.order if axis in kept)
    result = Value(-1, t.shape(node), order)
    stored = t.model.integers([value.order.index(axis) for axis in axes])
    options = schema.ReducerOptionsT(keepDims=bool(keeps_axes))
    return result.holding(t.model.apply(name, [value.tensor, stored], result.stored_shape, options))


def concat(t, node, attributes):
    values = [whole(t, node, index) for index in range(len(node.input))]
    order = next((value.order for value in values if t.model.tensors[value.tensor].value is None))
    tensors = [in_order(t.model, value, order).tensor for value in values]
    result = Value(-1, t.shape(node), order)
    axis = order.index(attributes["axis"] % len(order))
    options = schema.ConcatenationOptionsT(axis=axis, fusedActivationFunction=NONE)
    return result.holding(t.model.apply("CONCATENATION", tensors, result.stored_shape, options))


def slice_axes(t, node, attributes):
    starts, ends, axes, steps = (t.constant(node, index) for index in range(1, 5))
    if starts is None or ends is None:
        raise ConversionError("its bounds are computed.")
    value = whole(t, node)
    axes = range(len(starts)) if axes is None else axes
    steps = np.ones(len(starts), int) if steps is None else steps
    ranges = {int(axis) % len(value.shape): slice(int(a), int(b), int(step)) for axis, a, b, step in zip(axes, starts, ends, steps)}
    return cut(t, value, ranges)


def split(t, node, attributes):
    value = whole(t, node)
    axis = attributes.get("axis", 0) % len(value.shape)
    ends = np.cumsum([t.shape(node, output)[axis] for output in range(len(node.output))])
    return [cut(t, value, {axis: slice(int(end) - t.shape(node, output)[axis], int(end))}) for output, end in enumerate(ends)]


def gather(t, node, attributes):
    index = t.constant(node, 1)
    if index is None or index.size != 1:
        raise ConversionError("only one constant index is possible.")
    value = whole(t, node)
    axis = attributes.get("axis", 0) % len(value.shape)
    start = int(index.item()) % value.shape[axis]
    return reshaped(t.model, cut(t, value, {axis: slice(start, start + 1)}), t.shape(node))


def cut(t, value: Value, ranges: dict[int, slice]) -> Value:
    bounds = [ranges.get(axis, slice(None)).indices(value.shape[axis]) for axis in range(len(value.shape))]
    if any(step < 1 for _, _, step in bounds):
        raise ConversionError("steps backwards are not possible.")
    result = Value(-1, tuple(len(range(*bound)) for bound in bounds), value.order)
    begin, end, step = ([bounds[axis][part] for axis in value.order] for part in range(3))
    tensors = [value.tensor, *map(t.model.integers, (begin, end, step))]
    return result.holding(t.model.apply("STRIDED_SLICE", tensors, result.stored_shape, schema.StridedSliceOptionsT()))


def pad(t, node, attributes):
    pads, fill = t.constant(node, 1), t.constant(node, 2)
    if attributes.get("mode", b"constant") != b"constant" or pads is None or t.constant(node, 3) is not None:
        raise ConversionError("only a constant number of constants around all axes is possible.")
    value = whole(t, node)
    rank = len(value.shape)
    paddings = t.model.integers([[int(pads[axis]), int(pads[axis + rank])] for axis in value.order])
    result = Value(-1, t.shape(node), value.order)
    if fill is None or fill == 0:
        return result.holding(t.model.apply("PAD", [value.tensor, paddings], result.stored_shape, schema.PadOptionsT()))
    tensors = [value.tensor, paddings, t.model.floats(fill.reshape(1))]
    return result.holding(t.model.apply("PADV2", tensors, result.stored_shape, schema.PadV2OptionsT()))
