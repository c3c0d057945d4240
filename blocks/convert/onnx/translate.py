"""ONNX graph -> TFLite operators, one after another, each value in the layout in which it came about."""

import numpy as np
import onnx

from layout import Value, in_plain_order, plain
from operators import TRANSLATORS
from read_graph import ConversionError, OnnxGraph
from tflite_model import TfliteModel


class Translation:
    """What an operator may ask for while it is translated."""

    def __init__(self, graph: OnnxGraph):
        self.graph = graph
        self.model = TfliteModel()
        self.values: dict[str, Value] = {}
        self.producers = {name: node for node in graph.nodes for name in node.output}

    def constant(self, node: onnx.NodeProto, index: int) -> np.ndarray | None:
        """An input, where it is there and the same for every window."""
        return self.graph.constants.get(node.input[index]) if index < len(node.input) and node.input[index] else None

    def value(self, node: onnx.NodeProto, index: int = 0) -> Value:
        name = node.input[index]
        if name in self.graph.constants:
            values = self.graph.constants[name]
            return Value(self.model.floats(values), values.shape, plain(values.shape))
        return self.values[name]

    def shape(self, node: onnx.NodeProto, output: int = 0) -> tuple[int, ...]:
        return self.graph.shapes[node.output[output]]


def translate(graph: OnnxGraph) -> TfliteModel:
    translation = Translation(graph)
    model = translation.model
    model.input = model.tensor(graph.input_shape)
    translation.values[graph.input] = Value(model.input, graph.input_shape, plain(graph.input_shape))
    for node in graph.nodes:
        translate_node(translation, node)
    if graph.output not in translation.values:
        raise ConversionError("The output does not depend on the input.")
    model.output = in_plain_order(model, translation.values[graph.output]).tensor
    return model


def translate_node(translation: Translation, node: onnx.NodeProto) -> None:
    where = f'{node.op_type} "{node.name or node.output[0]}"'
    if node.op_type not in TRANSLATORS or node.domain not in ("", "ai.onnx"):
        raise ConversionError(f"{where}: this operator is not converted.")
    attributes = {attribute.name: onnx.helper.get_attribute_value(attribute) for attribute in node.attribute}
    try:
        results = TRANSLATORS[node.op_type](translation, node, attributes)
    except ConversionError as error:
        raise ConversionError(f"{where}: {error}") from error
    translation.values.update(zip(node.output, results if isinstance(results, list) else [results]))
