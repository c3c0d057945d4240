import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../tensorflow';

/** The part of tfjs-node's backend that runs any TensorFlow operator by name. */
interface NativeBackend {
  binding: Record<'TF_ATTR_TYPE' | 'TF_ATTR_FLOAT' | 'TF_ATTR_STRING' | 'TF_ATTR_BOOL' | 'TF_FLOAT', number>;
  executeMultipleOutputs(name: string, attributes: object[], inputs: Tensor[], outputs: number): Tensor[];
}

/** Whether the backend has TensorFlow's fused kernels. */
export function hasFusedBatchNorm(tf: TensorFlow): boolean {
  return tf.getBackend() === 'tensorflow';
}

/** TensorFlow's FusedBatchNormV3 in training mode, with its own gradient kernel. `variance` has Bessel's correction. */
export function fusedBatchNorm(
  tf: TensorFlow, input: Tensor4D, gamma: Tensor1D, beta: Tensor1D, epsilon: number,
): { output: Tensor4D; mean: Tensor1D; variance: Tensor1D } {
  const backend = tf.backend() as unknown as NativeBackend;
  const attributes = trainingAttributes(backend, epsilon);
  const statistics: Tensor1D[] = [];
  const compute = tf.customGrad((x, scale, offset, save) => {
    const empty = tf.tensor1d([]);
    const forward = [...attributes, { name: 'exponential_avg_factor', type: backend.binding.TF_ATTR_FLOAT, value: 1 }];
    const [y, batchMean, batchVariance, ...reserved] = backend.executeMultipleOutputs(
      'FusedBatchNormV3', forward, [x as Tensor, scale as Tensor, offset as Tensor, empty, empty], 6,
    );
    statistics.push(tf.keep(batchMean as Tensor1D), tf.keep(batchVariance as Tensor1D));
    (save as (tensors: Tensor[]) => void)([x as Tensor, scale as Tensor, ...reserved]);
    const gradFunc = (dy: Tensor, [image, factor, ...saved]: Tensor[]) =>
      backend.executeMultipleOutputs('FusedBatchNormGradV3', attributes, [dy, image, factor, ...saved], 5).slice(0, 3);
    return { value: y, gradFunc: gradFunc as never };
  });
  const output = compute(input, gamma, beta) as Tensor4D;
  // A custom gradient drops all but its value at its end: what was kept through it becomes an ordinary tensor of the caller again.
  const [mean, variance] = statistics.map((tensor) => tf.clone(tensor));
  tf.dispose(statistics);
  return { output, mean, variance };
}

function trainingAttributes({ binding }: NativeBackend, epsilon: number): object[] {
  return [
    { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'U', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'epsilon', type: binding.TF_ATTR_FLOAT, value: epsilon },
    { name: 'data_format', type: binding.TF_ATTR_STRING, value: 'NHWC' },
    { name: 'is_training', type: binding.TF_ATTR_BOOL, value: true },
  ];
}
