import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../tensorflow';

/** The part of tfjs-node's backend that runs any TensorFlow operator by name. */
interface NativeBackend {
  binding: Record<'TF_ATTR_TYPE' | 'TF_ATTR_FLOAT' | 'TF_ATTR_STRING' | 'TF_ATTR_BOOL' | 'TF_FLOAT', number>;
  executeMultipleOutputs(name: string, attributes: object[], inputs: Tensor[], outputs: number): Tensor[];
}

interface Normalized {
  output: Tensor4D;
  mean: Tensor1D;
  /** Of the batch, `sum / count`. */
  variance: Tensor1D;
}

/** Whether the backend has TensorFlow's fused kernels. */
export function hasFusedBatchNorm(tf: TensorFlow): boolean {
  return tf.getBackend() === 'tensorflow';
}

/**
 * Batch normalisation in training mode with TensorFlow's own gradient kernel. Its forward kernel, FusedBatchNormV3, walks down the columns one value
 * at a time and takes twice as long as what stands here: sums as products with a row of 1 / count. `variance` has Bessel's correction.
 */
export function fusedBatchNorm(tf: TensorFlow, input: Tensor4D, gamma: Tensor1D, beta: Tensor1D, epsilon: number): Normalized {
  const backend = tf.backend() as unknown as NativeBackend;
  const count = input.size / input.shape[3];
  const statistics: Tensor1D[] = [];
  const compute = tf.customGrad((x, scale, offset, save) => {
    const { output, mean, variance } = normalize(tf, x as Tensor4D, scale as Tensor1D, offset as Tensor1D, epsilon);
    statistics.push(tf.keep(mean), tf.keep(variance));
    (save as (tensors: Tensor[]) => void)([x as Tensor, scale as Tensor, mean, variance]);
    const attributes = trainingAttributes(backend, epsilon);
    const gradFunc = (dy: Tensor, saved: Tensor[]) =>
      backend.executeMultipleOutputs('FusedBatchNormGradV3', attributes, [dy, ...saved, tf.tensor1d([])], 5).slice(0, 3);
    return { value: output, gradFunc: gradFunc as never };
  });
  const output = compute(input, gamma, beta) as Tensor4D;
  // A custom gradient drops all but its value at its end: what was kept through it becomes an ordinary tensor of the caller again.
  const [mean, variance] = [tf.clone(statistics[0]), tf.mul(statistics[1], count / Math.max(1, count - 1)) as Tensor1D];
  tf.dispose(statistics);
  return { output, mean, variance };
}

/** The mean of squares less the square of the mean is exact enough here: what it loses lies below `epsilon` unless a mean is 100 deviations. */
function normalize(tf: TensorFlow, image: Tensor4D, scale: Tensor1D, offset: Tensor1D, epsilon: number): Normalized {
  const depth = image.shape[3];
  const rows = tf.reshape(image, [image.size / depth, depth]) as Tensor2D;
  const average = tf.fill([1, rows.shape[0]], 1 / rows.shape[0]) as Tensor2D;
  const meanOf = (values: Tensor2D): Tensor1D => tf.reshape(tf.matMul(average, values), [depth]) as Tensor1D;
  const mean = meanOf(rows);
  const variance = tf.relu(tf.sub(meanOf(tf.square(rows)), tf.square(mean))) as Tensor1D;
  const factor = tf.mul(scale, tf.rsqrt(tf.add(variance, epsilon)));
  const output = tf.add(tf.mul(rows, factor), tf.sub(offset, tf.mul(mean, factor)));
  return { output: tf.reshape(output, image.shape) as Tensor4D, mean, variance };
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
