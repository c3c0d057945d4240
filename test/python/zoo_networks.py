"""The zoo: small networks of every kind that people put on microcontrollers, as they are written in Keras.

`NETWORKS` has functions from nothing to a Keras model of an open batch, by name; `ZERO_TO` says where inputs are indices below a number.
"""
import keras
import tf_keras
from keras import layers, ops


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


def fomo(x):
    x = conv(x, 8, strides=2, activation="relu6")
    for filters, strides in ((8, 1), (12, 2), (16, 2), (16, 1)):
        x = inverted_residual(x, filters, strides=strides)
    return layers.Softmax()(layers.Conv2D(3, 1)(layers.Conv2D(16, 1, activation="relu")(x)))


def ssd_lite(x):
    x = conv(x, 8, strides=2, activation="relu6")
    x = fine = inverted_residual(x, 12, strides=2)
    coarse = inverted_residual(x, 16, strides=2)
    boxes, scores = [], []
    for level in (fine, coarse):
        for found, channels in ((boxes, 4), (scores, 3)):
            found.append(layers.Reshape((-1, channels))(layers.Conv2D(3 * channels, 1)(depthwise(level, activation="relu6"))))
    return [layers.Concatenate(axis=1)(boxes), layers.Activation("sigmoid")(layers.Concatenate(axis=1)(scores))]


def yolo(x):
    leaky = layers.LeakyReLU(negative_slope=0.1)
    fine = leaky(conv(leaky(conv(x, 8, strides=2, activation=None)), 12, strides=2, activation=None))
    coarse = leaky(conv(layers.MaxPooling2D(2)(fine), 16, activation=None))
    pooled = layers.Concatenate()([coarse] + [layers.MaxPooling2D(size, 1, "same")(coarse) for size in (3, 5)])
    raised = layers.UpSampling2D(2)(conv(pooled, 12, 1, activation="swish"))
    fused = conv(layers.Concatenate()([raised, fine]), 12, activation="swish")
    head = layers.Reshape((-1, 8))(layers.Conv2D(16, 1)(fused))
    centre, size, rest = head[..., :2], head[..., 2:4], head[..., 4:]
    return [layers.Concatenate()([ops.sigmoid(centre) * 2 - 0.5, ops.square(ops.sigmoid(size) * 2), ops.sigmoid(rest)]), layers.Conv2D(16, 1)(pooled)]


def unet(x):
    first = conv(x, 6)
    second = conv(layers.MaxPooling2D(2)(first), 10)
    deep = conv(layers.MaxPooling2D(2)(second), 14)
    up = layers.Concatenate()([layers.Conv2DTranspose(10, 2, 2, "same")(deep), second])
    up = layers.Concatenate()([layers.Conv2DTranspose(6, 3, 2, "same", activation="relu")(conv(up, 10)), first])
    return layers.Conv2D(1, 1, activation="sigmoid")(conv(up, 6))


def deeplab(x):
    x = conv(conv(x, 8, strides=2), 12, strides=2)
    branches = [conv(x, 6, 1)] + [conv(x, 6, dilation_rate=rate) for rate in (2, 3)]
    whole = conv(layers.GlobalAveragePooling2D(keepdims=True)(x), 6, 1)
    branches.append(layers.UpSampling2D(x.shape[1:3], interpolation="bilinear")(whole))
    return layers.UpSampling2D(4, interpolation="bilinear")(layers.Conv2D(3, 1)(layers.Concatenate()(branches)))


def super_resolution(x):
    x = layers.Conv2D(8, 5, padding="same", activation="tanh")(x)
    x = layers.PReLU(shared_axes=[1, 2])(layers.Conv2D(8, 3, padding="same")(x))
    return layers.Lambda(lambda y: __import__("tensorflow").nn.depth_to_space(y, 2))(layers.Conv2D(4, 3, padding="same")(x))


def mobile_face(x):
    x = layers.PReLU(shared_axes=[1, 2])(conv(x, 8, strides=2, activation=None))
    x = layers.PReLU(shared_axes=[1, 2])(depthwise(x, activation=None))
    x = conv(x, 16, 1, 2, None)
    x = layers.DepthwiseConv2D(x.shape[1], use_bias=False)(x)
    return layers.UnitNormalization()(layers.Dense(12)(layers.Flatten()(x)))


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


def conv_autoencoder(x):
    x = layers.Conv2D(6, 3, 2, "same", activation="relu")(x)
    x = layers.Conv2D(4, 3, 2, "same", activation="relu")(x)
    x = layers.Conv2DTranspose(6, 3, 2, "same", activation="relu")(x)
    return layers.Conv2DTranspose(1, 4, 2, "same", activation="sigmoid")(x)


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


def recurrent(layer, **more):
    return lambda x: layers.Dense(4, "softmax")(layer(8, **more)(x))


