import { expect, test } from 'vitest';
import { compileModel } from '../../plugin/compiler/compile-model';
import type { Dtype, Graph, OptionValue } from '../../plugin/compiler/ir/graph';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { drawScale, oneOperator, seededRandom, toBytes, type Draft } from './random-drafts';
import { runLiteRt, runTflm } from './run-interpreter';
import { runManyOnHost } from './run-model';

/** Weights with which seven values and a rest make every sum up to 112,000. */
const WEIGHTS = [127, 127, 127, 127, 127, 127, 127, 1];
const MOST = 7 * 127 * 127;
const MODELS = 12;
/** Of input, weights and output: `ad`'s last layer, where a product in float32 gives a sum of -88,337 another output. */
const KNOWN = [0.024790890514850616, 0.0195566825568676, 0.36449846625328064];

const SLIDING = { padding: 1, strideWidth: 1, strideHeight: 1, activation: 0, dilationWidth: 1, dilationHeight: 1 };

interface Layer {
  name: string;
  golden: typeof runTflm;
  dtype: Dtype;
  version: number;
  /** Shapes of a list of vectors, of the weights, of a list of results. */
  shapes: (rows: number) => [number[], number[], number[]];
  options: Record<string, OptionValue>;
}

const DENSE: Pick<Layer, 'name' | 'shapes' | 'options'> = {
  name: 'FULLY_CONNECTED', shapes: (rows) => [[rows, 8], [1, 8], [rows, 1]], options: { activation: 0, weightsFormat: 0, keepDims: 0 },
};
const CONVOLUTION: typeof DENSE = { name: 'CONV_2D', shapes: (rows) => [[1, rows, 1, 8], [1, 1, 1, 8], [1, rows, 1, 1]], options: SLIDING };
const PRODUCT: typeof DENSE = { name: 'BATCH_MATMUL', shapes: (rows) => [[1, rows, 8], [1, 1, 8], [1, rows, 1]], options: { adjX: 0, adjY: 1 } };
const LAYERS: Layer[] = [
  { ...DENSE, golden: runTflm, dtype: 'int8', version: 4 },
  { ...DENSE, golden: runLiteRt, dtype: 'uint8', version: 4 },
  { ...CONVOLUTION, golden: runTflm, dtype: 'int8', version: 3 },
  { ...CONVOLUTION, golden: runLiteRt, dtype: 'uint8', version: 1 },
  { ...PRODUCT, golden: runTflm, dtype: 'int8', version: 4 },
];

// A multiplier that is off by 10^-8 changes one output of 250,000: random inputs do not find it, sums beside the halves do.
test.each(LAYERS)('$name of $dtype rounds sums beside every half as its golden does', (layer) => {
  const random = seededRandom(5);
  const cases = Array.from({ length: MODELS }, (_, index) => {
    const [input, weights] = [drawScale(random, -7, -3), drawScale(random, -9, -5)].map(Math.fround);
    const scales = index === 0 ? KNOWN : [input, weights, Math.fround((input * weights * MOST) / (100 + index * 2))];
    const values = sumsBesideHalves((scales[0] * scales[1]) / scales[2]).flatMap(vectorOf);
    const file = writeFlatbuffer(draw(layer, scales, values.length / 8), layer.name);
    const inputs = [toBytes(values.map((value) => value + zeroPointOf(layer)), layer.dtype)];
    return { name: `model_${index}`, file, inputs, outputCount: 1 };
  });
  const wanted = layer.golden(cases);
  const got = runManyOnHost(cases.map((item) => ({ ...item, model: compileModel(item.file, { name: item.name, arch: 'armv7e-m' }) })));
  got.forEach((outputs, index) => {
    expect(wanted[index]).not.toHaveProperty('error');
    const { outputs: golden } = wanted[index] as { outputs: Buffer };
    expect(Buffer.concat(outputs).equals(golden), `model ${index}`).toBe(true);
  });
});

const zeroPointOf = ({ dtype }: Layer): number => (dtype === 'uint8' ? 128 : 0);

function draw(layer: Layer, [input, weights, output]: number[], rows: number): Graph {
  const { name, version, dtype, shapes, options } = layer;
  const [inputShape, weightsShape, outputShape] = shapes(rows);
  const zeroPoint = zeroPointOf(layer);
  const draft = (shape: number[], scale: number): Draft => ({ shape, dtype, scales: [scale], zeroPoint });
  const filter: Draft = { ...draft(weightsShape, weights), values: WEIGHTS.map((weight) => weight + zeroPoint) };
  // LiteRT takes no convolution without one
  const bias: Draft[] = name === 'CONV_2D' ? [{ shape: [1], dtype: 'int32', scales: [Math.fround(input * weights)], values: [0] }] : [];
  return oneOperator(name, version, [draft(inputShape, input), filter, ...bias], [draft(outputShape, output)], options);
}

/** The sums that are nearest to what becomes a half, and their neighbours. */
function sumsBesideHalves(factor: number): number[] {
  const halves = Array.from({ length: 240 }, (_, at) => Math.round((at - 119.5) / factor));
  return halves.flatMap((sum) => [sum - 1, sum, sum + 1]).filter((sum) => Math.abs(sum) < MOST - 127);
}

function vectorOf(sum: number): number[] {
  const whole = Math.trunc(sum / 127);
  const parts = Array.from({ length: 7 }, (_, at) => Math.trunc((whole * (at + 1)) / 7) - Math.trunc((whole * at) / 7));
  return [...parts, sum - 127 * whole];
}
