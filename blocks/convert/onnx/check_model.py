"""A converted model that computes anything else than the original does not leave this container."""

import numpy as np
from ai_edge_litert.interpreter import Interpreter

from read_graph import ConversionError, OnnxGraph

INPUTS = 4
TOLERANCE = 1e-4
"""Of the largest output; float32 sums in another order are some 1e-6 apart."""


def check_model(graph: OnnxGraph, converted: bytes) -> None:
    interpreter = Interpreter(model_content=converted)
    interpreter.allocate_tensors()
    [source], [result] = interpreter.get_input_details(), interpreter.get_output_details()
    random = np.random.default_rng(1)
    for _ in range(INPUTS):
        values = random.standard_normal(graph.input_shape).astype(np.float32)
        interpreter.set_tensor(source["index"], values)
        interpreter.invoke()
        wanted, found = graph.run(values), interpreter.get_tensor(result["index"])
        apart = np.abs(wanted - found).max() / max(1e-6, np.abs(wanted).max())
        if not apart <= TOLERANCE:
            raise ConversionError(f"The converted model is {apart:.1e} of its largest output away from the original: please report it.")
