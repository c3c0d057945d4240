import { elementCount, type Dtype, type Graph } from '../../plugin/compiler/ir/graph';
import { drawOutput, drawQuantized, drawScale, drawValues, oneOperator, toTensor, type Draft, type Family, type Random } from './random-drafts';

/** A constant of small integers or floats. */
function drawConstant(random: Random, shape: number[], dtype: Dtype, scale: number, largest = 127): Draft {
  const count = elementCount(shape);
  if (dtype === 'float32') return { shape, dtype, values: drawValues(random, count, dtype) };
  return { shape, dtype, scales: [scale], values: Array.from({ length: count }, () => random.integer(-largest, largest)) };
}

/** State and times are int16, or int8. */
function drawSvdf(random: Random, isInteger: boolean): Graph {
  const [batches, depth, units] = [random.choose([1, 1, 2]), random.integer(1, 12), random.integer(1, 5)];
  const [rank, memory] = [random.integer(1, 3), random.integer(1, 8)];
  const state = isInteger ? random.choose<Dtype>(['int16', 'int8']) : 'float32';
  const small = (largest: number): number => (state === 'int16' ? largest : 127);
  const input: Draft = isInteger ? { shape: [batches, depth], ...drawQuantized(random, drawScale(random, -6, -3)) } : { shape: [batches, depth], dtype: 'float32' };
  const stateScale = drawScale(random, ...(state === 'int8' ? [-4, -2] : [-12, -9]) as [number, number]);
  const timeScale = drawScale(random, ...(state === 'int8' ? [-7, -5] : [-12, -10]) as [number, number]);
  const features = drawConstant(random, [units * rank, depth], isInteger ? 'int8' : 'float32', drawScale(random, -8, -5));
  const times = drawConstant(random, [units * rank, memory], state, timeScale, small(2000));
  const bias = drawConstant(random, [units], isInteger ? 'int32' : 'float32', Math.fround(Math.fround(stateScale) * Math.fround(timeScale)), small(20000));
  const kept: Draft = {
    shape: [batches, units * rank * memory], dtype: state, isVariable: true,
    ...(isInteger ? { scales: [stateScale], zeroPoint: state === 'int8' ? random.integer(-9, 9) : 0 } : {}),
  };
  const output = drawOutput(random, isInteger, [batches, units], -5, -2);
  const options = { rank, activation: isInteger ? 0 : random.choose([0, 1, 3]) };
  return oneOperator('SVDF', isInteger ? 3 : 1, [input, features, times, bias, kept], [output], options);
}

/** As Keras writes it: no peepholes, no projection. */
function drawLstm(random: Random, isInteger: boolean, isWide = false): Graph {
  const [batches, steps, depth, units] = [random.choose([1, 1, 2]), random.integer(1, 5), random.integer(1, 9), random.integer(1, 6)];
  const timeMajor = random.integer(0, 1);
  const dtype: Dtype = isInteger ? 'int8' : 'float32';
  const activation: Dtype = isWide ? 'int16' : dtype;
  const quantize = (low: number, high: number): Pick<Draft, 'scales' | 'zeroPoint'> =>
    (isWide ? { scales: [drawScale(random, low - 8, high - 8)] } : drawQuantized(random, drawScale(random, low, high)));
  const leading = timeMajor ? [steps, batches] : [batches, steps];
  const input: Draft = { shape: [...leading, depth], dtype: activation, ...(isInteger ? quantize(-6, -4) : {}) };
  const hidden = { ...(isInteger ? quantize(-8, -6) : {}), dtype: activation };
  const drawGates = (columns: number): Draft[] => Array.from({ length: 4 }, () => drawConstant(random, [units, columns], dtype, drawScale(random, -9, -5)));
  const [weights, recurrent] = [drawGates(depth), drawGates(units)];
  const biases = weights.map(({ scales }) =>
    drawConstant(random, [units], isWide ? 'int64' : isInteger ? 'int32' : 'float32', isInteger ? Math.fround(Math.fround(input.scales![0]) * Math.fround(scales![0])) : 1, isWide ? 500000 : 5000));
  const state = { shape: [batches, units], isVariable: true };
  const cellBits = random.choose([9, 11, 12, 14, 16, 18]);
  const inputs = [
    input, ...weights, ...recurrent, undefined, undefined, undefined, ...biases, undefined, undefined, { ...hidden, ...state },
    { ...state, dtype: isInteger ? 'int16' as const : dtype, scales: isInteger ? [2 ** -cellBits] : undefined }, undefined, undefined, undefined, undefined,
  ];
  const options = { activation: 4, cellClip: random.choose([0, 1.5]), projClip: 0, timeMajor };
  // where both directions are joined the converter gives the output a scale that is not the hidden state's
  const output = isInteger && random.uniform() < 0.5 ? { ...hidden, ...quantize(-8, -6) } : hidden;
  return oneOperator('UNIDIRECTIONAL_SEQUENCE_LSTM', isInteger ? 3 : 1, inputs, [{ shape: [...leading, units], ...output }], options);
}

