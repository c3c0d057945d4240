"""ONNX file -> nodes that compute something, every shape known, everything that does not depend on the input a constant."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime


class ConversionError(Exception):
    """What a person has to know, in one line."""


@dataclass
class OnnxGraph:
    input: str
    input_shape: tuple[int, ...]
    output: str
    opset: int
    nodes: list[onnx.NodeProto]
    """Between input and output, in order."""
    constants: dict[str, np.ndarray]
    shapes: dict[str, tuple[int, ...]]
    session: onnxruntime.InferenceSession

    def run(self, values: np.ndarray) -> np.ndarray:
        return self.session.run([self.output], {self.input: values})[0]


def read_graph(file: Path) -> OnnxGraph:
    model = load(file)
    graph = model.graph
    initializers = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in graph.initializer}
    input_info = sole("input", [info for info in graph.input if info.name not in initializers])
    output = sole("output", graph.output).name
    shape = batch_of_one(input_info)
    session, results = evaluate(model, input_info.name, shape)
    constants = initializers | {name: results[name] for name in independent(graph.node, set(initializers))}
    return OnnxGraph(
        input=input_info.name,
        input_shape=shape,
        output=output,
        opset=next(entry.version for entry in model.opset_import if entry.domain in ("", "ai.onnx")),
        nodes=[node for node in nodes_between(graph, output) if node.output[0] not in constants],
        constants=constants,
        shapes={name: np.shape(value) for name, value in results.items()},
        session=session,
    )


def load(file: Path) -> onnx.ModelProto:
    try:
        return onnx.load(file)
    except FileNotFoundError as error:
        raise ConversionError(f"model.onnx, or a file of weights that it names, is missing: {error}") from error
    except Exception as error:
        raise ConversionError(f"model.onnx is no valid ONNX file: {first_line(error)}") from error


def sole(what: str, infos) -> onnx.ValueInfoProto:
    if len(infos) != 1:
        raise ConversionError(f"The model has {len(infos)} {what}s ({', '.join(info.name for info in infos)}): it must have one.")
    return infos[0]


def batch_of_one(info: onnx.ValueInfoProto) -> tuple[int, ...]:
    tensor = info.type.tensor_type
    if tensor.elem_type != onnx.TensorProto.FLOAT:
        raise ConversionError(f'Input "{info.name}" is {onnx.TensorProto.DataType.Name(tensor.elem_type)}: it must be FLOAT.')
    batch, *sizes = [dim.dim_value for dim in tensor.shape.dim] or [0]
    if batch > 1 or 0 in sizes:
        stated = ", ".join(dim.dim_param or str(dim.dim_value or "?") for dim in tensor.shape.dim)
        raise ConversionError(f'Input "{info.name}" has the shape [{stated}]: its batch must be open, or of 1, and nothing else open.')
    return (1, *sizes)


def evaluate(model: onnx.ModelProto, name: str, shape: tuple[int, ...]):
    """All tensors for one input: every shape follows, also those that the model computes as it runs."""
    shown = onnx.ModelProto()
    shown.CopyFrom(model)
    names = [output for node in model.graph.node for output in node.output if output]
    del shown.graph.output[:]
    shown.graph.output.extend(onnx.ValueInfoProto(name=output) for output in names)
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(shown.SerializeToString(), options, providers=["CPUExecutionProvider"])
        return session, dict(zip(names, session.run(names, {name: np.zeros(shape, np.float32)})))
    except Exception as error:
        raise ConversionError(f"The model does not run with an input of shape {list(shape)}: {first_line(error)}") from error


def nodes_between(graph: onnx.GraphProto, output: str) -> list[onnx.NodeProto]:
    wanted, nodes = {output}, []
    for node in reversed(graph.node):
        if wanted.intersection(node.output):
            nodes.insert(0, node)
            wanted.update(node.input)
    return nodes


def independent(nodes, known: set[str]) -> set[str]:
    """What is the same for every input: sizes, and whatever follows from them and from constants alone."""
    found: set[str] = set()
    for node in nodes:
        if node.op_type in ("Shape", "Size") or all(name == "" or name in known or name in found for name in node.input):
            found.update(name for name in node.output if name)
    return found


def first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
