"""A step by the impulse contract: `inputs.model/model.onnx` -> `output/model.tflite`, float32, batch of one."""

import json
import sys
from pathlib import Path

from check_model import check_model
from fold_operators import fold_operators
from read_graph import ConversionError, read_graph
from translate import translate


def convert(file: Path) -> bytes:
    graph = read_graph(file)
    model = translate(graph)
    fold_operators(model)
    converted = model.serialize()
    check_model(graph, converted)
    return converted


def main(envelope: Path) -> int:
    step = json.loads(envelope.read_text())
    result = {"apiVersion": "impulse-step/v1", "status": "ok", "metrics": {}}
    try:
        converted = convert(Path(step["inputs"]["model"]) / "model.onnx")
        (Path(step["output"]) / "model.tflite").write_bytes(converted)
        result["metrics"] = {"modelBytes": len(converted)}
    except ConversionError as error:
        result = {"apiVersion": "impulse-step/v1", "status": "failed", "errors": [{"message": str(error)}]}
    (envelope.parent / "step-result.json").write_text(json.dumps(result))
    return 0 if result["status"] == "ok" else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
