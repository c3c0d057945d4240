"""Turns a pickled tree ensemble into trees.json, a linear model into linear.json: the program of a block of the kind `convert`.

Started with the path of step-run.json. Reads `model.pkl` in the folder of the input `model`, writes the result to `output`, and
step-result.json beside step-run.json. A pickle is a program: this one belongs into a container without network.
"""

import json
import os
import sys
import traceback

import joblib

from estimators import describe_estimator
from refusal import Refusal

VERSIONS = "scikit-learn 1.3.2, lightgbm 3.3.5 and xgboost 1.7.6"


def main(run_file):
    with open(run_file, encoding="utf-8") as file:
        run = json.load(file)
    result = {"apiVersion": "impulse-step/v1", **convert(run)}
    with open(os.path.join(os.path.dirname(run_file), "step-result.json"), "w", encoding="utf-8") as file:
        json.dump(result, file)
    return 0 if result["status"] == "ok" else 1


def convert(run):
    try:
        model = describe_estimator(load(os.path.join(run["inputs"]["model"], "model.pkl")))
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return {"status": "failed", "errors": [{"message": str(refusal)}]}
    name = "trees.json" if "trees" in model else "linear.json"
    with open(os.path.join(run["output"], name), "w", encoding="utf-8") as file:
        json.dump(model, file, allow_nan=False, separators=(",", ":"))
    trees = model.get("trees", [])
    return {"status": "ok", "metrics": {"trees": len(trees), "nodes": sum(len(tree["feature"]) for tree in trees)}}


def load(path):
    """What pickle.dump or joblib.dump wrote."""
    if not os.path.exists(path):
        raise Refusal("There is no model.pkl.")
    try:
        return joblib.load(path)
    except Exception as error:  # a pickle may raise anything
        traceback.print_exc()
        problem = f"{type(error).__name__}: {error}"
        raise Refusal(f"model.pkl cannot be read ({problem}). It must be a pickle that needs no modules but {VERSIONS}.") from error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
