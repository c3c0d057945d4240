"""How a TFLite tensor holds an ONNX tensor: ONNX puts channels first, TFLite last, and most values need never be moved."""

from dataclasses import dataclass, replace

import numpy as np

from tflite_model import TfliteModel


@dataclass(frozen=True)
class Value:
    tensor: int
    shape: tuple[int, ...]
    """As ONNX has it."""
    order: tuple[int, ...]
    """Axis i of the tensor is ONNX's axis `order[i]`."""
    flattened: "Value | None" = None
    """What this was before it became one row: its elements still lie in the order of that one."""

    def holding(self, tensor: int) -> "Value":
        """The same layout, another tensor."""
        return replace(self, tensor=tensor)

    @property
    def stored_shape(self) -> tuple[int, ...]:
        return tuple(self.shape[axis] for axis in self.order)

    def places(self) -> np.ndarray:
        """Of a flattened value: ONNX's index of each element, in the order of the tensor."""
        before = self.flattened
        return np.arange(np.prod(before.shape)).reshape(before.shape).transpose(before.order).ravel()


def plain(shape) -> tuple[int, ...]:
    return tuple(range(len(shape)))


def moving(shape, order) -> list[int]:
    """Axes that matter for where elements lie, in the order in which they lie."""
    return [axis for axis in order if shape[axis] != 1]


def in_order(model: TfliteModel, value: Value, order) -> Value:
    """The value with its axes in another order; elements move only where they have to."""
    if value.flattened:
        before = value.flattened.holding(model.reshape(value.tensor, value.flattened.stored_shape))
        before = in_order(model, before, plain(before.shape))
        value = Value(model.reshape(before.tensor, value.shape), value.shape, plain(value.shape))
    target = Value(value.tensor, value.shape, tuple(order))
    if moving(value.shape, value.order) == moving(value.shape, order):
        return target.holding(model.reshape(value.tensor, target.stored_shape))
    axes = model.integers([value.order.index(axis) for axis in order])
    return target.holding(model.apply("TRANSPOSE", [value.tensor, axes], target.stored_shape))


def in_plain_order(model: TfliteModel, value: Value) -> Value:
    return in_order(model, value, plain(value.shape))


def channels_last(model: TfliteModel, value: Value) -> Value:
    return in_order(model, value, (0, *range(2, len(value.shape)), 1))


def reshaped(model: TfliteModel, value: Value, shape: tuple[int, ...]) -> Value:
    """Flatten, Reshape, Squeeze, Unsqueeze. What becomes one row keeps its order until somebody has to know."""
    if shape == value.shape:
        return value
    if not value.flattened and [size for size in shape if size != 1] == [size for size in value.shape if size != 1]:
        return with_other_ones(model, value, shape)
    is_moved = moving(value.shape, value.order) != moving(value.shape, plain(value.shape))
    if is_moved and not value.flattened and np.prod(shape) == shape[-1]:
        return Value(model.reshape(value.tensor, shape), shape, plain(shape), flattened=value)
    tensor = in_plain_order(model, value).tensor
    return Value(model.reshape(tensor, shape), shape, plain(shape))


def with_other_ones(model: TfliteModel, value: Value, shape: tuple[int, ...]) -> Value:
    """Axes of size 1 come and go without moving anything."""
    old = [axis for axis, size in enumerate(value.shape) if size != 1]
    new = [axis for axis, size in enumerate(shape) if size != 1]
    ones = [axis for axis, size in enumerate(shape) if size == 1]
    order = (*ones, *(new[old.index(axis)] for axis in moving(value.shape, value.order)))
    target = Value(value.tensor, shape, order)
    return target.holding(model.reshape(value.tensor, target.stored_shape))
