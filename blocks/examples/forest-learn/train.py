"""Trains a random forest on the features of an impulse and leaves it as model.pkl."""

import argparse
import pickle
from pathlib import Path

import numpy as np
from sklearn.ensemble import RandomForestClassifier

parser = argparse.ArgumentParser()
parser.add_argument("--data-directory", type=Path, required=True)
parser.add_argument("--out-directory", type=Path, required=True)
parser.add_argument("--n-trees", type=int, default=50)
parser.add_argument("--max-depth", type=int, default=8)
parser.add_argument("--min-leaf", type=int, default=1)
parser.add_argument("--seed", type=int, default=1)
# others may come: they are not for us
args, _ = parser.parse_known_args()

# features, one row a window; labels, one column a class
files = ("X_split_train", "Y_split_train", "X_split_test", "Y_split_test")
x_train, y_train, x_test, y_test = (np.load(args.data_directory / f"{name}.npy") for name in files)

model = RandomForestClassifier(args.n_trees, max_depth=args.max_depth or None, min_samples_leaf=args.min_leaf, random_state=args.seed)
# class numbers, not columns: a forest of columns would learn every class by itself
model.fit(x_train.reshape(len(x_train), -1), y_train.argmax(axis=1))

nodes = sum(tree.tree_.node_count for tree in model.estimators_)
print(f"{args.n_trees} trees, {nodes} nodes and leaves")
if len(x_test) > 0:
    print(f"accuracy {model.score(x_test.reshape(len(x_test), -1), y_test.argmax(axis=1)):.4f}")

with open(args.out_directory / "model.pkl", "wb") as file:
    pickle.dump(model, file)
