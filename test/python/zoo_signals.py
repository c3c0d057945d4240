"""Networks of the zoo on sound and on the values of sensors."""
import tensorflow as tf
from keras import layers, ops

from zoo_layers import conv, depthwise, network, two_inputs


def ds_cnn(x):
    x = conv(x, 12, (10, 4), 2)
    for _ in range(3):
        x = conv(depthwise(x), 12, 1)
    return layers.Dense(6, "softmax")(layers.Flatten()(layers.AveragePooling2D(x.shape[1:3])(layers.Dropout(0.3)(x))))


def yamnet(x):
    """Log-mel patch in, embedding and scores out."""
    x = conv(layers.Reshape((*x.shape[1:], 1))(x), 8, strides=2)
    for filters, strides in ((12, 1), (16, 2), (16, 1), (24, 2)):
        x = conv(depthwise(x, strides=strides), filters, 1)
    embedding = layers.GlobalAveragePooling2D()(x)
    return [embedding, layers.Dense(10, "sigmoid")(embedding)]


class LogMel(layers.Layer):
    """Of frames that overlap, as tf.signal has them."""

    def call(self, x):
        magnitudes = tf.abs(tf.signal.stft(x, 100, 64, 128))
        mel = tf.signal.linear_to_mel_weight_matrix(24, 65, 16000, 125, 7500)
        return tf.math.log(tf.tensordot(magnitudes, mel, 1) + 1e-3)


def waveform_yamnet(x):
    """A waveform in: the front end is part of the model."""
    return yamnet(LogMel()(x))


def tc_resnet(x):
    """Coefficients are channels; convolutions go along time."""
    x = layers.Conv1D(8, 3, use_bias=False)(x)
    for filters in (12, 16):
        y = layers.Conv1D(filters, 9, 2, "same", use_bias=False)(x)
        y = layers.Conv1D(filters, 9, 1, "same", use_bias=False)(layers.ReLU()(layers.BatchNormalization()(y)))
        skip = layers.ReLU()(layers.BatchNormalization()(layers.Conv1D(filters, 1, 2, use_bias=False)(x)))
        x = layers.ReLU()(layers.BatchNormalization()(y) + skip)
    return layers.Dense(6, "softmax")(layers.GlobalAveragePooling1D()(x))


def bc_resnet(x):
    """Broadcasted residuals: along time alone, added to every frequency."""
    x = conv(x, 8, 5, (2, 1))
    for dilation in (1, 2):
        frequencies = depthwise(x, (3, 1), activation=None)
        mean = ops.mean(frequencies, 1, keepdims=True)
        times = depthwise(mean, (1, 3), activation="swish", dilation_rate=(1, dilation))
        x = layers.ReLU()(x + frequencies + layers.Conv2D(8, 1)(times))
    return layers.Softmax()(layers.Flatten()(ops.mean(layers.Conv2D(6, 1)(x), (1, 2), keepdims=True)))


def matchbox(x):
    x = layers.SeparableConv1D(10, 11, 2, "same", activation="relu")(x)
    for size in (5, 7):
        y = layers.BatchNormalization()(layers.SeparableConv1D(10, size, padding="same")(x))
        x = layers.ReLU()(layers.BatchNormalization()(layers.Conv1D(10, 1)(x)) + y)
    x = layers.SeparableConv1D(10, 5, padding="same", dilation_rate=2, activation="relu")(x)
    return layers.Softmax()(layers.GlobalAveragePooling1D()(layers.Conv1D(6, 1)(x)))


def temporal_convolution(x):
    for dilation in (1, 2, 4):
        y = layers.Conv1D(8, 3, padding="causal", dilation_rate=dilation, activation="relu")(x)
        x = layers.ReLU()((layers.Conv1D(8, 1)(x) if x.shape[-1] != 8 else x) + y)
    return layers.Dense(4, "softmax")(x[:, -1, :])


