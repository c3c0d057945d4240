import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from './tensorflow';

/** Weighted mean of a batch's losses. `weights` has one row per window: class weight, or 0 to leave a row out. */
export type Loss = (tf: TensorFlow, predicted: Tensor2D, wanted: Tensor2D, weights: Tensor2D) => Scalar;

/**
 * Cross entropy of softmax(predicted). The gradient `softmax - wanted` is given by hand: it is exact, and every engine has its kernels.
 */
export const crossEntropy: Loss = (tf, predicted, wanted, weights) => {
  const compute = tf.customGrad((logits, save) => {
    const scores = tf.softmax(logits as Tensor2D);
    (save as (tensors: unknown[]) => void)([scores]);
    const perRow = tf.neg(tf.sum(tf.mul(wanted, tf.log(tf.add(scores, 1e-7))), 1, true));
    const value = tf.mean(tf.mul(perRow, weights)) as Scalar;
    const gradFunc = (dy: Scalar, [saved]: Tensor2D[]) => {
      const perWindow = tf.div(tf.mul(tf.sub(saved, wanted), weights), saved.shape[0]);
      return tf.mul(perWindow, dy) as Tensor2D;
    };
    return { value, gradFunc: gradFunc as never };
  });
  return compute(predicted) as Scalar;
};

/** Mean of squared differences. */
export const squaredError: Loss = (tf, predicted, wanted, weights) =>
  tf.mean(tf.mul(tf.squaredDifference(predicted, wanted), weights)) as Scalar;
