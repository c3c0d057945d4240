"""XGBoost: the model as its own JSON says it, up to the best iteration. Its splits are `<`, in float32."""

import json
import math

import numpy as np
import xgboost

from node_arrays import to_tree
from refusal import Refusal

VALUES = ("reg:squarederror", "reg:squaredlogerror", "reg:pseudohubererror", "reg:absoluteerror")
CLASSES = ("multi:softprob", "multi:softmax")


def describe(model):
    is_booster = isinstance(model, xgboost.Booster)
    booster = model if is_booster else model.get_booster()
    learner = json.loads(bytes(booster.save_raw("json")))["learner"]
    check(model, learner)
    objective = learner["objective"]["name"]
    parameters = learner["learner_model_param"]
    outputs = max(1, int(parameters["num_class"]))
    base = float(np.float32(parameters["base_score"]))
    is_binary = objective == "binary:logistic"
    is_classifier = is_binary or objective in CLASSES
    forest = learner["gradient_booster"]["model"]
    rounds = 0 if is_booster else model._get_iteration_range(None)[1]
    kept = rounds * outputs * int(forest["gbtree_model_param"]["num_parallel_tree"]) or len(forest["trees"])
    of_output = [1] * len(forest["trees"]) if is_binary else forest["tree_info"]
    return {
        "task": "classes" if is_classifier else "value",
        **({"classes": getattr(model, "classes_", range(max(2, outputs)))} if is_classifier else {}),
        "features": int(parameters["num_feature"]),
        "link": "softmax" if is_classifier else "identity",
        "base": [0.0, -math.log(1 / base - 1)] if is_binary else [base] * outputs,
        "trees": [describe_tree(tree, output) for tree, output in list(zip(forest["trees"], of_output))[:kept]],
    }


def check(model, learner):
    booster, objective = learner["gradient_booster"]["name"], learner["objective"]["name"]
    if booster != "gbtree":
        raise Refusal(f"The XGBoost booster {booster} is not supported. Supported: gbtree.")
    known = ("binary:logistic", *CLASSES, *VALUES)
    if objective not in known:
        raise Refusal(f"The XGBoost objective {objective} is not supported. Supported: {', '.join(known)}.")
    missing = getattr(model, "missing", math.nan)
    if not math.isnan(missing):
        raise Refusal(f"This XGBoost model takes {missing} for a missing value. Supported: missing=nan.")
    if any(any(tree.get("split_type", [])) for tree in learner["gradient_booster"]["model"]["trees"]):
        raise Refusal("This XGBoost model splits categorical features. Supported: numbers.")


def describe_tree(tree, output):
    left, right = np.array(tree["left_children"]), np.array(tree["right_children"])
    conditions = np.array(tree["split_conditions"], dtype=np.float32)
    thresholds = np.nextafter(conditions, np.float32(-np.inf)).astype(float)
    return to_tree(left < 0, tree["split_indices"], thresholds, left, right, conditions, output)
