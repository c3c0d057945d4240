"""Linear models of scikit-learn: weights and biases, with the scalers in front of them folded in."""

import numpy as np

from refusal import Refusal


def describe_logistic(model):
    """Shares of classes by softmax: of two classes the first one's sum is 0."""
    if len(model.classes_) > 2 and (model.multi_class == "ovr" or model.solver == "liblinear"):
        raise Refusal("This LogisticRegression has one model a class (ovr). Fit it with multi_class='multinomial'.")
    return describe_margins(model)


def describe_margins(model):
    """A sum a class, the largest wins; the softmax behind them, which ridge classifiers do not have, keeps their order."""
    weights, bias = np.asarray(model.coef_, dtype=float), np.ravel(np.asarray(model.intercept_, dtype=float))
    if len(model.classes_) == 2:
        weights, bias = np.vstack([np.zeros_like(weights), weights]), np.concatenate([np.zeros_like(bias), bias])
    return describe("classes", weights, bias, classes=model.classes_)


def describe_regression(model):
    weights = np.atleast_2d(np.asarray(model.coef_, dtype=float))
    if len(weights) > 1:
        raise Refusal(f"This {type(model).__name__} has {len(weights)} outputs. Fit it to one value.")
    return describe("value", weights, np.ravel(np.asarray(model.intercept_, dtype=float)))


def describe(task, weights, bias, **more):
    bias = np.broadcast_to(bias, (len(weights),))
    return {"apiVersion": "impulse-linear/v1", "task": task, **more, "weights": weights.tolist(), "bias": bias.tolist()}


def fold_linear_scalers(scalers, described):
    """Each of these scalers is a * x + b, feature by feature: asked at 0 and at 1."""
    weights, bias = np.array(described["weights"]), np.array(described["bias"])
    zero, one = np.zeros((1, weights.shape[1])), np.ones((1, weights.shape[1]))
    for scaler in scalers:
        zero, one = scaler.transform(zero), scaler.transform(one)
    described["bias"] = (bias + weights @ zero[0]).tolist()
    described["weights"] = (weights * (one - zero)).tolist()
