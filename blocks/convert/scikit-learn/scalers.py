"""Scalers in front of trees, folded into the thresholds: exactly, for every float32 feature.

A scaler computes each feature by itself and never falls where the feature rises, roundings included. So the features that go left at
a node are those up to some largest float32, which halving the range of all float32 finds by asking the scaler itself.
"""

import numpy as np
from sklearn import config_context

SCALERS = ("StandardScaler", "MinMaxScaler", "MaxAbsScaler", "RobustScaler")

# Nodes whose thresholds are searched at once.
BATCH = 1024
LARGEST = np.finfo(np.float32).max
# Beyond all float32: no feature goes left.
NEVER = -1e39


def fold_scalers(scalers, features, trees):
    """Replaces the thresholds of the trees, in place."""
    places = np.concatenate([np.array(tree["feature"], dtype=int) for tree in trees])
    thresholds = np.concatenate([np.array(tree["threshold"], dtype=float) for tree in trees])
    for first in range(0, len(places), BATCH):
        part = slice(first, first + BATCH)
        thresholds[part] = fold(scalers, features, places[part], thresholds[part])
    ends = np.cumsum([len(tree["feature"]) for tree in trees])[:-1]
    for tree, folded in zip(trees, np.split(thresholds, ends)):
        tree["threshold"] = folded.tolist()


def fold(scalers, features, places, thresholds):
    """The largest float32 each that does not exceed its threshold once it is scaled."""
    rows = np.arange(len(places))
    low = np.full(len(places), order_of(-LARGEST) - 1)
    high = np.full(len(places), order_of(LARGEST))
    matrix = np.zeros((len(places), features), dtype=np.float32)
    while (low < high).any():
        middle = (low + high + 1) // 2
        matrix[rows, places] = float_of(middle)
        goes_left = scale(scalers, matrix)[rows, places] <= thresholds
        low = np.where(goes_left, middle, low)
        high = np.where(goes_left, high, middle - 1)
    return np.where(low < order_of(-LARGEST), NEVER, float_of(np.maximum(low, order_of(-LARGEST))).astype(float))


def scale(scalers, matrix):
    with np.errstate(over="ignore"), config_context(assume_finite=True):
        for scaler in scalers:
            matrix = scaler.transform(matrix)
    return matrix


def order_of(value):
    """Integers in the order of the floats."""
    bits = np.float32(value).view(np.int32).astype(np.int64)
    return bits ^ ((bits >> 31) & 0x7FFFFFFF)


def float_of(order):
    return (order ^ ((order >> 31) & 0x7FFFFFFF)).astype(np.int32).view(np.float32)
