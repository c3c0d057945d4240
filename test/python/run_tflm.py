"""Runs models in TensorFlow Lite Micro; jobs as in interpreter_jobs.py."""
from tflite_micro import runtime

from interpreter_jobs import run_jobs


def load(model, output_count):
    interpreter = runtime.Interpreter.from_bytes(model, arena_size=max(1 << 20, 4 * len(model)))

    def invoke(values):
        for index, value in enumerate(values):
            interpreter.set_input(value, index)
        interpreter.invoke()
        return [interpreter.get_output(index) for index in range(output_count)]

    return describe(interpreter.get_input_details), invoke


def describe(details):
    found = []
    while True:
        try:
            detail = details(len(found))
        except Exception:  # the wheel throws beyond the last input
            return found
        found.append((detail["shape"], detail["dtype"]))


run_jobs(load)