/** A plain recurrent layer's weights, bias and state. */
function drawRnnParts(random: Random, batches: number, depth: number, units: number): Draft[] {
  const constant = (shape: number[]): Draft => drawConstant(random, shape, 'float32', 1);
  const recurrent = constant([units, units]);
  // what a layer without tanh() gives must not grow from turn to turn
  const damped = { ...recurrent, values: Array.from(recurrent.values!, (value) => Math.fround(value / units)) };
  return [constant([units, depth]), damped, constant([units]), { shape: [batches, units], dtype: 'float32', isVariable: true }];
}

function drawRnn(random: Random): Graph {
  const [batches, steps, depth, units] = [random.choose([1, 1, 2]), random.integer(1, 5), random.integer(1, 9), random.integer(1, 6)];
  const timeMajor = random.integer(0, 1);
  const leading = timeMajor ? [steps, batches] : [batches, steps];
  const inputs: Draft[] = [{ shape: [...leading, depth], dtype: 'float32' }, ...drawRnnParts(random, batches, depth, units)];
  const options = { timeMajor, activation: random.choose([0, 1, 3, 4, 4]) };
  return oneOperator('UNIDIRECTIONAL_SEQUENCE_RNN', 1, inputs, [{ shape: [...leading, units], dtype: 'float32' }], options);
}

/** Both directions; their outputs joined or apart, the backward one of an input of its own now and then. LSTMs have as many units either way in LiteRT. */
function drawBothWays(random: Random, kind: 'LSTM' | 'RNN', order?: 'steps first' | 'batches first'): Graph {
  const [batches, steps, depth] = [random.choose([1, 1, 2]), random.integer(1, 5), random.integer(1, 9)];
  const timeMajor = order ? Number(order === 'steps first') : random.integer(0, 1);
  const leading = timeMajor ? [steps, batches] : [batches, steps];
  // LiteRT states the shape of a second output as if it were not time-major
  const mergeOutputs = timeMajor && steps !== batches ? 1 : random.integer(0, 1);
  const forward = random.integer(1, 6);
  const units = [forward, kind === 'LSTM' ? forward : random.integer(1, 6)];
  const input: Draft = { shape: [...leading, depth], dtype: 'float32' };
  const widths = mergeOutputs ? [units[0] + units[1]] : units;
  const outputs = widths.map((width): Draft => ({ shape: [...leading, width], dtype: 'float32' }));
  const common = { timeMajor, mergeOutputs };
  const none = (count: number): undefined[] => Array.from({ length: count }, () => undefined);
  if (kind === 'RNN') {
    const parts = units.flatMap((count) => drawRnnParts(random, batches, depth, count));
    return oneOperator('BIDIRECTIONAL_SEQUENCE_RNN', 1, [input, ...parts, ...none(3)], outputs, { ...common, activation: random.choose([1, 3, 4]) });
  }
  const constant = (shape: number[]): Draft => drawConstant(random, shape, 'float32', 1);
  const four = (shape: number[]): Draft[] => Array.from({ length: 4 }, () => constant(shape));
  const gates = units.flatMap((count) => [...four([count, depth]), ...four([count, count]), ...none(3), ...four([count]), ...none(2)]);
  const states = units.flatMap((count) => [0, 1].map((): Draft => ({ shape: [batches, count], dtype: 'float32', isVariable: true })));
  const second = random.choose([undefined, undefined, { ...input }]);
  const options = { ...common, activation: 4, cellClip: random.choose([0, 1.5]), projClip: 0 };
  return oneOperator('BIDIRECTIONAL_SEQUENCE_LSTM', 1, [input, ...gates, ...states, second, ...none(8)], outputs, options);
}

