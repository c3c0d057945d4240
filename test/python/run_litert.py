"""Runs models by LiteRT's reference kernels; jobs as in interpreter_jobs.py."""
from ai_edge_litert.interpreter import Interpreter, OpResolverType

from interpreter_jobs import run_jobs


def load(model, _):
    interpreter = Interpreter(model_content=model, experimental_op_resolver_type=OpResolverType.BUILTIN_REF)
    interpreter.allocate_tensors()
    inputs = interpreter.get_input_details()

    def invoke(values):
        for detail, value in zip(inputs, values):
            interpreter.set_tensor(detail["index"], value)
        interpreter.invoke()
        return [interpreter.get_tensor(detail["index"]) for detail in interpreter.get_output_details()]

    return [(detail["shape"], detail["dtype"]) for detail in inputs], invoke


run_jobs(load)