def fused(body, *shape):
    """By Keras 2, whose LSTM becomes one operator; Keras 3 leaves a loop."""
    def build():
        source = tf_keras.Input(shape, 1)
        return tf_keras.Model(source, body(source))
    return build


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


def two_inputs(body, first, second):
    def build():
        sources = [keras.Input(first), keras.Input(second)]
        return keras.Model(sources, body(sources))
    return build


def transformer(x):
    x = layers.Dense(12)(x)
    y = layers.LayerNormalization()(x)
    x = x + layers.MultiHeadAttention(2, 6)(y, y)
    y = layers.LayerNormalization()(x)
    x = x + layers.Dense(12)(layers.Dense(24, "gelu")(y))
    return layers.Dense(4, "softmax")(layers.GlobalAveragePooling1D()(x))


def attention_pooling(x):
    x = layers.Dense(10, "tanh")(x)
    weights = layers.Softmax(axis=1)(layers.Dense(1)(x))
    return layers.Dense(4)(layers.Flatten()(layers.Dot(axes=1)([weights, x])))


def siamese(sources):
    encoder = keras.Sequential([layers.Conv2D(6, 3, 2, activation="relu"), layers.Flatten(), layers.Dense(8), layers.UnitNormalization()])
    first, second = map(encoder, sources)
    return layers.Dense(1, "sigmoid")(ops.abs(first - second))


def sensor_fusion(sources):
    image, motion = sources
    image = layers.GlobalMaxPooling2D()(conv(image, 8, strides=2))
    motion = layers.Dense(8, "relu")(motion)
    return layers.Dense(4, "softmax")(layers.Concatenate()([image, motion, layers.Minimum()([image, motion])]))


def text(x):
    x = layers.Embedding(20, 6)(x)
    return layers.Dense(3, "softmax")(layers.Dense(8, "relu")(layers.GlobalAveragePooling1D()(x)))


def normalised_sensor(x):
    """Normalises each window by its own statistics."""
    x = (x - ops.mean(x, 1, keepdims=True)) / (ops.max(x, 1, keepdims=True) - ops.min(x, 1, keepdims=True) + 0.1)
    return layers.Dense(4, "softmax")(layers.Flatten()(layers.Conv1D(6, 3, activation="relu")(x)))


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
    "fomo": network(fomo, 32, 32, 1),
    "ssd-lite": network(ssd_lite, 32, 32, 3),
    "yolo": network(yolo, 32, 32, 3),
    "unet": network(unet, 16, 16, 1),
    "deeplab": network(deeplab, 16, 16, 3),
    "super-resolution": network(super_resolution, 10, 10, 1),
    "mobile-face": network(mobile_face, 16, 16, 3),
    "attention-module": network(attention_module, 16, 16, 3),
    "conv-mixer": network(conv_mixer, 16, 16, 3),
    "mlp-mixer": network(mlp_mixer, 16, 16, 3),
    "ds-cnn": network(ds_cnn, 25, 10, 1),
    "yamnet": network(yamnet, 48, 32),
    "tc-resnet": network(tc_resnet, 40, 10),
    "bc-resnet": network(bc_resnet, 20, 24, 1),
    "matchbox": network(matchbox, 40, 10),
    "temporal-convolution": network(temporal_convolution, 24, 5),
    "wavenet": network(wavenet, 24, 1),
    "sensor-cnn": network(sensor_cnn, 64, 3),
    "dense-autoencoder": network(dense_autoencoder, 40),
    "conv-autoencoder": network(conv_autoencoder, 16, 16, 1),
    "distance": network(distance_to_centres, 12),
    "spectrogram": network(spectrogram, 256),
    "lstm": fused(fused_lstm, 10, 6),
    "lstm-unrolled": network(recurrent(layers.LSTM, unroll=True), 6, 6),
    "gru-unrolled": network(recurrent(layers.GRU, unroll=True), 6, 6),
    "rnn-unrolled": network(recurrent(layers.SimpleRNN, unroll=True), 6, 6),
    "bilstm": fused(fused_bilstm, 10, 6),
    "bilstm-unrolled": network(lambda x: layers.Dense(4)(layers.Bidirectional(layers.LSTM(6, unroll=True))(x)), 5, 6),
    "gru-cell": two_inputs(gru_cell, (6,), (8,)),
    "crnn": fused(crnn, 20, 16, 1),
    "transformer": network(transformer, 10, 8),
    "attention-pooling": network(attention_pooling, 10, 8),
    "siamese": two_inputs(siamese, (12, 12, 1), (12, 12, 1)),
    "sensor-fusion": two_inputs(sensor_fusion, (12, 12, 1), (6,)),
    "text": lambda: (lambda source: keras.Model(source, text(source)))(keras.Input((12,), dtype="int32")),
    "normalised-sensor": network(normalised_sensor, 24, 3),
}
