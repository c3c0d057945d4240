import type { Tensor } from '@tensorflow/tfjs-core';
import type { layers as tfLayers } from '@tensorflow/tfjs-layers';
import { createRandom } from '../random';
import type { TensorFlow } from '../tensorflow';

/** What a dropout layer is made with. */
export interface DropoutConfig {
  /** Share that is left out, 0..1. */
  rate: number;
  seed: number;
  /** Leave out whole channels (the last axis) of a window instead of single values. */
  channels?: boolean;
}

/**
 * Dropout whose mask depends on the seed and the number of the training step alone. The stock layer draws from JavaScript's own generator, so that
 * no two trainings are equal.
 */
export function createDropout(tf: TensorFlow, { rate, seed, channels = false }: DropoutConfig): tfLayers.Layer {
  class SeededDropout extends tf.layers.Layer {
    static className = 'SeededDropout';

    override call(inputs: Tensor | Tensor[], { training, step = 0 }: { training?: boolean; step?: number }): Tensor {
      const input = [inputs].flat()[0];
      if (!training || rate === 0) return tf.clone(input);
      const shape = channels ? input.shape.map((size, axis) => (axis === 0 || axis === input.rank - 1 ? size : 1)) : input.shape;
      return tf.tidy(() => tf.mul(input, tf.tensor(createMask(shape, step), shape)));
    }

    override computeOutputShape(shape: number[]): number[] {
      return shape;
    }
  }

  function createMask(shape: number[], step: number): Float32Array {
    const random = createRandom(seed, step);
    const size = shape.reduce((product, extent) => product * extent, 1);
    return Float32Array.from({ length: size }, () => (random.uniform() < rate ? 0 : 1 / (1 - rate)));
  }

  return new SeededDropout({});
}
