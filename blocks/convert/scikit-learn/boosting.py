"""GradientBoosting and HistGradientBoosting of scikit-learn: sums of trees that speak of one output each."""

import numpy as np

from node_arrays import to_tree
from refusal import Refusal

# What turns the sum of a regressor into something else.
LOG_LINKS = ("poisson", "gamma")


def describe_sums(model, rounds, base, classes):
    """`rounds[i][k]`: tree of output k as `output -> tree`. Two classes have one sum, which a softmax sets against 0."""
    is_binary = classes is not None and len(base) == 1
    first = 1 if is_binary else 0
    return {
        "task": "value" if classes is None else "classes",
        **({} if classes is None else {"classes": classes}),
        "features": int(model.n_features_in_),
        "link": "identity" if classes is None else "softmax",
        "base": [0.0] * first + [float(value) for value in base],
        "trees": [describe(first + output) for trees in rounds for output, describe in enumerate(trees)],
    }


def describe_boosting(model):
    if model.init_ != "zero" and not type(model.init_).__name__.startswith("Dummy"):
        name, init = type(model).__name__, type(model.init_).__name__
        raise Refusal(f"This {name} begins with the estimator {init}, which cannot be folded in. Leave out init.")
    base = model._raw_predict_init(np.zeros((1, model.n_features_in_), dtype=np.float32))[0]
    # the exponential loss takes the sigmoid of twice the sum
    factor = 2.0 if model.loss == "exponential" else 1.0

    def describe(estimator):
        tree = estimator.tree_
        values = tree.value[:, 0, 0] * model.learning_rate * factor
        nodes = (tree.children_left < 0, tree.feature, tree.threshold, tree.children_left, tree.children_right, values)
        return lambda output: to_tree(*nodes, output)

    rounds = [[describe(one) for one in estimators] for estimators in model.estimators_]
    return describe_sums(model, rounds, base * factor, getattr(model, "classes_", None))


def describe_hist_boosting(model):
    if model.loss in LOG_LINKS:
        raise Refusal(f"The loss {model.loss} of this {type(model).__name__} needs an exponential at the end. Supported: all others.")

    def describe(predictor):
        nodes = predictor.nodes
        if nodes["is_categorical"].any():
            raise Refusal(f"This {type(model).__name__} splits categorical features. Supported: numbers.")
        arrays = (nodes["is_leaf"], nodes["feature_idx"], nodes["num_threshold"], nodes["left"], nodes["right"], nodes["value"])
        return lambda output: to_tree(*arrays, output)

    rounds = [[describe(one) for one in predictors] for predictors in model._predictors]
    return describe_sums(model, rounds, model._baseline_prediction.ravel(), getattr(model, "classes_", None))
