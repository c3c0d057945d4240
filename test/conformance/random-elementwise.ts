import { elementCount, type Graph } from '../../plugin/compiler/ir/graph';
import { drawOutput, drawOutputScales, drawQuantized, drawScale, drawValues, oneOperator, type Draft, type Family, type Random } from './random-drafts';

/** An operator of one input. `scales`: log2 of the lowest and highest scale of an int8 input. */
export function drawUnary(random: Random, name: string, isInteger: boolean, output?: Draft, scales: [number, number] = [-7, -2]): Graph {
  const shape = [1, random.integer(1, 80)];
  const input: Draft = isInteger ? { shape, ...drawQuantized(random, drawScale(random, ...scales)) } : { shape, dtype: 'float32' };
  return oneOperator(name, 2, [input], [output ? { ...output, shape } : drawOutput(random, isInteger, shape, -7, -3)], { beta: 1, alpha: random.choose([0.01, 0.2, 1.5]) });
}

const SUM_SCALES: [number, number] = [-6, -2];

/** An elementwise operator of two inputs, broadcast or not; the second one is a constant now and then. */
export function drawBinary(random: Random, name: string, isInteger: boolean): Graph {
  const full = [random.integer(1, 2), random.integer(1, 5), random.integer(1, 5), random.integer(1, 9)];
  const shapes = random.choose([[full, full], [full, [1, 1, 1, full[3]]], [[1, full[1], 1, full[3]], full], [full, [1]]]);
  const draw = (shape: number[]): Draft => (isInteger ? { shape, ...drawQuantized(random, drawScale(random, -7, -3)) } : { shape, dtype: 'float32' });
  const [a, b] = shapes.map(draw);
  if (random.uniform() < 0.3) b.values = drawValues(random, elementCount(b.shape), b.dtype ?? 'int8');
  return oneOperator(name, 2, [a, b], [drawOutput(random, isInteger, full, ...(name === 'MUL' ? drawOutputScales(random) : SUM_SCALES))], { activation: random.choose([0, 1, 3]) });
}

/** Of one scale and zero point throughout. */
export function drawExtremum(random: Random, name: string, isInteger: boolean): Graph {
  const graph = drawBinary(random, name, isInteger);
  const [{ quantization }] = graph.tensors;
  return { ...graph, tensors: graph.tensors.map((tensor) => ({ ...tensor, quantization })) };
}

/** TFLite's int8 kernel shifts by more than 31 bits where the quotient of two small integers is below one step; divisors are constants other than 0. */
function drawDivision(random: Random): Graph {
  const shape = [random.integer(1, 2), random.integer(1, 4), random.integer(1, 4), random.integer(1, 9)];
  const divisor = random.choose([shape, [1, 1, 1, shape[3]], [1]]);
  const zeroPoint = random.integer(-20, 20);
  const values = Array.from({ length: elementCount(divisor) }, () => {
    const value = random.integer(-127, 126);
    return value === zeroPoint ? value + 1 : value;
  });
  const inputs = [{ shape, ...drawQuantized(random, drawScale(random, -5, -3)) }, { shape: divisor, scales: [drawScale(random, -7, -5)], zeroPoint, values }];
  return oneOperator('DIV', 2, inputs, [drawOutput(random, true, shape, -9, -7)], { activation: random.choose([0, 1, 3]) });
}

/** LiteRT turns the integers as they stand: the output has the input's scale, and no zero point. */
function drawNegative(random: Random): Graph {
  const draft: Draft = { shape: [1, random.integer(1, 80)], scales: [drawScale(random, -7, -2)] };
  return oneOperator('NEG', 1, [draft], [draft]);
}

/** LiteRT divides the integers as they stand: one scale, no zero points, quotients in steps of 1, remainders in those of the inputs. Divisors are constants other than 0. */
function drawFloorDivision(random: Random, name: string): Graph {
  const shape = [random.integer(1, 2), random.integer(1, 4), random.integer(1, 4), random.integer(1, 9)];
  const divisor = random.choose([shape, [1, 1, 1, shape[3]], [1]]);
  const scales = [drawScale(random, -7, -2)];
  // no -1: what -128 becomes by it is outside the type, and open
  const values = Array.from({ length: elementCount(divisor) }, () => random.choose([-100, -7, -3, -2, 1, 2, 3, 11, 127]));
  return oneOperator(name, 2, [{ shape, scales }, { shape: divisor, scales, values }], [{ shape, scales: name === 'FLOOR_DIV' ? [1] : scales }]);
}

/** Alpha for each channel, or for each element. */
function drawPrelu(random: Random, isInteger: boolean): Graph {
  const shape = [random.integer(1, 2), random.integer(1, 5), random.integer(1, 5), random.integer(1, 9)];
  const draw = (drawn: number[]): Draft => (isInteger ? { shape: drawn, ...drawQuantized(random, drawScale(random, -7, -3)) } : { shape: drawn, dtype: 'float32' });
  const alpha = draw(random.choose([[1, 1, shape[3]], shape.slice(1)]));
  alpha.values = drawValues(random, elementCount(alpha.shape), alpha.dtype ?? 'int8');
  return oneOperator('PRELU', 1, [draw(shape), alpha], [drawOutput(random, isInteger, shape, -7, -3)]);
}

