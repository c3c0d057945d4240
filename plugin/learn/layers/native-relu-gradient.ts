import type { GradConfig, Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../tensorflow';

/** The part of tfjs-node's backend that runs any TensorFlow operator by name. */
interface NativeBackend {
  binding: Record<'TF_ATTR_TYPE' | 'TF_FLOAT', number>;
  executeSingleOutput(name: string, attributes: object[], inputs: Tensor[]): Tensor;
}

/** Of the gradient of each activation: TensorFlow's one kernel, which takes the gradient and the activation's input. */
const KERNELS = { Relu: 'ReluGrad', Relu6: 'Relu6Grad' } as const;

/**
 * Lets ReLU and ReLU6 have one kernel backward on libtensorflow. TensorFlow.js composes it of eight (is it NaN, is it positive, ones, zeros, two choices,
 * a cast, a product), each through the whole activation: they took more time than the convolutions. Other engines keep theirs.
 */
export function useNativeReluGradient(tf: TensorFlow): void {
  for (const [kernelName, kernel] of Object.entries(KERNELS)) {
    const composed = tf.getGradient(kernelName) as GradConfig;
    tf.registerGradient({
      kernelName,
      inputsToSave: ['x'],
      gradFunc: (dy, saved, attributes) => {
        if (tf.getBackend() !== 'tensorflow') return composed.gradFunc(dy, saved, attributes);
        const backend = tf.backend() as unknown as NativeBackend;
        const type = { name: 'T', type: backend.binding.TF_ATTR_TYPE, value: backend.binding.TF_FLOAT };
        return { x: () => backend.executeSingleOutput(kernel, [type], [dy as Tensor, saved[0]]) };
      },
    });
  }
}
