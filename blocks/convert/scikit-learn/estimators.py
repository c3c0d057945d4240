"""Any supported estimator -> the document of trees.json, or of linear.json."""

from importlib.metadata import version

import numpy as np

from boosting import describe_boosting, describe_hist_boosting
from forests import describe_forest, describe_tree
from linear import describe_logistic, describe_margins, describe_regression, fold_linear_scalers
from refusal import Refusal
from scalers import SCALERS, fold_scalers


def describe_lightgbm(model):
    from lightgbm_trees import describe

    return describe(model)


def describe_xgboost(model):
    from xgboost_trees import describe

    return describe(model)


# By package and class; subclasses are found by their bases.
SUPPORTED = {
    "sklearn": {
        "DecisionTreeClassifier": describe_tree,
        "DecisionTreeRegressor": describe_tree,
        "ExtraTreesClassifier": describe_forest,
        "ExtraTreesRegressor": describe_forest,
        "GradientBoostingClassifier": describe_boosting,
        "GradientBoostingRegressor": describe_boosting,
        "HistGradientBoostingClassifier": describe_hist_boosting,
        "HistGradientBoostingRegressor": describe_hist_boosting,
        "ElasticNet": describe_regression,
        "Lasso": describe_regression,
        "LinearRegression": describe_regression,
        "LogisticRegression": describe_logistic,
        "RandomForestClassifier": describe_forest,
        "RandomForestRegressor": describe_forest,
        "Ridge": describe_regression,
        "RidgeClassifier": describe_margins,
        "RidgeClassifierCV": describe_margins,
        "RidgeCV": describe_regression,
    },
    "lightgbm": {"LGBMClassifier": describe_lightgbm, "LGBMRegressor": describe_lightgbm, "Booster": describe_lightgbm},
    "xgboost": {
        "XGBClassifier": describe_xgboost,
        "XGBRegressor": describe_xgboost,
        "XGBRFClassifier": describe_xgboost,
        "XGBRFRegressor": describe_xgboost,
        "Booster": describe_xgboost,
    },
}
DISTRIBUTIONS = {"sklearn": "scikit-learn"}


def describe_estimator(estimator):
    scalers, model = split_pipeline(estimator)
    package, name, describe = find_support(model)
    if getattr(model, "n_outputs_", 1) > 1:
        advice = "Fit it to one: class numbers, such as the argmax of one-hot rows, or one value."
        raise Refusal(f"This {name} has {model.n_outputs_} outputs. {advice}")
    described = describe(model)
    if scalers and "trees" in described:
        fold_scalers(scalers, described["features"], described["trees"])
    elif scalers:
        fold_linear_scalers(scalers, described)
    distribution = DISTRIBUTIONS.get(package, package)
    source = f"{name} ({distribution} {version(distribution)})"
    return {"apiVersion": "impulse-trees/v1", "source": source, **name_classes(described)}


def split_pipeline(estimator):
    """The scalers of a pipeline and what stands behind them; pipelines may stand in pipelines."""
    if not is_class(estimator, "sklearn", ["Pipeline"]):
        return [], estimator
    steps = [step for _, step in estimator.steps if step is not None and step != "passthrough"]
    scalers = []
    for step in steps[:-1]:
        if not is_class(step, "sklearn", SCALERS):
            raise Refusal(f"The pipeline's step {class_name(step)} cannot be folded into the model. Supported: {', '.join(SCALERS)}.")
        scalers.append(step)
    inner, model = split_pipeline(steps[-1])
    return scalers + inner, model


def find_support(model):
    for base in type(model).__mro__:
        package = base.__module__.split(".")[0]
        describe = SUPPORTED.get(package, {}).get(base.__name__)
        if describe:
            return package, base.__name__, describe
    known = ", ".join(f"{package}.{name}" for package, names in SUPPORTED.items() for name in names)
    raise Refusal(f"{class_name(model)} cannot be compiled to C++. Supported, also behind scalers in a Pipeline: {known}.")


def is_class(value, package, names):
    return any(base.__module__.split(".")[0] == package and base.__name__ in names for base in type(value).__mro__)


def class_name(value):
    return f"{type(value).__module__.split('.')[0]}.{type(value).__name__}"


def name_classes(described):
    """Classes as JSON has them: names, or places among the labels."""
    if "classes" not in described:
        return described
    classes = np.asarray(described["classes"])
    if classes.dtype.kind in "US" or (classes.dtype == object and all(isinstance(name, str) for name in classes)):
        return {**described, "classes": [str(name) for name in classes]}
    numbers = [int(number) for number in classes]
    if numbers != [float(number) for number in classes] or min(numbers) < 0:
        raise Refusal(f"The classes are {list(classes)}. They must be names, or places among the labels: 0, 1, 2 ...")
    return {**described, "classes": numbers}
