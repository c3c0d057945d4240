"""The nodes of a tree as most libraries keep them -> a tree of trees.json."""

import numpy as np


def to_tree(is_leaf, feature, threshold, left, right, values, output=None):
    """Lists over all nodes, leaves among them, the root first; a node goes left where its feature is <= the threshold.

    `values` has a row for every node; those of leaves count.
    """
    is_leaf = np.asarray(is_leaf, dtype=bool)
    places = np.where(is_leaf, -np.cumsum(is_leaf), np.cumsum(~is_leaf) - 1)
    inner = ~is_leaf
    return {
        "feature": np.asarray(feature)[inner].astype(int).tolist(),
        "threshold": np.asarray(threshold)[inner].astype(float).tolist(),
        "left": places[np.asarray(left)[inner]].astype(int).tolist(),
        "right": places[np.asarray(right)[inner]].astype(int).tolist(),
        "leaves": np.asarray(values, dtype=float).reshape(len(is_leaf), -1)[is_leaf].tolist(),
        **({} if output is None else {"output": int(output)}),
    }
