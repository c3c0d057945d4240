"""export_keras_models.py OUT FRAMES COEFFICIENTS CLASSES WINDOWS: networks as people write them in Keras, untrained but with drawn statistics.

Each takes windows as features come, one flat row. OUT/NAME/saved_model, and OUT/NAME/outputs.bin, what Keras makes of WINDOWS (float32, raw).
"""

import sys
from pathlib import Path

import keras
import numpy as np
from keras import layers

OUT, FRAMES, COEFFICIENTS, CLASSES = Path(sys.argv[1]), *map(int, sys.argv[2:5])
WIDTH = FRAMES * COEFFICIENTS
WINDOWS = np.fromfile(sys.argv[5], np.float32).reshape(-1, WIDTH)


def sequential(*stack):
    return keras.Sequential([keras.Input((WIDTH,)), *stack])


def normalization():
    layer = layers.Normalization()
    layer.adapt(WINDOWS)
    return layer


def separable(x, filters, strides=1):
    x = layers.ReLU()(layers.BatchNormalization()(layers.DepthwiseConv2D(3, strides, "same", use_bias=False)(x)))
    return layers.ReLU(6.0)(layers.BatchNormalization()(layers.Conv2D(filters, 1, use_bias=False)(x)))


def image(body):
    source = keras.Input((WIDTH,))
    x = body(layers.Reshape((FRAMES, COEFFICIENTS, 1))(source))
    return keras.Model(source, layers.Dense(CLASSES, "softmax")(layers.GlobalAveragePooling2D()(x)))


def residual(x):
    x = layers.Conv2D(8, 3, padding="same", activation="relu")(x)
    return layers.ReLU()(layers.Add()([x, layers.BatchNormalization()(layers.Conv2D(8, 3, padding="same")(x))]))


def gated(x):
    x = layers.Conv2D(8, 3, activation="relu")(x)
    return layers.Multiply()([x, layers.Dense(8, "sigmoid")(layers.GlobalAveragePooling2D(keepdims=True)(x))])


MODELS = {
    "mlp": lambda: sequential(normalization(), layers.Dense(24, "relu"), layers.Dropout(0.2), layers.Dense(16, "tanh"), layers.Dense(CLASSES, "softmax")),
    "conv1d": lambda: sequential(
        layers.Reshape((FRAMES, COEFFICIENTS)), layers.Conv1D(12, 3, padding="same"), layers.BatchNormalization(), layers.ReLU(), layers.MaxPooling1D(2),
        layers.Conv1D(10, 3, activation="relu"), layers.GlobalAveragePooling1D(), layers.Dense(CLASSES, "softmax")),
    "conv2d-flatten": lambda: sequential(
        layers.Reshape((FRAMES, COEFFICIENTS, 1)), layers.Conv2D(8, 3, activation="relu"), layers.MaxPooling2D(2), layers.Flatten(), layers.Dense(CLASSES)),
    "ds-cnn": lambda: image(lambda x: separable(separable(layers.Conv2D(12, 3, 2, "same", activation="relu")(x), 16), 16, 2)),
    "residual": lambda: image(residual),
    "squeeze-excite": lambda: image(gated),
}

keras.utils.set_random_seed(1)
for name, build in MODELS.items():
    model = build()
    random = np.random.default_rng(1)
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.set_weights([random.uniform(0.5, 1.5, weights.shape) for weights in layer.get_weights()])
    model.export(OUT / name / "saved_model")
    np.asarray(model(WINDOWS), np.float32).tofile(OUT / name / "outputs.bin")
