import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Loss } from './loss';
import type { TensorFlow } from './tensorflow';
import { plainBatch, type TrainingSet } from './training-set';

const BATCH = 256;

/** Loss and share of right classes (none for a regression) of a float model over a whole set. */
export function evaluateModel(tf: TensorFlow, model: LayersModel, set: TrainingSet, loss: Loss): { loss: number; accuracy?: number } {
  let lossSum = 0;
  let weightSum = 0;
  let right = 0;
  for (let start = 0; start < set.count; start += BATCH) {
    const rows = Uint32Array.from({ length: Math.min(BATCH, set.count - start) }, (_, index) => start + index);
    const batch = plainBatch(set, rows);
    tf.tidy(() => {
      const features = tf.tensor(batch.features, [batch.count, ...(model.inputs[0].shape.slice(1) as number[])]);
      const targets = tf.tensor2d(batch.targets, [batch.count, set.outputs]);
      const predicted = model.apply(features, { training: false }) as Tensor2D;
      lossSum += loss(tf, predicted, targets, tf.tensor2d(batch.weights, [batch.count, 1])).dataSync()[0] * batch.count;
      right += tf.sum(tf.cast(tf.equal(tf.argMax(predicted, 1), tf.argMax(targets, 1)), 'float32')).dataSync()[0];
    });
    weightSum += batch.count;
  }
  return { loss: lossSum / weightSum, ...(set.outputs > 1 ? { accuracy: right / set.count } : {}) };
}