def wavenet(x):
    x, skips = layers.Conv1D(8, 1)(x), []
    for dilation in (1, 2, 4):
        gate = layers.Conv1D(8, 2, padding="causal", dilation_rate=dilation, activation="sigmoid")(x)
        y = layers.Conv1D(8, 2, padding="causal", dilation_rate=dilation, activation="tanh")(x) * gate
        skips.append(layers.Conv1D(6, 1)(y))
        x = x + layers.Conv1D(8, 1)(y)
    return layers.Dense(4)(layers.ReLU()(layers.Add()(skips)))


def sensor_cnn(x):
    x = layers.MaxPooling1D(2)(layers.Conv1D(8, 5, activation="relu")(layers.BatchNormalization()(x)))
    x = layers.MaxPooling1D(2)(layers.Conv1D(12, 3, activation="elu")(x))
    return layers.Dense(4, "softmax")(layers.Dense(10, "relu")(layers.Flatten()(x)))


def dense_autoencoder(x):
    for width in (24, 24, 6, 24, 24):
        x = layers.ReLU()(layers.BatchNormalization()(layers.Dense(width)(x)))
    return layers.Dense(40)(x)


def distance_to_centres(x):
    """Of an embedding to learnt centres: the least distance and the nearest centre."""
    x = layers.Dense(6, "tanh")(x)
    centres = ops.convert_to_tensor([[((7 * row + 3 * column) % 11) / 5 - 1 for column in range(6)] for row in range(5)], "float32")
    squares = ops.sum(ops.square(ops.expand_dims(x, 1) - centres), -1)
    return ops.sqrt(ops.min(squares, -1))


def spectrogram(x):
    """A short-time Fourier transform as two convolutions, its logarithm, a small network behind it."""
    x = ops.expand_dims(x, -1)
    real, imaginary = (layers.Conv1D(17, 32, 16, use_bias=False)(x) for _ in range(2))
    power = ops.square(real) + ops.square(imaginary)
    mel = layers.Conv1D(10, 1, use_bias=False, kernel_initializer="random_uniform", activation="relu")(power)
    logarithm = ops.log(ops.maximum(mel, 1e-3))
    return layers.Dense(4, "softmax")(layers.GlobalMaxPooling1D()(layers.Conv1D(8, 3, activation="relu")(logarithm)))


def sensor_fusion(sources):
    image, motion = sources
    image = layers.GlobalMaxPooling2D()(conv(image, 8, strides=2))
    motion = layers.Dense(8, "relu")(motion)
    return layers.Dense(4, "softmax")(layers.Concatenate()([image, motion, layers.Minimum()([image, motion])]))


def normalised_sensor(x):
    """Normalises each window by its own statistics."""
    x = (x - ops.mean(x, 1, keepdims=True)) / (ops.max(x, 1, keepdims=True) - ops.min(x, 1, keepdims=True) + 0.1)
    return layers.Dense(4, "softmax")(layers.Flatten()(layers.Conv1D(6, 3, activation="relu")(x)))


NETWORKS = {
    "ds-cnn": network(ds_cnn, 25, 10, 1),
    "yamnet": network(yamnet, 48, 32),
    "waveform-yamnet": network(waveform_yamnet, 1600),
    "tc-resnet": network(tc_resnet, 40, 10),
    "bc-resnet": network(bc_resnet, 20, 24, 1),
    "matchbox": network(matchbox, 40, 10),
    "temporal-convolution": network(temporal_convolution, 24, 5),
    "wavenet": network(wavenet, 24, 1),
    "sensor-cnn": network(sensor_cnn, 64, 3),
    "dense-autoencoder": network(dense_autoencoder, 40),
    "distance": network(distance_to_centres, 12),
    "spectrogram": network(spectrogram, 256),
    "sensor-fusion": two_inputs(sensor_fusion, (12, 12, 1), (6,)),
    "normalised-sensor": network(normalised_sensor, 24, 3),
}