/** An int8 input of a function that grows fast is kept where TFLite does not overflow. */
const SMALL: [number, number] = [-8, -5];

/** One exponent for all, whole or not, or one for each element. */
function drawPower(random: Random): Graph {
  const shape = [random.integer(1, 2), random.integer(2, 5), random.integer(1, 9)];
  const base: Draft = { shape, dtype: 'float32' };
  const each: Draft = { shape, dtype: 'float32', values: Array.from({ length: elementCount(shape) }, () => random.integer(-3, 5) / 2) };
  const one: Draft = { shape: [], dtype: 'float32', values: random.choose([[2], [3], [7], [0.5], [-1], [2.7]]) };
  return oneOperator('POW', 1, [base, random.choose([one, one, each])], [base]);
}

const ofVersion1 = (graph: Graph): Graph => ({ ...graph, ops: graph.ops.map((op) => ({ ...op, version: 1 })) });

function drawGelu(random: Random, isInteger: boolean): Graph {
  const shape = [1, random.integer(1, 80)];
  const input: Draft = { shape, ...(isInteger ? drawQuantized(random, drawScale(random, -7, -3)) : { dtype: 'float32' }) };
  return oneOperator('GELU', isInteger ? 2 : 1, [input], [drawOutput(random, isInteger, shape, -7, -3)], { approximate: random.integer(0, 1) });
}

export const ELEMENTWISE_FAMILIES: readonly Family[] = [
  ...['DIV', 'FLOOR_DIV', 'SQUARED_DIFFERENCE'].map((name): Family => ({ name: `${name} float32`, draw: (random) => drawBinary(random, name, false) })),
  { name: 'DIV int8', draw: drawDivision },
  ...['FLOOR_DIV', 'FLOOR_MOD'].map((name): Family => ({ name: `${name} int8`, draw: (random) => drawFloorDivision(random, name), golden: 'LiteRT' })),
  { name: 'SQUARED_DIFFERENCE int8', draw: (random) => drawBinary(random, 'SQUARED_DIFFERENCE', true) },
  { name: 'PRELU float32', draw: (random) => drawPrelu(random, false) },
  { name: 'PRELU int8', draw: (random) => drawPrelu(random, true) },
  ...['NEG', 'SQUARE', 'HARD_SWISH'].map((name): Family => ({ name: `${name} float32`, draw: (random) => drawUnary(random, name, false) })),
  ...['FLOOR', 'CEIL', 'ROUND'].map((name): Family => ({ name: `${name} float32`, draw: (random) => drawUnary(random, name, false) })),
  // TensorFlow Lite Micro has neither of these two
  { name: 'RELU_N1_TO_1 float32', draw: (random) => ofVersion1(drawUnary(random, 'RELU_N1_TO_1', false)), golden: 'LiteRT' },
  { name: 'POW float32', draw: drawPower, golden: 'LiteRT', isPositive: true },
  ...['SQRT', 'RSQRT'].map((name): Family => ({ name: `${name} float32`, draw: (random) => drawUnary(random, name, false), isPositive: true })),
  { name: 'SQRT int8', draw: (random) => drawUnary(random, 'SQRT', true), golden: 'LiteRT', isPositive: true },
  { name: 'RSQRT int8', draw: (random) => drawUnary(random, 'RSQRT', true), isPositive: true },
  { name: 'HARD_SWISH int8', draw: (random) => drawUnary(random, 'HARD_SWISH', true) },
  { name: 'ELU int8', draw: (random) => drawUnary(random, 'ELU', true) },
  // TensorFlow Lite Micro has none of these on int8
  { name: 'NEG int8', draw: drawNegative, golden: 'LiteRT' },
  { name: 'RELU_N1_TO_1 int8', draw: (random) => ofVersion1(drawUnary(random, 'RELU_N1_TO_1', true)), golden: 'LiteRT' },
  { name: 'GELU int8', draw: (random) => drawGelu(random, true), golden: 'LiteRT' },
  { name: 'EXP int8', draw: (random) => drawUnary(random, 'EXP', true, undefined, SMALL), golden: 'LiteRT' },
  { name: 'LOG int8', draw: (random) => drawUnary(random, 'LOG', true), golden: 'LiteRT', isPositive: true },
];

export const CLOSE_ELEMENTWISE_FAMILIES: readonly Family[] = [
  ...['SOFTMAX', 'LOG_SOFTMAX', 'LOGISTIC', 'TANH', 'EXP', 'ELU'].map((name): Family => ({ name: `${name} float32`, draw: (random) => drawUnary(random, name, false) })),
  { name: 'LOG float32', draw: (random) => drawUnary(random, 'LOG', false), isPositive: true },
  // 1 + tanh() of what is far below 0 is a last digit, by which the value is multiplied
  { name: 'GELU float32', draw: (random) => drawGelu(random, false), golden: 'LiteRT', closeTo: 'largest' },
];
