import { elementCount, type Graph } from '../../plugin/compiler/ir/graph';
import { drawImage, drawOutput, drawQuantized, drawScale, drawValues, integers, oneOperator, type Draft, type Family, type Random } from './random-drafts';

const SUFFIXES: readonly [boolean, string][] = [[true, 'int8'], [false, 'float32']];

/** An operator that reduces axes; REDUCE_MAX and REDUCE_MIN choose among values of one scale. */
function drawReduction(random: Random, name: string, isInteger: boolean): Graph {
  const input = drawImage(random, isInteger, random.integer(1, 9), 1);
  const axes = random.choose([[1, 2], [1], [2], [3], [1, 2, 3], [0]]);
  const keepDims = random.integer(0, 1);
  const shape = input.shape.flatMap((size, axis) => (!axes.includes(axis) ? [size] : keepDims ? [1] : []));
  const [low, high] = name === 'SUM' ? [-4, 0] : [-7, -3];
  const output = name.startsWith('REDUCE') ? { ...input, shape } : drawOutput(random, isInteger, shape, low, high);
  return oneOperator(name, 2, [input, integers(axes)], [output], { keepDims });
}

function drawArgExtremum(random: Random, name: string, isInteger: boolean): Graph {
  const input = drawImage(random, isInteger, random.integer(1, 9), 1);
  const axis = random.integer(0, 3);
  const shape = input.shape.filter((_, index) => index !== axis);
  return oneOperator(name, 2, [input, { ...integers([random.choose([axis, axis - 4])]), shape: [] }], [{ shape, dtype: 'int32' }], { outputType: 2 });
}

function drawL2(random: Random, isInteger: boolean): Graph {
  const input = drawImage(random, isInteger, random.integer(1, 40), 1);
  const output = isInteger ? { ...input, scales: [1 / 128], zeroPoint: 0 } : input;
  return oneOperator('L2_NORMALIZATION', 2, [input], [output], { activation: 0 });
}

/** Matrices of rank 2 to 4; the second one is a constant now and then. */
function drawMatmul(random: Random, isInteger: boolean): Graph {
  const [rows, depth, columns, batches] = [random.integer(1, 5), random.integer(1, 9), random.integer(1, 5), random.integer(1, 3)];
  const [adjX, adjY] = [random.integer(0, 1), random.integer(0, 1)];
  const [batchesA, batchesB, out] = random.choose([
    [[], [], []], [[batches], [batches], [batches]], [[2, batches], [1, batches], [2, batches]], [[batches], [1], [batches]],
  ]);
  const draw = (shape: number[]): Draft => (isInteger ? { shape, ...drawQuantized(random, drawScale(random, -7, -3)) } : { shape, dtype: 'float32' });
  const a = draw([...batchesA, ...(adjX ? [depth, rows] : [rows, depth])]);
  const b = draw([...batchesB, ...(adjY ? [columns, depth] : [depth, columns])]);
  if (random.uniform() < 0.3) b.values = drawValues(random, elementCount(b.shape), b.dtype ?? 'int8');
  return oneOperator('BATCH_MATMUL', 2, [a, b], [drawOutput(random, isInteger, [...out, rows, columns], -6, -2)], { adjX, adjY });
}

export const REDUCTION_FAMILIES: readonly Family[] = SUFFIXES.flatMap(([isInteger, suffix]) => [
  ...['MEAN', 'SUM', 'REDUCE_MAX', 'REDUCE_MIN'].map((name): Family => ({ name: `${name} ${suffix}`, draw: (random) => drawReduction(random, name, isInteger) })),
  ...['ARG_MAX', 'ARG_MIN'].map((name): Family => ({ name: `${name} ${suffix}`, draw: (random) => drawArgExtremum(random, name, isInteger) })),
  { name: `BATCH_MATMUL ${suffix}`, draw: (random) => drawMatmul(random, isInteger) },
  { name: `L2_NORMALIZATION ${suffix}`, draw: (random) => drawL2(random, isInteger) },
]);
