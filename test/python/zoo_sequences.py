"""Networks of the zoo on sequences: recurrent ones, attention, words."""
import keras
import tf_keras
import tensorflow as tf
from keras import layers, ops

from zoo_layers import network, two_inputs, fused


def recurrent(layer, **more):
    return lambda x: layers.Dense(4, "softmax")(layer(8, **more)(x))


def crnn(x):
    x = tf_keras.layers.MaxPooling2D(2)(tf_keras.layers.Conv2D(8, 3, padding="same", activation="relu")(x))
    x = tf_keras.layers.Reshape((x.shape[1], x.shape[2] * x.shape[3]))(x)
    return tf_keras.layers.Dense(5, "softmax")(tf_keras.layers.LSTM(8, return_sequences=True)(x))


def fused_lstm(x):
    return tf_keras.layers.Dense(4, "softmax")(tf_keras.layers.LSTM(8)(tf_keras.layers.LSTM(8, return_sequences=True)(x)))


def fused_bilstm(x):
    return tf_keras.layers.Dense(4)(tf_keras.layers.Bidirectional(tf_keras.layers.LSTM(6))(x))


def gru_cell(x):
    """A step of a GRU whose state comes and goes through the model's edges."""
    step, state = x
    gates = ops.sigmoid(layers.Dense(16)(layers.Concatenate()([step, state])))
    update, reset = ops.split(gates, 2, axis=-1)
    candidate = ops.tanh(layers.Dense(8)(layers.Concatenate()([step, reset * state])))
    next_state = update * state + (1 - update) * candidate
    return [layers.Dense(3, "softmax")(next_state), next_state]


def transformer(x):
    x = layers.Dense(12)(x)
    y = layers.LayerNormalization()(x)
    x = x + layers.MultiHeadAttention(2, 6)(y, y)
    y = layers.LayerNormalization()(x)
    x = x + layers.Dense(12)(layers.Dense(24, "gelu")(y))
    return layers.Dense(4, "softmax")(layers.GlobalAveragePooling1D()(x))


def conformer(x):
    """Half a step of a dense layer, attention, a gated convolution along time."""
    x = layers.Dense(12)(x)
    x = x + 0.5 * layers.Dense(12)(layers.Dense(20, "swish")(layers.LayerNormalization()(x)))
    y = layers.LayerNormalization()(x)
    x = x + layers.MultiHeadAttention(3, 4)(y, y)
    left, right = ops.split(layers.Conv1D(24, 1)(layers.LayerNormalization()(x)), 2, -1)
    y = layers.DepthwiseConv1D(7, padding="same")(left * ops.sigmoid(right))
    x = x + layers.Conv1D(12, 1)(ops.silu(layers.BatchNormalization()(y)))
    return layers.Dense(7, "softmax")(layers.LayerNormalization()(x))


def attention_pooling(x):
    x = layers.Dense(10, "tanh")(x)
    weights = layers.Softmax(axis=1)(layers.Dense(1)(x))
    return layers.Dense(4)(layers.Flatten()(layers.Dot(axes=1)([weights, x])))


def text(x):
    x = layers.Embedding(20, 6)(x)
    return layers.Dense(3, "softmax")(layers.Dense(8, "relu")(layers.GlobalAveragePooling1D()(x)))


def bidirectional(layer, **more):
    return lambda x: layers.Dense(4)(layers.Bidirectional(layer(6, **more))(x))


def masked_lstm(x):
    """Steps of zeros change nothing."""
    return layers.Dense(4)(layers.LSTM(8)(layers.Masking()(x)))


def convolutional_lstm(x):
    return layers.Dense(4)(layers.Flatten()(layers.ConvLSTM2D(4, 3, padding="same")(x)))


def repeated(x):
    """A loop written as one: until a value is large, at most so often."""
    def double(value):
        most = lambda turn, now: tf.logical_and(turn < 20, tf.reduce_max(tf.abs(now)) < 100.0)
        return tf.while_loop(most, lambda turn, now: (turn + 1, now * 1.5), [0, value])[1]
    return layers.Lambda(double)(x)


