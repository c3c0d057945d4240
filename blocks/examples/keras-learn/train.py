"""Trains a classifier on the features of an impulse and leaves it as saved_model.zip."""

import argparse
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf

parser = argparse.ArgumentParser()
parser.add_argument("--data-directory", type=Path, required=True)
parser.add_argument("--out-directory", type=Path, required=True)
parser.add_argument("--epochs", type=int, default=40)
parser.add_argument("--learning-rate", type=float, default=0.005)
parser.add_argument("--neurons", type=int, default=32)
parser.add_argument("--dropout", type=float, default=0.2)
parser.add_argument("--seed", type=int, default=1)
# others may come: they are not for us
args, _ = parser.parse_known_args()

keras.utils.set_random_seed(args.seed)
tf.config.experimental.enable_op_determinism()

# features, one row a window; labels, one column a class
files = ("X_split_train", "Y_split_train", "X_split_test", "Y_split_test")
x_train, y_train, x_test, y_test = (np.load(args.data_directory / f"{name}.npy") for name in files)

# The normalisation is part of the model: what is exported takes features as they come.
normalization = keras.layers.Normalization()
normalization.adapt(x_train)
model = keras.Sequential([
    keras.Input(x_train.shape[1:]),
    normalization,
    keras.layers.Dense(args.neurons, activation="relu"),
    keras.layers.Dropout(args.dropout),
    keras.layers.Dense(args.neurons, activation="relu"),
    keras.layers.Dense(y_train.shape[1], activation="softmax"),
])
model.compile(keras.optimizers.Adam(args.learning_rate), loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, batch_size=32, epochs=args.epochs, validation_data=(x_test, y_test), verbose=2)

with tempfile.TemporaryDirectory() as folder:
    model.export(f"{folder}/saved_model")
    shutil.make_archive(str(args.out_directory / "saved_model"), "zip", folder, "saved_model")
