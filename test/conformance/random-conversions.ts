import type { Dtype, Graph } from '../../plugin/compiler/ir/graph';
import { drawQuantized, drawScale, drawValues, oneOperator, toTensor, type Draft, type Family, type Random } from './random-drafts';
import { drawUnary } from './random-elementwise';

/** Weights kept as int8 in a float32 model, as converters do to make files smaller. */
function drawDequantizedConstant(random: Random): Graph {
  const shape = [1, random.integer(1, 9)];
  const drafts: Draft[] = [
    { shape, dtype: 'float32' },
    { shape, ...drawQuantized(random, drawScale(random, -7, -3)), values: drawValues(random, shape[1], 'int8') },
    { shape, dtype: 'float32' },
    { shape, dtype: 'float32' },
  ];
  return {
    tensors: drafts.map(toTensor),
    inputs: [0],
    outputs: [3],
    ops: [
      { index: 0, name: 'DEQUANTIZE', version: 2, inputs: [1], outputs: [2], options: {} },
      { index: 1, name: 'ADD', version: 1, inputs: [0, 2], outputs: [3], options: { activation: 0 } },
    ],
  };
}

const CONVERSIONS: readonly [Dtype, Dtype][] = [['uint8', 'int8'], ['int8', 'uint8'], ['int8', 'int16'], ['int16', 'int8'], ['int16', 'int16'], ['int16', 'int32'], ['int8', 'int32']];

/** int16 has steps a 256th as long, and a zero point at its end now and then, as probabilities have. */
function drawConversion(random: Random, name: string, from: Dtype, to: Dtype): Graph {
  const shape = [1, random.integer(1, 80)];
  const draft = (dtype: Dtype): Draft => {
    if (dtype === 'float32') return { shape, dtype };
    if (dtype === 'int32') return { shape, dtype, scales: [drawScale(random, -31, -15)], zeroPoint: random.choose([0, -2147483648, 99]) };
    if (dtype === 'int16') return { shape, dtype, scales: [drawScale(random, -14, -10)], zeroPoint: random.choose([0, 0, -32768, 300]) };
    return { shape, dtype, scales: [drawScale(random, -7, -3)], zeroPoint: random.integer(0, 255) - (dtype === 'int8' ? 128 : 0) };
  };
  return oneOperator(name, 2, [draft(from)], [draft(to)]);
}

/** A dense layer whose weights are dequantised as it runs: float16 (any but those that are not finite, denormal ones as well), or int8. */
function drawStoredWeights(random: Random, dtype: 'float16' | 'int8'): Graph {
  const [depth, units] = [random.integer(1, 20), random.integer(1, 9)];
  const half = (): number => (random.integer(0, 1) << 15) | (random.choose([0, random.integer(1, 30), 15]) << 10) | random.integer(0, 1023);
  const values = Array.from({ length: units * depth }, dtype === 'int8' ? () => random.integer(-128, 127) : half);
  const channels = Array.from({ length: random.choose([1, units]) }, () => drawScale(random, -9, -5));
  const drafts: Draft[] = [
    { shape: [1, depth], dtype: 'float32' },
    { shape: [units, depth], dtype, values, scales: dtype === 'int8' ? channels : undefined, zeroPoint: random.integer(-9, 9) },
    { shape: [units, depth], dtype: 'float32' },
    { shape: [1, units], dtype: 'float32' },
  ];
  return {
    tensors: drafts.map(toTensor),
    inputs: [0],
    outputs: [3],
    ops: [
      { index: 0, name: 'DEQUANTIZE', version: dtype === 'int8' ? 5 : 3, inputs: [1], outputs: [2], options: {} },
      { index: 1, name: 'FULLY_CONNECTED', version: 1, inputs: [0, 2, -1], outputs: [3], options: { activation: 0, weightsFormat: 0, keepDims: 0 } },
    ],
  };
}

/** QUANTIZE and DEQUANTIZE, of activations and of constants. */
export const CONVERSION_FAMILIES: readonly Family[] = [
  ...CONVERSIONS.map(([from, to]): Family => ({ name: `QUANTIZE ${from} to ${to}`, draw: (random) => drawConversion(random, 'QUANTIZE', from, to) })),
  ...(['uint8', 'int16'] as const).map((from): Family => ({ name: `DEQUANTIZE ${from}`, draw: (random) => drawConversion(random, 'DEQUANTIZE', from, 'float32') })),
  { name: 'QUANTIZE int8', draw: (random) => drawUnary(random, 'QUANTIZE', true) },
  { name: 'QUANTIZE float32', draw: (random) => drawUnary(random, 'QUANTIZE', false, { shape: [], ...drawQuantized(random, drawScale(random, -8, -4)) }) },
  { name: 'DEQUANTIZE of a constant', draw: drawDequantizedConstant },
  // TensorFlow Lite Micro has no float16
  { name: 'DEQUANTIZE float16', draw: (random) => drawStoredWeights(random, 'float16'), golden: 'LiteRT' },
  { name: 'DEQUANTIZE of int8 weights', draw: (random) => drawStoredWeights(random, 'int8'), golden: 'LiteRT' },
  { name: 'DEQUANTIZE int8', draw: (random) => drawUnary(random, 'DEQUANTIZE', true, { shape: [], dtype: 'float32' }) },
];
