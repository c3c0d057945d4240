"""Networks of the zoo that say what is in a picture."""
import keras
from keras import layers, ops

from zoo_layers import conv, depthwise, classify, network, two_inputs, squeeze_excite, inverted_residual


def mobilenet_v1(x):
    x = conv(x, 8, strides=2)
    for filters, strides in ((16, 1), (24, 2), (24, 1), (32, 2)):
        x = conv(depthwise(x, strides=strides, activation="relu6"), filters, 1, activation="relu6")
    return classify(x)


def mobilenet_v2(x):
    x = conv(x, 8, strides=2, activation="relu6")
    for filters, strides in ((8, 1), (12, 2), (12, 1), (16, 2)):
        x = inverted_residual(x, filters, strides=strides)
    return classify(conv(x, 32, 1, activation="relu6"))


def mobilenet_v3(x):
    x = conv(x, 8, strides=2, activation="hard_swish")
    x = inverted_residual(x, 8, 2, activation="relu", squeeze=squeeze_excite)
    x = inverted_residual(x, 12, 3, 2, 5, "hard_swish", squeeze_excite)
    x = inverted_residual(x, 12, 3, 1, 5, "hard_swish", squeeze_excite)
    x = layers.GlobalAveragePooling2D(keepdims=True)(conv(x, 32, 1, activation="hard_swish"))
    return layers.Softmax()(layers.Flatten()(layers.Conv2D(5, 1)(layers.Conv2D(24, 1, activation="hard_swish")(x))))


def efficientnet(x):
    x = conv(layers.Rescaling(1 / 127.5, -1)(x), 8, strides=2, activation="swish")
    for filters, strides, size in ((8, 1, 3), (12, 2, 5), (12, 1, 5)):
        x = inverted_residual(x, filters, 4, strides, size, "swish", lambda y: squeeze_excite(y, "swish", "sigmoid"))
    return classify(conv(x, 32, 1, activation="swish"))


def resnet(x):
    x = layers.MaxPooling2D(3, 2, "same")(conv(x, 8, 7, 2))
    for filters, strides in ((8, 1), (16, 2), (16, 1)):
        y = conv(conv(x, filters, strides=strides), filters, activation=None)
        x = x if strides == 1 else conv(x, filters, 1, 2, None)
        x = layers.ReLU()(layers.Add()([x, y]))
    return classify(x)


def squeezenet(x):
    x = layers.MaxPooling2D(3, 2)(layers.Conv2D(8, 3, 2, activation="relu")(x))
    for narrow, wide in ((4, 8), (6, 12)):
        x = layers.Conv2D(narrow, 1, activation="relu")(x)
        x = layers.Concatenate()([layers.Conv2D(wide, 1, activation="relu")(x), layers.Conv2D(wide, 3, padding="same", activation="relu")(x)])
    return layers.Softmax()(layers.GlobalAveragePooling2D()(layers.Conv2D(5, 1)(x)))


