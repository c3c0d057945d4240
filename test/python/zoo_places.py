"""Networks of the zoo that say where something is in a picture, or make a picture."""
import tensorflow as tf
from keras import layers, ops

from zoo_layers import conv, depthwise, network, inverted_residual


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


def conv_autoencoder(x):
    x = layers.Conv2D(6, 3, 2, "same", activation="relu")(x)
    x = layers.Conv2D(4, 3, 2, "same", activation="relu")(x)
    x = layers.Conv2DTranspose(6, 3, 2, "same", activation="relu")(x)
    return layers.Conv2DTranspose(1, 4, 2, "same", activation="sigmoid")(x)


def grid_of_boxes(x):
    """What a detector sees in a grid of 4 by 4: corners of boxes and a score each."""
    x = conv(conv(x, 8, strides=2), 8, strides=2)
    boxes = layers.Reshape((-1, 4))(layers.Conv2D(8, 1, activation="sigmoid")(x))
    return boxes, layers.Reshape((-1,))(layers.Conv2D(2, 1, activation="sigmoid")(x))


def suppressed_boxes(x):
    """Greedy suppression in the graph."""
    def suppress(values):
        boxes, scores = values[0][0], values[1][0]
        options = {"max_output_size": 8, "iou_threshold": 0.3, "score_threshold": 0.4, "pad_to_max_output_size": True}
        chosen, count = tf.raw_ops.NonMaxSuppressionV4(boxes=boxes, scores=scores, **options)
        return tf.gather(boxes, chosen), tf.gather(scores, chosen), count
    return layers.Lambda(suppress)(list(grid_of_boxes(x)))


def softly_suppressed_boxes(x):
    def suppress(values):
        boxes, scores = values[0][0], values[1][0]
        options = {"max_output_size": 8, "iou_threshold": 0.6, "score_threshold": 0.4, "soft_nms_sigma": 0.5, "pad_to_max_output_size": True}
        chosen, lowered, count = tf.raw_ops.NonMaxSuppressionV5(boxes=boxes, scores=scores, **options)
        return tf.gather(boxes, chosen), lowered, count
    return layers.Lambda(suppress)(list(grid_of_boxes(x)))


def centre_net(x):
    """Peaks of a heat map, the best of them, and what other layers say there."""
    x = conv(x, 8, strides=2)
    heat = layers.Conv2D(3, 1, activation="sigmoid")(x)
    peaks = layers.Lambda(lambda maps: tf.where(tf.equal(*maps), maps[0], 0.0))([heat, layers.MaxPooling2D(3, 1, "same")(heat)])
    sizes = layers.Reshape((-1, 2))(layers.Conv2D(2, 1)(x))
    def pick(values):
        scores, places = tf.math.top_k(values[0], 8)
        return scores, tf.cast(places % 3, tf.float32), tf.gather(values[1], places // 3, batch_dims=1)
    return layers.Lambda(pick)([layers.Reshape((-1,))(peaks), sizes])


NETWORKS = {
    "fomo": network(fomo, 32, 32, 1),
    "ssd-lite": network(ssd_lite, 32, 32, 3),
    "yolo": network(yolo, 32, 32, 3),
    "unet": network(unet, 16, 16, 1),
    "deeplab": network(deeplab, 16, 16, 3),
    "super-resolution": network(super_resolution, 10, 10, 1),
    "conv-autoencoder": network(conv_autoencoder, 16, 16, 1),
    "suppressed-boxes": network(suppressed_boxes, 16, 16, 3),
    "softly-suppressed-boxes": network(softly_suppressed_boxes, 16, 16, 3),
    "centre-net": network(centre_net, 16, 16, 3),
}
