"""Runs models by onnxruntime; jobs as in interpreter_jobs.py."""
import numpy as np
import onnxruntime

from interpreter_jobs import run_jobs


def load(model, _):
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    [source] = session.get_inputs()
    return [([1, *source.shape[1:]], np.float32)], lambda values: session.run(None, {source.name: values[0]})


run_jobs(load)
