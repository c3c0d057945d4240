import { describeTensor, elementCount } from '../ir/graph';
import { firstProblem } from './checks';
import { constantIntegers } from './constants';
import type { Node, Operator } from './operator';

/** Bytes of scratch memory a box: its number, what its score is by now, and what it was compared with. */
const SCRATCH = 12;

/** NON_MAX_SUPPRESSION_V4: boxes, scores, how many, overlap, least score -> numbers of boxes, count. */
export const nonMaxSuppressionV4 = suppression(['int32', 'float32', 'float32'], ['int32', 'int32']);

/** NON_MAX_SUPPRESSION_V5: a further input says how overlaps lower scores, a further output what they are then. */
export const nonMaxSuppressionV5 = suppression(['int32', 'float32', 'float32', 'float32'], ['int32', 'float32', 'int32']);

function suppression(scalars: readonly string[], results: readonly string[]): Operator {
  return {
    options: {},
    infer: (node) => results.map((_, index) => (index === results.length - 1 ? [] : [constantIntegers(node.inputs[2])?.[0] ?? 0])),

    check(node) {
      const [boxes, scores, ...given] = node.inputs;
      const count = constantIntegers(given[0])?.[0];
      return firstProblem(
        (boxes?.dtype !== 'float32' || boxes.shape.length !== 2 || boxes.shape[1] !== 4) && `boxes of ${describeTensor(boxes)}`,
        (scores?.dtype !== 'float32' || scores.shape.join() !== String(boxes?.shape[0])) && `scores of ${describeTensor(scores)}`,
        scalars.some((dtype, index) => given[index]?.dtype !== dtype || elementCount(given[index].shape) !== 1) &&
          `${given.map(describeTensor).join(', ')} instead of one ${scalars.join(', one ')}`,
        results.some((dtype, index) => node.outputs[index]?.dtype !== dtype) && `outputs of types other than ${results.join(', ')}`,
        !(count !== undefined && count >= 1) && 'a number of boxes that is not a constant from 1 on',
      );
    },

    lower(node) {
      const boxes = node.inputs[0]!.shape[0];
      return {
        kernel: 'non_max_suppression',
        note: `up to ${constantIntegers(node.inputs[2])![0]} of ${boxes} boxes`,
        constants: { boxes, outputs: constantIntegers(node.inputs[2])![0] },
        args: [...node.inputs.map((tensor) => ({ tensor: tensor! })), ...node.outputs.map((tensor) => ({ tensor })), { scratchBytes: boxes * SCRATCH }],
      };
    },

    macs: (node: Node) => elementCount(node.inputs[0]!.shape),
  };
}
