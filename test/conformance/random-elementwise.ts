import type { Graph } from '../../plugin/compiler/ir/graph';
import { drawOutput, drawQuantized, drawScale, oneOperator, type Draft, type Family, type Random } from './random-drafts';

/** An operator of one input. `scales`: log2 of the lowest and highest scale of an int8 input. */
export function drawUnary(random: Random, name: string, isInteger: boolean, output?: Draft, scales: [number, number] = [-7, -2]): Graph {
  const shape = [1, random.integer(1, 80)];
  const input: Draft = isInteger ? { shape, ...drawQuantized(random, drawScale(random, ...scales)) } : { shape, dtype: 'float32' };
  return oneOperator(name, 2, [input], [output ? { ...output, shape } : drawOutput(random, isInteger, shape, -7, -3)], { beta: 1, alpha: random.choose([0.01, 0.2, 1.5]) });
}

/** An int8 input of a function that grows fast is kept where TFLite does not overflow. */
const SMALL: [number, number] = [-8, -5];

export const ELEMENTWISE_FAMILIES: readonly Family[] = [
  ...['NEG', 'SQUARE', 'HARD_SWISH'].map((name): Family => ({ name: `${name} float32`, draw: (random) => drawUnary(random, name, false) })),
  ...['SQRT', 'RSQRT'].map((name): Family => ({ name: `${name} float32`, draw: (random) => drawUnary(random, name, false), isPositive: true })),
  { name: 'RSQRT int8', draw: (random) => drawUnary(random, 'RSQRT', true), isPositive: true },
  { name: 'HARD_SWISH int8', draw: (random) => drawUnary(random, 'HARD_SWISH', true) },
  { name: 'ELU int8', draw: (random) => drawUnary(random, 'ELU', true) },
  // TensorFlow Lite Micro has neither on int8
  { name: 'EXP int8', draw: (random) => drawUnary(random, 'EXP', true, undefined, SMALL), golden: 'LiteRT' },
  { name: 'LOG int8', draw: (random) => drawUnary(random, 'LOG', true), golden: 'LiteRT', isPositive: true },
];

export const CLOSE_ELEMENTWISE_FAMILIES: readonly Family[] = [
  ...['SOFTMAX', 'LOG_SOFTMAX', 'LOGISTIC', 'TANH', 'EXP', 'ELU'].map((name): Family => ({ name: `${name} float32`, draw: (random) => drawUnary(random, name, false) })),
  { name: 'LOG float32', draw: (random) => drawUnary(random, 'LOG', false), isPositive: true },
];
