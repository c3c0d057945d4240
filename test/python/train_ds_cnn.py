"""Trains the DS-CNN of blocks/learn/ds-cnn by Keras on random windows; prints samples per CPU second of each epoch but the first, as JSON.

Arguments: samples, epochs, batch, filters, blocks. Behind `import tensorflow` stand the same numbers as on our side: Adam with decoupled weight decay,
batch normalisation with momentum 0.9, dropout of 20 %.
"""
import json
import os
import sys
import time

os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '2')
import keras
import numpy
from keras import layers

SHAPE, CLASSES = (49, 10), 12


def build(filters, blocks):
    model = keras.Sequential([layers.Input(SHAPE), layers.Reshape((*SHAPE, 1))])

    def normalise():
        model.add(layers.BatchNormalization(momentum=0.9, epsilon=1e-3))
        model.add(layers.ReLU())

    model.add(layers.Conv2D(filters, (10, 4), strides=2, padding='same', use_bias=False))
    normalise()
    for _ in range(blocks):
        model.add(layers.DepthwiseConv2D(3, padding='same', use_bias=False))
        normalise()
        model.add(layers.Conv2D(filters, 1, padding='same', use_bias=False))
        normalise()
    model.add(layers.GlobalAveragePooling2D())
    model.add(layers.Dropout(0.2))
    model.add(layers.Dense(CLASSES))
    return model


class CpuSeconds(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.seconds = []

    def on_epoch_begin(self, epoch, logs=None):
        self.start = time.process_time()

    def on_epoch_end(self, epoch, logs=None):
        self.seconds.append(time.process_time() - self.start)


def main():
    samples, epochs, batch, filters, blocks = map(int, sys.argv[1:])
    random = numpy.random.default_rng(1)
    features = random.standard_normal((samples, *SHAPE), dtype=numpy.float32)
    labels = numpy.arange(samples) % CLASSES
    model = build(filters, blocks)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.AdamW(0.005, weight_decay=0.01), loss=loss, metrics=['accuracy'])
    meter = CpuSeconds()
    model.fit(features, labels, batch_size=batch, epochs=epochs, verbose=0, callbacks=[meter])
    print(json.dumps({'parameters': model.count_params(), 'rates': [samples / seconds for seconds in meter.seconds[1:]]}))


main()
