import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../tensorflow';

/** The part of tfjs-node's backend that runs any TensorFlow operator by name. */
interface NativeBackend {
  binding: Record<'TF_ATTR_TYPE' | 'TF_ATTR_FLOAT' | 'TF_ATTR_STRING' | 'TF_ATTR_BOOL' | 'TF_FLOAT', number>;
  executeMultipleOutputs(name: string, attributes: object[], inputs: Tensor[], outputs: number): Tensor[];
}

/** A normalised batch, and the moving statistics after it. */
export interface NormalizedBatch {
  /** Of the input's shape. */
  output: Tensor;
  mean: Tensor1D;
  /** Moved towards the variance of the batch with Bessel's correction. */
  variance: Tensor1D;
}

/** What a batch is normalised with: `[channels]` each. */
export interface BatchNormWeights {
  gamma: Tensor1D;
  beta: Tensor1D;
  mean: Tensor1D;
  variance: Tensor1D;
}

/** How much of the moving statistics stays at each step, and what is added to a variance before its root. */
export interface BatchNormConstants {
  momentum: number;
  epsilon: number;
}

/** Whether the backend has TensorFlow's fused kernels. */
export function hasFusedBatchNorm(tf: TensorFlow): boolean {
  return tf.getBackend() === 'tensorflow';
}

/**
 * Batch normalisation in training mode over all axes but the last, by one TensorFlow kernel forward and one backward. Forward it gets the
 * batch as volumes of depth 1: images go to a kernel of oneDNN that takes three times as long with AVX2. Backward that of oneDNN is the faster one.
 */
export function fusedBatchNorm(
  tf: TensorFlow, input: Tensor, { gamma, beta, mean, variance }: BatchNormWeights, { momentum, epsilon }: BatchNormConstants,
): NormalizedBatch {
  const { binding, executeMultipleOutputs } = tf.backend() as unknown as NativeBackend;
  const run: NativeBackend['executeMultipleOutputs'] = executeMultipleOutputs.bind(tf.backend());
  const image = imageShape(input);
  const attributes = kernelAttributes(binding, epsilon, true);
  const moved: Tensor1D[] = [];
  const compute = tf.customGrad((x, scale, offset, save) => {
    const volume = tf.reshape(x as Tensor, [image[0], 1, ...image.slice(1)]);
    const share = { name: 'exponential_avg_factor', type: binding.TF_ATTR_FLOAT, value: 1 - momentum };
    const inputs = [volume, scale as Tensor, offset as Tensor, mean, variance];
    const outputs = run('FusedBatchNormV3', [...attributes, dataFormat(binding, 'NDHWC'), share], inputs, 6);
    const [output, movedMean, movedVariance, batchMean, batchVariance] = outputs;
    moved.push(tf.keep(movedMean as Tensor1D), tf.keep(movedVariance as Tensor1D));
    (save as (tensors: Tensor[]) => void)([x as Tensor, scale as Tensor, batchMean, batchVariance]);
    const gradFunc = (dy: Tensor, [savedX, ...rest]: Tensor[]) => {
      const images = [dy, savedX].map((tensor) => asShape(tf, tensor, image));
      const gradients = run('FusedBatchNormGradV3', [...attributes, dataFormat(binding, 'NHWC')], [...images, ...rest, tf.tensor1d([])], 5);
      const [dx, ...others] = gradients;
      return [asShape(tf, dx, input.shape), ...others.slice(0, 2)];
    };
    return { value: tf.reshape(output, input.shape), gradFunc: gradFunc as never };
  });
  const output = compute(input, gamma, beta) as Tensor;
  // A custom gradient drops all but its value at its end: what was kept through it becomes an ordinary tensor of the caller again.
  const [nextMean, nextVariance] = moved.map((tensor) => tf.clone(tensor));
  tf.dispose(moved);
  return { output, mean: nextMean, variance: nextVariance };
}

/** Batch normalisation outside of training, by the moving statistics; for the kernel see `fusedBatchNorm`. @returns of the input's shape */
export function fusedNormalization(
  tf: TensorFlow, input: Tensor, { gamma, beta, mean, variance }: BatchNormWeights, { epsilon }: Pick<BatchNormConstants, 'epsilon'>,
): Tensor {
  const backend = tf.backend() as unknown as NativeBackend;
  const [batch, ...rest] = imageShape(input);
  const attributes = [...kernelAttributes(backend.binding, epsilon, false), dataFormat(backend.binding, 'NDHWC')];
  const inputs = [tf.reshape(input, [batch, 1, ...rest]), gamma, beta, mean, variance];
  return tf.reshape(backend.executeMultipleOutputs('FusedBatchNormV3', attributes, inputs, 6)[0], input.shape);
}

/** `[batch, 1, everything between, channels]` of what is no image yet. */
function imageShape({ rank, shape, size }: Tensor): number[] {
  if (rank === 4) return shape;
  const [batch, depth] = [shape[0], shape[rank - 1]];
  return [batch, 1, size / (batch * depth), depth];
}

/** A tensor of this shape already needs no kernel. */
function asShape(tf: TensorFlow, tensor: Tensor, shape: number[]): Tensor {
  return tensor.rank === shape.length ? tensor : tf.reshape(tensor, shape);
}

function dataFormat({ TF_ATTR_STRING }: NativeBackend['binding'], value: string): object {
  return { name: 'data_format', type: TF_ATTR_STRING, value };
}

function kernelAttributes(binding: NativeBackend['binding'], epsilon: number, isTraining: boolean): object[] {
  return [
    { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'U', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'epsilon', type: binding.TF_ATTR_FLOAT, value: epsilon },
    { name: 'is_training', type: binding.TF_ATTR_BOOL, value: isTraining },
  ];
}
