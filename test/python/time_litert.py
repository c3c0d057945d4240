"""Times models by LiteRT's optimised kernels, without XNNPACK, on one thread. Reads lines `<model.tflite> <input.bin> <runs>`; answers each
with the CPU microseconds of a run, the mean over `runs`."""
import sys
import time

import numpy as np
from ai_edge_litert.interpreter import Interpreter, OpResolverType

interpreters = {}


def load(path):
    interpreter = Interpreter(
        model_path=path, num_threads=1, experimental_op_resolver_type=OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES
    )
    interpreter.allocate_tensors()
    return interpreter


for line in sys.stdin:
    model, values, runs = line.split()
    if model not in interpreters:
        interpreters[model] = load(model)
    interpreter = interpreters[model]
    detail = interpreter.get_input_details()[0]
    size = int(np.prod(detail["shape"])) * np.dtype(detail["dtype"]).itemsize
    with open(values, "rb") as file:
        window = np.frombuffer(file.read(size), detail["dtype"]).reshape(detail["shape"])
    start = time.process_time_ns()
    for _ in range(int(runs)):
        interpreter.set_tensor(detail["index"], window)
        interpreter.invoke()
    print((time.process_time_ns() - start) / 1000 / int(runs), flush=True)
