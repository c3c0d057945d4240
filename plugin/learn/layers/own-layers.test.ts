import type { Scalar, Tensor, Tensor4D, Variable } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../random';
import { readTrainingEngine } from '../setup/engine-folder';
import { loadTensorFlow, type Engine, type TensorFlow } from '../tensorflow';
import { createOwnLayers } from '.';
import { skipInputGradient } from './skip-input-gradient';

const pins = { threads: 2, seed: 1, maxIsa: 'AVX2' as const };
const ENGINES: Engine[] = readTrainingEngine() ? ['wasm', 'native'] : ['wasm'];

describe.each(ENGINES)('batchNorm on %s', (engine) => {
  it('has the gradient that basic operations have', async () => {
    const tf = await loadTensorFlow(engine, pins, 'test');
    const input = tf.tensor4d(values(4 * 5 * 3 * 2), [4, 5, 3, 2]);
    const layer = createOwnLayers(tf, 1).batchNorm();
    const own = tf.grad((x) => tf.sum(tf.mul(layer.apply(x, { training: true }) as Tensor, input)))(input);
    const reference = tf.grad((x) => tf.sum(tf.mul(compose(tf, x as Tensor4D), input)))(input);
    expectClose(own, reference, 1e-4);
  });

  it('moves its mean and variance towards those of the batch, and uses them outside of training', async () => {
    const tf = await loadTensorFlow(engine, pins, 'test');
    const input = tf.tensor2d(values(64 * 3), [64, 3]);
    const layer = createOwnLayers(tf, 1).batchNorm();
    for (let step = 0; step < 100; step++) layer.apply(input, { training: true });
    const [, , mean] = layer.getWeights();
    expectClose(mean, tf.mean(input, 0), 1e-4);
    const output = layer.apply(input, { training: false }) as Tensor;
    expectClose(tf.mean(output, 0), tf.zeros([3]), 1e-2);
    expectClose(tf.mean(tf.square(output), 0), tf.ones([3]), 3e-2);
  });
});

describe.each(ENGINES)('the gradient of ReLU on %s', (engine) => {
  it('is that of the output where the input is positive, below 6 for ReLU6, and zero elsewhere', async () => {
    const tf = await loadTensorFlow(engine, pins, 'test');
    const input = tf.tensor1d([-3, -0, 0, 1e-30, 2, 5.9, 7]);
    const slopes = tf.tensor1d([1, 2, 3, 4, 5, 6, 7]);
    const gradient = (activation: (x: Tensor) => Tensor) => [...tf.grad((x) => tf.sum(tf.mul(activation(x), slopes)))(input).dataSync()].map((value) => value + 0);
    expect(gradient((x) => tf.relu(x))).toEqual([0, 0, 0, 4, 5, 6, 7]);
    expect(gradient((x) => tf.relu6(x))).toEqual([0, 0, 0, 4, 5, 6, 0]);
  });
});

describe.each(ENGINES)('the gradient of a mean on %s', (engine) => {
  it('gives each value its share, along the axes that the mean was taken of', async () => {
    const tf = await loadTensorFlow(engine, pins, 'test');
    const input = tf.tensor4d(values(2 * 3 * 2 * 2), [2, 3, 2, 2]);
    const slopes = [[1, 2], [3, 4]];
    const gradient = tf.grad((x) => tf.sum(tf.mul(tf.mean(x, [1, 2]), tf.tensor2d(slopes))))(input);
    const share = (slope: number) => Math.fround(slope / 6);
    expect([...gradient.dataSync()]).toEqual(slopes.flatMap((row) => Array.from({ length: 6 }, () => row.map(share)).flat()));
  });
});

describe.skipIf(!readTrainingEngine())('the first convolution (needs: nx-impulse setup training)', () => {
  it('has the same output and the same gradient of its filters without the gradient of its input', async () => {
    const tf = await loadTensorFlow('native', pins, 'test');
    const model = tf.sequential();
    model.add(tf.layers.reshape({ inputShape: [6, 5], targetShape: [6, 5, 1] }));
    model.add(tf.layers.conv2d({ filters: 3, kernelSize: [3, 2], strides: [2, 1], padding: 'same', useBias: false }));
    const input = tf.tensor3d(values(4 * 30), [4, 6, 5]);
    const [filters] = model.trainableWeights.map((weight) => weight.read() as Variable);
    const look = () => {
      const { value, grads } = tf.variableGrads(() => tf.sum(tf.square(model.apply(input, { training: true }) as Tensor)) as Scalar, [filters]);
      return [value.dataSync(), grads[filters.name].dataSync()];
    };
    const fused = look();
    skipInputGradient(tf, model);
    expect(look()).toEqual(fused);
  });
});

describe('dropout', () => {
  it('leaves out its share in training, by the step alone, and nothing otherwise', async () => {
    const tf = await loadTensorFlow('wasm', pins, 'test');
    const layer = createOwnLayers(tf, 1).dropout(0.25);
    const run = (kwargs: object) => (layer.apply(tf.ones([100, 100]), kwargs) as Tensor).dataSync();
    expect(run({ training: true, step: 3 })).toEqual(run({ training: true, step: 3 }));
    expect(run({ training: true, step: 3 })).not.toEqual(run({ training: true, step: 4 }));
    expect(run({ training: true, step: 3 }).filter((value) => value === 0).length / 10_000).toBeCloseTo(0.25, 1);
    expect(run({ training: false })).toEqual(new Float32Array(10_000).fill(1));
  });

  it('can leave out whole channels', async () => {
    const tf = await loadTensorFlow('wasm', pins, 'test');
    const output = createOwnLayers(tf, 1).channelDropout(0.5).apply(tf.ones([1, 7, 40]), { training: true, step: 1 }) as Tensor;
    const rows = tf.unstack(tf.squeeze(output, [0])).map((row) => Array.from(row.dataSync()));
    expect(rows.every((row) => row.join() === rows[0].join())).toBe(true);
    expect(new Set(rows[0])).toEqual(new Set([0, 2]));
  });
});

function compose(tf: TensorFlow, input: Tensor4D): Tensor {
  const { mean, variance } = tf.moments(input, [0, 1, 2]);
  return tf.div(tf.sub(input, mean), tf.sqrt(tf.add(variance, 1e-3)));
}

function values(count: number): Float32Array {
  const random = createRandom(7);
  return Float32Array.from({ length: count }, () => random.normal() * 2 + 1);
}

function expectClose(actual: Tensor, wanted: Tensor, tolerance: number): void {
  const [a, b] = [actual.dataSync(), wanted.dataSync()];
  expect(Math.max(...a.map((value, at) => Math.abs(value - b[at])))).toBeLessThan(tolerance);
}
