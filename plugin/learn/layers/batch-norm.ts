import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import type { layers as tfLayers } from '@tensorflow/tfjs-layers';
import type { TensorFlow } from '../tensorflow';
import {
  fusedBatchNorm, fusedNormalization, hasFusedBatchNorm, type BatchNormConstants, type BatchNormWeights, type NormalizedBatch,
} from './fused-batch-norm';

/** How much of the moving mean and variance stays at each step. The usual 0.99 would lag behind a training of a few hundred steps. */
const CONSTANTS: BatchNormConstants = { momentum: 0.9, epsilon: 1e-3 };

/**
 * Batch normalisation over all axes but the last (arXiv 1502.03167). On libtensorflow it runs as one kernel forward and one backward, where the
 * stock layer's gradient is dozens of small ones; elsewhere the same formulas are composed of basic operations.
 */
export function createBatchNorm(tf: TensorFlow): tfLayers.Layer {
  class FusedBatchNorm extends tf.layers.Layer {
    static className = 'FusedBatchNorm';
    #weights: ReturnType<FusedBatchNorm['addWeight']>[] = [];

    override build(shape: number[]): void {
      const depth = [shape[shape.length - 1]];
      const weight = (name: string, start: 'ones' | 'zeros', trainable: boolean) =>
        this.addWeight(name, depth, 'float32', tf.initializers[start](), undefined, trainable);
      this.#weights = [weight('gamma', 'ones', true), weight('beta', 'zeros', true), weight('mean', 'zeros', false), weight('variance', 'ones', false)];
      this.built = true;
    }

    override call(inputs: Tensor | Tensor[], { training }: { training?: boolean }): Tensor {
      return tf.tidy(() => {
        const input = [inputs].flat()[0];
        const [gamma, beta, mean, variance] = this.#weights.map((weight) => weight.read() as Tensor1D);
        const weights = { gamma, beta, mean, variance };
        if (!training) return (hasFusedBatchNorm(tf) ? fusedNormalization : composedNormalization)(tf, input, weights, CONSTANTS);
        const batch = (hasFusedBatchNorm(tf) ? fusedBatchNorm : composedBatchNorm)(tf, input, weights, CONSTANTS);
        this.#weights[2].write(batch.mean);
        this.#weights[3].write(batch.variance);
        return batch.output;
      });
    }

    override computeOutputShape(shape: number[]): number[] {
      return shape;
    }

    override getConfig() {
      return { ...super.getConfig(), epsilon: CONSTANTS.epsilon };
    }
  }
  return new FusedBatchNorm({});
}

/** The same formulas of basic operations. */
function composedBatchNorm(
  tf: TensorFlow, input: Tensor, { gamma, beta, mean, variance }: BatchNormWeights, { momentum, epsilon }: BatchNormConstants,
): NormalizedBatch {
  const image = asImage(tf, input);
  const batchMean = tf.mean(image, [0, 1, 2]) as Tensor1D;
  const batchVariance = tf.mean(tf.square(tf.sub(image, batchMean)), [0, 1, 2]) as Tensor1D;
  const factor = tf.div(gamma, tf.sqrt(tf.add(batchVariance, epsilon)));
  const output = tf.reshape(tf.add(tf.mul(tf.sub(image, batchMean), factor), beta), input.shape);
  const move = (moving: Tensor1D, batch: Tensor1D): Tensor1D => tf.add(tf.mul(moving, momentum), tf.mul(batch, 1 - momentum));
  return { output, mean: move(mean, batchMean), variance: move(variance, batchVariance) };
}

function composedNormalization(
  tf: TensorFlow, input: Tensor, { gamma, beta, mean, variance }: BatchNormWeights, { epsilon }: BatchNormConstants,
): Tensor {
  return tf.reshape(tf.batchNorm(asImage(tf, input), mean, variance, beta, gamma, epsilon), input.shape);
}

function asImage(tf: TensorFlow, input: Tensor): Tensor4D {
  if (input.rank === 4) return input as Tensor4D;
  const [batch, depth] = [input.shape[0], input.shape[input.rank - 1]];
  return tf.reshape(input, [batch, 1, input.size / (batch * depth), depth]);
}
