"""Writes golden.json of every DSP block: `make-golden.py`, or the full features of given windows: `make-golden.py request.json reply.json`.

A request is {"block", "cases": [{"input", "params", "windows": {name: [flat values]}}]}, params complete; the reply holds the features in its
order: [{name: [values]}].
"""
import json
import sys
from pathlib import Path

import numpy as np

from golden_cases import CASES
from golden_windows import NAMES, golden_window
from reference import features

KEPT = 16
HERE = Path(__file__).parent


def defaults(block):
    schemas = json.loads((HERE / block / "block.json").read_text())["parameters"]["properties"]
    plain = lambda schema: float(schema["default"].split()[0]) if "x-unit" in schema else schema["default"]
    return {name: plain(schema) for name, schema in schemas.items()}


def kept(values, extent):
    """How many there are, the extent that errors are measured by, and a few of them, evenly spaced, with seven digits."""
    places = [i * (len(values) - 1) // max(1, KEPT - 1) for i in range(KEPT)]
    round_7 = lambda value: float(f"{value:.7g}")
    return {"count": len(values), "range": round_7(max(np.ptp(values), extent)), "values": [round_7(values[i]) for i in places]}


def golden(block):
    cases = []
    for input, params in CASES[block]:
        shape = input["length"], input["axes"], input["dtype"]
        windows = {name: features(block, {**defaults(block), **params}, input, golden_window(name, *shape)) for name in NAMES}
        # silence and constants have no extent of their own: theirs is a hundredth of that of all windows
        extent = np.ptp(np.concatenate(list(windows.values()))) / 100
        cases.append({"input": input, "params": params, "windows": {name: kept(values, extent) for name, values in windows.items()}})
    return cases


def reply(request):
    def of_window(case, values):
        values = np.array(values, dtype=np.float64).reshape(case["input"]["length"], case["input"]["axes"])
        return features(request["block"], case["params"], case["input"], values).tolist()

    return [{name: of_window(case, values) for name, values in case["windows"].items()} for case in request["cases"]]


def write_golden(folder):
    for block in CASES:
        lines = [json.dumps(case) for case in golden(block)]
        path = folder / block / "golden.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("[\n" + ",\n".join(lines) + "\n]\n")


if len(sys.argv) == 3:
    Path(sys.argv[2]).write_text(json.dumps(reply(json.loads(Path(sys.argv[1]).read_text()))))
else:
    write_golden(Path(sys.argv[1]) if len(sys.argv) == 2 else HERE)
