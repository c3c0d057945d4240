"""LightGBM: the model as its own dump says it, up to the best iteration."""

import math

import lightgbm

from refusal import Refusal

VALUES = ("regression", "regression_l1", "huber", "fair", "quantile", "mape")


def describe(model):
    booster = model if isinstance(model, lightgbm.Booster) else model.booster_
    dump = booster.dump_model()
    objective, *settings = dump.get("objective", "").split(" ")
    per_round = dump["num_tree_per_iteration"]
    is_binary = objective == "binary"
    if not (is_binary or objective == "multiclass" or (objective in VALUES and "sqrt" not in settings)):
        known = ", ".join(["binary", "multiclass", *VALUES])
        raise Refusal(f"The LightGBM objective \"{' '.join([objective, *settings])}\" is not supported. Supported: {known}.")
    slope = next((float(setting[8:]) for setting in settings if setting.startswith("sigmoid:")), 1.0)
    trees = dump["tree_info"]
    weight = slope / (len(trees) // per_round if dump.get("average_output") else 1)
    outputs = 2 if is_binary else per_round
    is_classifier = objective in ("binary", "multiclass")
    return {
        "task": "classes" if is_classifier else "value",
        **({"classes": getattr(model, "classes_", range(outputs))} if is_classifier else {}),
        "features": dump["max_feature_idx"] + 1,
        "link": "softmax" if is_classifier else "identity",
        "base": [0.0] * outputs,
        "trees": [describe_tree(info["tree_structure"], weight, 1 if is_binary else at % per_round) for at, info in enumerate(trees)],
    }


def describe_tree(root, weight, output):
    tree = {"feature": [], "threshold": [], "left": [], "right": [], "leaves": [], "output": output}
    open_nodes = [(root, None, None)]
    while open_nodes:
        node, parent, side = open_nodes.pop()
        is_leaf = "leaf_value" in node
        place = -1 - len(tree["leaves"]) if is_leaf else len(tree["feature"])
        if parent is not None:
            tree[side][parent] = place
        if is_leaf:
            if "leaf_coeff" in node:
                raise Refusal("This LightGBM model has linear trees. Supported: leaves that are numbers (linear_tree=False).")
            tree["leaves"].append([node["leaf_value"] * weight])
            continue
        check_split(node)
        tree["feature"].append(node["split_feature"])
        tree["threshold"].append(node["threshold"])
        tree["left"].append(None)
        tree["right"].append(None)
        open_nodes += [(node["right_child"], place, "right"), (node["left_child"], place, "left")]
    return tree


def check_split(node):
    if node["decision_type"] != "<=":
        raise Refusal("This LightGBM model splits categorical features. Supported: numbers.")
    if node["missing_type"] == "Zero":
        raise Refusal("This LightGBM model takes zeros for missing values. Supported: zero_as_missing=False.")
    if not math.isfinite(node["threshold"]):
        raise Refusal("This LightGBM model has a split that only missing values take. Supported: training on numbers alone.")