def either(x):
    return layers.Lambda(lambda value: tf.cond(tf.reduce_max(value) > 0.8, lambda: tf.tanh(value * 2.0), lambda: tf.nn.relu(value) + 1.0))(x)


def logical(x):
    """Values chosen by what holds of them and of their neighbours."""
    def choose(value):
        inside = tf.logical_or(tf.logical_and(value > 0.0, value < 1.0), tf.logical_not(value > -1.0))
        found = tf.logical_and(tf.reduce_any(inside, -1, keepdims=True), tf.reduce_all(value > -2.0, -1, keepdims=True))
        return tf.where(found, value, -value) * tf.cast(inside, tf.float32)
    return layers.Lambda(choose)(x)


def placed(x):
    """Sines and cosines of the place in a sequence beside its values."""
    place = ops.cumsum(ops.ones_like(x[..., :1]), 1)
    return layers.Dense(4)(layers.GlobalAveragePooling1D()(layers.Concatenate()([x, ops.sin(place * 0.3), ops.cos(x)])))


def sentence_encoder():
    """Words with their places, attention that leaves out where there is none, their mean of unit length."""
    words = keras.Input((12,), dtype="int32")
    x = layers.Embedding(20, 8)(words) + layers.Embedding(12, 8)(ops.arange(12))
    there = ops.not_equal(words, 0)
    x = layers.LayerNormalization()(x + layers.MultiHeadAttention(2, 4)(x, x, attention_mask=ops.expand_dims(there, 1)))
    x = layers.LayerNormalization()(x + layers.Dense(8)(layers.Dense(16, "gelu")(x)))
    weights = ops.expand_dims(ops.cast(there, "float32"), -1)
    return keras.Model(words, layers.UnitNormalization()(ops.sum(x * weights, 1) / ops.maximum(ops.sum(weights, 1), 1e-9)))


def one_hot():
    words = keras.Input((6,), dtype="int32")
    return keras.Model(words, layers.Dense(3)(layers.Flatten()(ops.one_hot(words, 20))))


NETWORKS = {
    "lstm": fused(fused_lstm, 10, 6),
    "lstm-unrolled": network(recurrent(layers.LSTM, unroll=True), 6, 6),
    "gru-unrolled": network(recurrent(layers.GRU, unroll=True), 6, 6),
    "rnn-unrolled": network(recurrent(layers.SimpleRNN, unroll=True), 6, 6),
    "bilstm": fused(fused_bilstm, 10, 6),
    "bilstm-unrolled": network(lambda x: layers.Dense(4)(layers.Bidirectional(layers.LSTM(6, unroll=True))(x)), 5, 6),
    "gru-cell": two_inputs(gru_cell, (6,), (8,)),
    "crnn": fused(crnn, 20, 16, 1),
    "transformer": network(transformer, 10, 8),
    "conformer": network(conformer, 23, 10),
    "attention-pooling": network(attention_pooling, 10, 8),
    "text": lambda: (lambda source: keras.Model(source, text(source)))(keras.Input((12,), dtype="int32")),
    "lstm-loop": network(recurrent(layers.LSTM), 10, 6),
    "lstm-loop-sequence": network(recurrent(layers.LSTM, return_sequences=True), 10, 6),
    "gru-loop": network(recurrent(layers.GRU), 10, 6),
    "gru-loop-sequence": network(recurrent(layers.GRU, return_sequences=True), 10, 6),
    "rnn-loop-sequence": network(recurrent(layers.SimpleRNN, return_sequences=True), 10, 6),
    "bilstm-loop": network(bidirectional(layers.LSTM), 10, 6),
    "bigru-loop-sequence": network(bidirectional(layers.GRU, return_sequences=True), 10, 6),
    "masked-lstm": network(masked_lstm, 10, 6),
    "convolutional-lstm": network(convolutional_lstm, 4, 6, 6, 2),
    "repeated": network(repeated, 6),
    "either": network(either, 6),
    "logical": network(logical, 6, 4),
    "placed": network(placed, 10, 4),
    "sentence-encoder": sentence_encoder,
    "one-hot": one_hot,
}
