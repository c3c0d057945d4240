"""A TFLite graph that grows operator by operator."""

from dataclasses import dataclass

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema

TYPES = {"float32": schema.TensorType.FLOAT32, "int32": schema.TensorType.INT32}

NONE = schema.ActivationFunctionType.NONE


@dataclass
class Operator:
    name: str
    """As in TFLite's schema: CONV_2D."""
    inputs: list[int]
    output: int
    options: object | None = None
    """Conv2DOptionsT and so on."""


@dataclass
class Tensor:
    shape: tuple[int, ...]
    value: np.ndarray | None = None
    """Of a constant."""


class TfliteModel:
    def __init__(self):
        self.tensors: list[Tensor] = []
        self.operators: list[Operator] = []
        self.input = self.output = -1

    def tensor(self, shape) -> int:
        self.tensors.append(Tensor(tuple(int(size) for size in shape)))
        return len(self.tensors) - 1

    def constant(self, value: np.ndarray) -> int:
        self.tensors.append(Tensor(value.shape, value))
        return len(self.tensors) - 1

    def floats(self, value: np.ndarray) -> int:
        return self.constant(np.ascontiguousarray(value, np.float32))

    def integers(self, value) -> int:
        return self.constant(np.array(value, np.int32))

    def apply(self, name: str, inputs: list[int], shape, options=None) -> int:
        """Adds an operator; gives its output."""
        output = self.tensor(shape)
        self.operators.append(Operator(name, inputs, output, options))
        return output

    def reshape(self, tensor: int, shape) -> int:
        if self.tensors[tensor].shape == tuple(shape):
            return tensor
        return self.apply("RESHAPE", [tensor, self.integers(shape)], shape)

    def serialize(self) -> bytes:
        used = sorted({self.input, *(tensor for op in self.operators for tensor in [*op.inputs, op.output])})
        place = {tensor: index for index, tensor in enumerate(used)}
        buffers = [schema.BufferT()]
        names = sorted({op.name for op in self.operators})
        graph = schema.SubGraphT(
            tensors=[self._tensor(tensor, buffers) for tensor in used],
            inputs=[place[self.input]],
            outputs=[place[self.output]],
            operators=[self._operator(op, names, place) for op in self.operators],
        )
        codes = [operator_code(name) for name in names]
        model = schema.ModelT(version=3, operatorCodes=codes, subgraphs=[graph], buffers=buffers, description="converted from ONNX")
        builder = flatbuffers.Builder()
        builder.Finish(model.Pack(builder), b"TFL3")
        return bytes(builder.Output())

    def _tensor(self, index: int, buffers: list) -> schema.TensorT:
        shape, value = self.tensors[index].shape, self.tensors[index].value
        if value is None:
            return schema.TensorT(name=f"tensor_{index}", shape=list(shape), buffer=0)
        buffers.append(schema.BufferT(data=np.frombuffer(value.tobytes(), np.uint8)))
        return schema.TensorT(name=f"constant_{index}", shape=list(shape), type=TYPES[value.dtype.name], buffer=len(buffers) - 1)

    def _operator(self, op: Operator, names: list[str], place: dict[int, int]) -> schema.OperatorT:
        kind = type(op.options).__name__.removesuffix("T")
        return schema.OperatorT(
            opcodeIndex=names.index(op.name),
            inputs=[place[tensor] for tensor in op.inputs],
            outputs=[place[op.output]],
            builtinOptionsType=getattr(schema.BuiltinOptions, kind) if op.options else 0,
            builtinOptions=op.options,
        )


def operator_code(name: str) -> schema.OperatorCodeT:
    code = getattr(schema.BuiltinOperator, name)
    return schema.OperatorCodeT(builtinCode=code, deprecatedBuiltinCode=min(code, 127), version=1)