/** The converter's float16 keeps what the states begin with as it keeps weights: it is dequantised into a variable tensor. */
function drawStoredStates(random: Random): Graph {
  const graph = drawLstm(random, false);
  const [lstm] = graph.ops;
  const stored = graph.tensors.filter(({ isVariable }) => isVariable).map((state, at) => {
    const values = Array.from({ length: elementCount(state.shape) }, () => random.choose([0, 0x3400, 0xb800]) + random.integer(0, 1023));
    return { state, source: toTensor({ shape: state.shape, dtype: 'float16', values }, graph.tensors.length + at) };
  });
  const decode = stored.map(({ state, source }, index) => ({ index, name: 'DEQUANTIZE', version: 3, inputs: [source.id], outputs: [state.id], options: {} }));
  return { ...graph, tensors: [...graph.tensors, ...stored.map(({ source }) => source)], ops: [...decode, { ...lstm, index: 2 }] };
}

/** Operators that keep state: the runs of a model follow one another. */
export const RECURRENT_FAMILIES: readonly Family[] = [
  { name: 'SVDF int8', draw: (random) => drawSvdf(random, true) },
  { name: 'SVDF float32', draw: (random) => drawSvdf(random, false) },
  { name: 'UNIDIRECTIONAL_SEQUENCE_LSTM int8', draw: (random) => drawLstm(random, true) },
  { name: 'UNIDIRECTIONAL_SEQUENCE_LSTM int16', draw: (random) => drawLstm(random, true, true) },
];

/** By the deterministic exp(). */
export const CLOSE_RECURRENT_FAMILIES: readonly Family[] = [
  { name: 'UNIDIRECTIONAL_SEQUENCE_LSTM float32', draw: (random) => drawLstm(random, false) },
  // TensorFlow Lite Micro has none of these
  { name: 'UNIDIRECTIONAL_SEQUENCE_RNN float32', draw: drawRnn, golden: 'LiteRT', closeTo: 'turns' },
  { name: 'BIDIRECTIONAL_SEQUENCE_LSTM float32', draw: (random) => drawBothWays(random, 'LSTM'), golden: 'LiteRT', closeTo: 'turns' },
  { name: 'BIDIRECTIONAL_SEQUENCE_RNN float32', draw: (random) => drawBothWays(random, 'RNN'), golden: 'LiteRT', closeTo: 'turns' },
  // what LiteRT's hybrid kernels take: the former has steps first whatever a model says, the latter goes over them several times there
  { name: 'BIDIRECTIONAL_SEQUENCE_LSTM of steps first', draw: (random) => drawBothWays(random, 'LSTM', 'steps first'), golden: 'LiteRT', closeTo: 'turns' },
  { name: 'BIDIRECTIONAL_SEQUENCE_RNN of batches first', draw: (random) => drawBothWays(random, 'RNN', 'batches first'), golden: 'LiteRT', closeTo: 'turns' },
  { name: 'UNIDIRECTIONAL_SEQUENCE_LSTM of states in float16', draw: drawStoredStates, golden: 'LiteRT', closeTo: 'turns' },
];
