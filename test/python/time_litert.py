"""Times models by LiteRT's optimised kernels, without XNNPACK, on one thread. Reads lines `<model.tflite> <input.bin> <runs>`; answers each
with the microseconds of a run, the median over `runs`, and the output of the last one in hex."""
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
    times = []
    for _ in range(int(runs)):
        interpreter.set_tensor(detail["index"], window)
        start = time.perf_counter_ns()
        interpreter.invoke()
        times.append(time.perf_counter_ns() - start)
    output = interpreter.get_tensor(interpreter.get_output_details()[0]["index"])
    print(sorted(times)[len(times) // 2] / 1000, output.tobytes().hex(), flush=True)
