"""The jobs that the interpreters' scripts share.

Standard input: one JSON line per model: {"model": path, "inputs": path, "outputs": path, "outputCount": n}. `inputs` holds the runs' inputs one after
another as raw little-endian bytes; `outputs` is written the same way. A model that the interpreter refuses writes no outputs.
Standard output: one JSON line per model: {"error": text} or {}.
"""
import json
import sys

import numpy as np


def run_jobs(load):
    """`load(model, outputCount)` gives the (shape, dtype) of each input, and a function from a list of arrays to a list of arrays."""
    for line in sys.stdin:
        try:
            run_job(load, json.loads(line))
            print("{}", flush=True)
        except Exception as error:
            print(json.dumps({"error": str(error)}), flush=True)


def run_job(load, job):
    with open(job["model"], "rb") as file:
        inputs, invoke = load(file.read(), job["outputCount"])
    with open(job["inputs"], "rb") as file:
        data = file.read()
    at = 0
    with open(job["outputs"], "wb") as file:
        while at < len(data):
            values = []
            for shape, dtype in inputs:
                size = int(np.prod(shape)) * np.dtype(dtype).itemsize
                values.append(np.frombuffer(data[at:at + size], dtype).reshape(shape))
                at += size
            for output in invoke(values):
                file.write(output.tobytes())
