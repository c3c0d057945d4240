"""What networks of the zoo are made of."""
import keras
import tf_keras
from keras import layers


def conv(x, filters, size=3, strides=1, activation="relu", **more):
    x = layers.Conv2D(filters, size, strides, "same", use_bias=False, **more)(x)
    x = layers.BatchNormalization()(x)
    return layers.Activation(activation)(x) if activation else x


def depthwise(x, size=3, strides=1, activation="relu", **more):
    x = layers.DepthwiseConv2D(size, strides, "same", use_bias=False, **more)(x)
    x = layers.BatchNormalization()(x)
    return layers.Activation(activation)(x) if activation else x


def classify(x, classes=5):
    return layers.Dense(classes, "softmax")(layers.GlobalAveragePooling2D()(x))


def network(body, *shape):
    """`body` of one input of that shape."""
    def build():
        source = keras.Input(shape)
        return keras.Model(source, body(source))
    return build


def two_inputs(body, first, second):
    def build():
        sources = [keras.Input(first), keras.Input(second)]
        return keras.Model(sources, body(sources))
    return build


def fused(body, *shape):
    """By Keras 2, whose LSTM becomes one operator; Keras 3 leaves a loop."""
    def build():
        source = tf_keras.Input(shape, 1)
        return tf_keras.Model(source, body(source))
    return build


def squeeze_excite(x, activation="relu", gate="hard_sigmoid"):
    channels = x.shape[-1]
    pooled = layers.GlobalAveragePooling2D(keepdims=True)(x)
    squeezed = layers.Conv2D(max(2, channels // 4), 1, activation=activation)(pooled)
    return layers.Multiply()([x, layers.Conv2D(channels, 1, activation=gate)(squeezed)])


def inverted_residual(x, filters, expansion=3, strides=1, size=3, activation="relu6", squeeze=None):
    y = conv(x, x.shape[-1] * expansion, 1, activation=activation)
    y = depthwise(y, size, strides, activation)
    y = squeeze(y) if squeeze else y
    y = conv(y, filters, 1, activation=None)
    return layers.Add()([x, y]) if strides == 1 and x.shape[-1] == filters else y
