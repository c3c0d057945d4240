import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import type { layers as tfLayers } from '@tensorflow/tfjs-layers';
import type { TensorFlow } from '../tensorflow';
import { fusedBatchNorm, hasFusedBatchNorm } from './fused-batch-norm';

/** How much of the moving mean and variance stays at each step. The usual 0.99 would lag behind a training of a few hundred steps. */
const MOMENTUM = 0.9;
const EPSILON = 1e-3;

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
        if (!training) return tf.reshape(tf.batchNorm(asImage(tf, input), mean, variance, beta, gamma, EPSILON), input.shape);
        const batch = normalizeBatch(tf, asImage(tf, input), gamma, beta);
        this.#move(2, mean, batch.mean);
        this.#move(3, variance, batch.variance);
        return tf.reshape(batch.output, input.shape);
      });
    }

    override computeOutputShape(shape: number[]): number[] {
      return shape;
    }

    override getConfig() {
      return { ...super.getConfig(), epsilon: EPSILON };
    }

    #move(index: number, moving: Tensor1D, batch: Tensor1D): void {
      this.#weights[index].write(tf.add(tf.mul(moving, MOMENTUM), tf.mul(batch, 1 - MOMENTUM)));
    }
  }
  return new FusedBatchNorm({});
}

interface NormalizedBatch {
  output: Tensor4D;
  mean: Tensor1D;
  variance: Tensor1D;
}

function normalizeBatch(tf: TensorFlow, input: Tensor4D, gamma: Tensor1D, beta: Tensor1D): NormalizedBatch {
  if (hasFusedBatchNorm(tf)) return fusedBatchNorm(tf, input, gamma, beta, EPSILON);
  const mean = tf.mean(input, [0, 1, 2]) as Tensor1D;
  const variance = tf.mean(tf.square(tf.sub(input, mean)), [0, 1, 2]) as Tensor1D;
  const factor = tf.div(gamma, tf.sqrt(tf.add(variance, EPSILON)));
  return { output: tf.add(tf.mul(tf.sub(input, mean), factor), beta), mean, variance };
}

function asImage(tf: TensorFlow, input: Tensor): Tensor4D {
  if (input.rank === 4) return input as Tensor4D;
  const [batch, depth] = [input.shape[0], input.shape[input.rank - 1]];
  return tf.reshape(input, [batch, 1, input.size / (batch * depth), depth]);
}
