import { type Graph } from '../../plugin/compiler/ir/graph';
import { drawOutput, drawQuantized, drawScale, integers, oneOperator, type Draft, type Family, type Random } from './random-drafts';

/** Shapes of two operands and of what they give: five axes that kernels of four take, and a column against a row. */
const BROADCASTS: readonly [number[], number[], number[]][] = [
  [[2, 3, 2, 3, 5], [3, 1, 1, 5], [2, 3, 2, 3, 5]], [[1, 3, 4, 2, 5], [1, 3, 4, 1, 1], [1, 3, 4, 2, 5]],
  [[1, 2, 1, 3, 2, 4], [2, 3, 1, 1, 4], [1, 2, 3, 3, 2, 4]], [[1, 6, 1], [1, 1, 6], [1, 6, 6]], [[4, 1], [4], [4, 4]],
];

function drawOperand(random: Random, isInteger: boolean, shape: number[]): Draft {
  return isInteger ? { shape, ...drawQuantized(random, drawScale(random, -7, -3)) } : { shape, dtype: 'float32' };
}

function drawBroadcast(random: Random, name: string, isInteger: boolean): Graph {
  const [a, b, shape] = random.choose(BROADCASTS);
  const inputs = [a, b].map((operand) => drawOperand(random, isInteger, operand));
  const output = name === 'GREATER' ? { shape, dtype: 'bool' as const } : drawOutput(random, isInteger, shape, -7, -3);
  return oneOperator(name, isInteger ? 2 : 1, inputs, [output], name === 'GREATER' ? {} : { activation: 0 });
}

function drawReduction(random: Random, name: string, isInteger: boolean): Graph {
  const input = drawOperand(random, isInteger, [random.integer(1, 2), random.integer(1, 4), random.integer(2, 4), 2, random.integer(1, 5)]);
  const axes = random.choose([[1, 2, 4], [1, 2], [4], [2, 3], [0, 4]]);
  const keepDims = random.integer(0, 1);
  const shape = input.shape.flatMap((size, axis) => (!axes.includes(axis) ? [size] : keepDims ? [1] : []));
  return oneOperator(name, 2, [input, integers(axes)], [name === 'REDUCE_MAX' ? { ...input, shape } : drawOutput(random, isInteger, shape, -7, -3)], { keepDims });
}

function drawProducts(random: Random, isInteger: boolean): Graph {
  const [a, b, batches] = random.choose([[[1, 2, 3], [1, 2, 3], [1, 2, 3]], [[2, 3, 2], [1, 1, 1], [2, 3, 2]], [[2, 2, 3], [3], [2, 2, 3]]]);
  const inputs = [drawOperand(random, isInteger, [...a, 2, 5]), drawOperand(random, isInteger, [...b, 5, 3])];
  return oneOperator('BATCH_MATMUL', 2, inputs, [drawOutput(random, isInteger, [...batches, 2, 3], -6, -2)], { adjX: 0, adjY: 0 });
}

/** A pixel shuffle of channels that come first, and the order of six axes turned round. */
function drawTransposition(random: Random, isInteger: boolean): Graph {
  const order = random.choose([[0, 1, 4, 2, 5, 3], [5, 4, 3, 2, 1, 0]]);
  const input = drawOperand(random, isInteger, order.map(() => random.integer(2, 3)));
  return oneOperator('TRANSPOSE', 2, [input, integers(order)], [{ ...input, shape: order.map((axis) => input.shape[axis]) }]);
}

/** Operators on more axes than their kernels have. */
export const RANK_FAMILIES: readonly Family[] = [true, false].flatMap((isInteger) => {
  const suffix = isInteger ? 'int8' : 'float32';
  return [
    ...['ADD', 'MUL', 'SUB', 'GREATER'].map((name): Family => ({ name: `${name} of many axes, ${suffix}`, draw: (random) => drawBroadcast(random, name, isInteger) })),
    ...['MEAN', 'REDUCE_MAX'].map((name): Family => ({ name: `${name} of five axes, ${suffix}`, draw: (random) => drawReduction(random, name, isInteger) })),
    { name: `BATCH_MATMUL of five axes, ${suffix}`, draw: (random) => drawProducts(random, isInteger) },
    // TensorFlow Lite Micro has five axes
    { name: `TRANSPOSE of six axes, ${suffix}`, draw: (random) => drawTransposition(random, isInteger), golden: 'LiteRT' as const },
  ];
});
