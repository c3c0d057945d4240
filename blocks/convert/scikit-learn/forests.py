"""DecisionTree, RandomForest and ExtraTrees of scikit-learn: the mean of what the trees say."""

from node_arrays import to_tree


def describe_tree(model):
    return describe(model, [model])


def describe_forest(model):
    return describe(model, model.estimators_)


def describe(model, estimators):
    classes = {"classes": model.classes_} if hasattr(model, "classes_") else {}
    outputs = len(model.classes_) if classes else 1
    return {
        "task": "classes" if classes else "value",
        **classes,
        "features": int(model.n_features_in_),
        "link": "identity",
        "base": [0.0] * outputs,
        "trees": [describe_nodes(one.tree_, bool(classes), len(estimators)) for one in estimators],
    }


def describe_nodes(tree, is_classifier, estimators):
    values = tree.value[:, 0, :]
    if is_classifier:  # counts, by weight
        values = values / values.sum(axis=1, keepdims=True)
    is_leaf = tree.children_left < 0
    return to_tree(is_leaf, tree.feature, tree.threshold, tree.children_left, tree.children_right, values / estimators)
