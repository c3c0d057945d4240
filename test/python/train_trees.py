"""Trains ensembles of every kind on windows, and says what each library makes of the test windows.

train_trees.py <data> <out>: for every case a folder in <out> with model.pkl and scores.f64 `[windows, outputs]`. Folders that have a
model.pkl already are scored only.
"""

import pickle
import sys
from pathlib import Path

import lightgbm
import numpy as np
import xgboost
from sklearn.ensemble import (
    ExtraTreesClassifier,
    GradientBoostingClassifier,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler

data, out = Path(sys.argv[1]), Path(sys.argv[2])
x_train, y_train, x_test = (np.load(data / f"{name}.npy") for name in ("X_split_train", "Y_split_train", "X_split_test"))
classes = y_train.argmax(axis=1)

CLASSIFIERS = {
    "extra-trees": make_pipeline(StandardScaler(), ExtraTreesClassifier(20, min_samples_leaf=2, random_state=1)),
    "gradient-boosting": GradientBoostingClassifier(n_estimators=20, random_state=1),
    "hist-gradient-boosting": make_pipeline(MinMaxScaler(), HistGradientBoostingClassifier(max_iter=20, random_state=1)),
    "lightgbm": make_pipeline(StandardScaler(), lightgbm.LGBMClassifier(n_estimators=20, random_state=1, n_jobs=1)),
    "xgboost": xgboost.XGBClassifier(n_estimators=20, random_state=1, n_jobs=1),
    "unlimited-forest": RandomForestClassifier(100, random_state=1),
}
models = {name: model.fit(x_train, classes) for name, model in CLASSIFIERS.items()}
models["xgboost-two-classes"] = xgboost.XGBClassifier(n_estimators=20, random_state=1, n_jobs=1).fit(x_train, classes > 0)
models["regression"] = RandomForestRegressor(20, max_depth=8, random_state=1).fit(x_train, 100.0 * classes + x_train[:, 0])
for name, model in models.items():
    (out / name).mkdir()
    (out / name / "model.pkl").write_bytes(pickle.dumps(model))
for file in out.glob("*/model.pkl"):
    model = pickle.loads(file.read_bytes())
    scores = model.predict_proba(x_test) if hasattr(model, "predict_proba") else model.predict(x_test)
    np.ascontiguousarray(scores, dtype="<f8").tofile(file.parent / "scores.f64")