def shuffle(x, groups):
    height, width, channels = x.shape[1:]
    x = layers.Reshape((height, width, groups, channels // groups))(x)
    return layers.Reshape((height, width, channels))(layers.Permute((1, 2, 4, 3))(x))


def shufflenet(x):
    x = conv(x, 12, strides=2)
    for _ in range(2):
        left, right = ops.split(x, 2, axis=-1)
        right = conv(depthwise(conv(right, 6, 1), activation=None), 6, 1)
        x = shuffle(layers.Concatenate()([left, right]), 2)
    x = shuffle(conv(x, 12, 1, groups=3), 3)
    return classify(layers.Concatenate()([layers.AveragePooling2D(3, 2, "same")(x), depthwise(x, strides=2, activation=None)]))


def ghostnet(x):
    x = conv(x, 8, strides=2)
    for filters in (16, 24):
        primary = conv(x, filters // 2, 1)
        x = layers.Concatenate()([primary, depthwise(primary)])
    return classify(squeeze_excite(x))


def densenet(x):
    x = conv(x, 8, strides=2)
    for _ in range(3):
        y = layers.ReLU()(layers.BatchNormalization()(x))
        x = layers.Concatenate()([x, layers.Conv2D(6, 3, padding="same")(y)])
    return classify(layers.AveragePooling2D(2)(conv(x, 12, 1)))


def inception(x):
    x = conv(x, 8, strides=2)
    pooled = layers.AveragePooling2D(3, 1, "same")(x)
    tall = conv(conv(x, 6, (1, 7)), 6, (7, 1))
    return classify(layers.Concatenate()([conv(x, 6, 1), conv(conv(x, 4, 1), 6, 5), tall, conv(pooled, 4, 1), layers.MaxPooling2D(3, 1, "same")(x)]))


def attention_module(x):
    """CBAM: attention over channels, then over places."""
    x = conv(x, 8, strides=2)
    mean, most = ops.mean(x, (1, 2)), ops.max(x, (1, 2))
    shared = keras.Sequential([layers.Dense(4, "relu"), layers.Dense(8)])
    gate = layers.Reshape((1, 1, 8))(ops.sigmoid(shared(mean) + shared(most)))
    x = x * gate
    places = layers.Concatenate()([ops.mean(x, -1, keepdims=True), ops.max(x, -1, keepdims=True)])
    return classify(x * layers.Conv2D(1, 7, padding="same", activation="sigmoid")(places))


def conv_mixer(x):
    x = layers.BatchNormalization()(layers.Conv2D(12, 4, 4, activation="gelu")(x))
    for _ in range(2):
        x = layers.Add()([x, layers.BatchNormalization()(layers.DepthwiseConv2D(5, padding="same", activation="gelu")(x))])
        x = layers.BatchNormalization()(layers.Conv2D(12, 1, activation="gelu")(x))
    return classify(x)


def mlp_mixer(x):
    x = layers.Reshape((16, 12))(layers.Conv2D(12, 4, 4)(x))
    y = layers.Permute((2, 1))(layers.LayerNormalization()(x))
    y = layers.Dense(16)(layers.Dense(20, "relu")(y))
    x = x + layers.Permute((2, 1))(y)
    x = x + layers.Dense(12)(layers.Dense(20, "relu")(layers.LayerNormalization()(x)))
    return layers.Dense(5, "softmax")(layers.GlobalAveragePooling1D()(x))


def mobile_face(x):
    x = layers.PReLU(shared_axes=[1, 2])(conv(x, 8, strides=2, activation=None))
    x = layers.PReLU(shared_axes=[1, 2])(depthwise(x, activation=None))
    x = conv(x, 16, 1, 2, None)
    x = layers.DepthwiseConv2D(x.shape[1], use_bias=False)(x)
    return layers.UnitNormalization()(layers.Dense(12)(layers.Flatten()(x)))


def several_tasks(x):
    """Norms of groups of channels, which are computed on five axes; a class, a number and two angles come out."""
    x = squeeze_excite(conv(x, 8, strides=2, activation="hard_swish"))
    x = layers.Conv2D(10, 3, 2, groups=2)(layers.ZeroPadding2D(((0, 1), (1, 0)))(x))
    x = layers.GroupNormalization(2)(ops.leaky_relu(x, 0.2))
    number = layers.Dense(1)(layers.Flatten()(layers.AveragePooling2D(2)(x)))
    return [layers.Dense(3, "softmax")(layers.GlobalMaxPooling2D()(x)), number, layers.Dense(2, "tanh")(layers.GlobalAveragePooling2D()(x))]


def siamese(sources):
    encoder = keras.Sequential([layers.Conv2D(6, 3, 2, activation="relu"), layers.Flatten(), layers.Dense(8), layers.UnitNormalization()])
    first, second = map(encoder, sources)
    return layers.Dense(1, "sigmoid")(ops.abs(first - second))


NETWORKS = {
    "mobilenet-v1": network(mobilenet_v1, 24, 24, 3),
    "mobilenet-v2": network(mobilenet_v2, 24, 24, 3),
    "mobilenet-v3": network(mobilenet_v3, 24, 24, 3),
    "efficientnet": network(efficientnet, 24, 24, 3),
    "resnet": network(resnet, 32, 32, 3),
    "squeezenet": network(squeezenet, 32, 32, 3),
    "shufflenet": network(shufflenet, 16, 16, 3),
    "ghostnet": network(ghostnet, 16, 16, 3),
    "densenet": network(densenet, 16, 16, 3),
    "inception": network(inception, 16, 16, 3),
    "attention-module": network(attention_module, 16, 16, 3),
    "conv-mixer": network(conv_mixer, 16, 16, 3),
    "mlp-mixer": network(mlp_mixer, 16, 16, 3),
    "mobile-face": network(mobile_face, 16, 16, 3),
    "several-tasks": network(several_tasks, 25, 19, 3),
    "siamese": two_inputs(siamese, (12, 12, 1), (12, 12, 1)),
}
