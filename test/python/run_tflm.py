"""Runs models in TensorFlow Lite Micro.

Standard input: one JSON line per model: {"model": path, "inputs": path, "outputs": path, "outputCount": n}. `inputs` holds the runs' inputs one after
another as raw little-endian bytes; `outputs` is written the same way. A model that the interpreter refuses writes no outputs.
Standard output: one JSON line per model: {"error": text} or {}.
"""
import json
import sys

import numpy as np
from tflite_micro import runtime


def run(job):
    with open(job["model"], "rb") as file:
        model = file.read()
    interpreter = runtime.Interpreter.from_bytes(model, arena_size=max(1 << 20, 4 * len(model)))
    inputs = describe(interpreter.get_input_details)
    with open(job["inputs"], "rb") as file:
        data = file.read()
    at = 0
    with open(job["outputs"], "wb") as file:
        while at < len(data):
            for index, (shape, dtype, size) in enumerate(inputs):
                interpreter.set_input(np.frombuffer(data[at:at + size], dtype).reshape(shape), index)
                at += size
            interpreter.invoke()
            for index in range(job["outputCount"]):
                file.write(interpreter.get_output(index).tobytes())


def describe(details):
    found = []
    while True:
        try:
            detail = details(len(found))
        except Exception:  # the wheel throws beyond the last input
            return found
        dtype = np.dtype(detail["dtype"])
        found.append((detail["shape"], dtype, int(np.prod(detail["shape"])) * dtype.itemsize))


for line in sys.stdin:
    try:
        run(json.loads(line))
        print("{}", flush=True)
    except Exception as error:
        print(json.dumps({"error": str(error)}), flush=True)
