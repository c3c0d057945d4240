import type { GradConfig, Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../tensorflow';

/**
 * Lets a mean have one large kernel backward on libtensorflow: its gradient is the same for all that it was taken of. TensorFlow.js makes
 * a tensor of ones in JavaScript, and multiplies and divides all of it; the values are the same. Other engines keep theirs.
 */
export function useNativeMeanGradient(tf: TensorFlow): void {
  const composed = tf.getGradient('Mean') as GradConfig;
  tf.registerGradient({
    kernelName: 'Mean',
    inputsToSave: ['x'],
    gradFunc: (dy, saved, attributes) => {
      if (tf.getBackend() !== 'tensorflow') return composed.gradFunc(dy, saved, attributes);
      const { shape } = saved[0];
      const axes = new Set(tf.util.parseAxisParam(attributes.axis as number | number[], shape));
      const kept = shape.map((size, axis) => (axes.has(axis) ? 1 : size));
      const repeats = shape.map((size, axis) => (axes.has(axis) ? size : 1));
      const share = (): Tensor => tf.div(tf.reshape(dy as Tensor, kept), tf.util.sizeFromShape(repeats));
      return { x: () => tf.tile(share(), repeats) };
    },
  });
}
