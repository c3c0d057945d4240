import { elementCount, type Dtype } from '../ir/graph';
import { checkSameDtype, checkSameScale, firstProblem } from './checks';
import { constantIntegers } from './constants';
import type { Node, Operator } from './operator';

const COMPARABLE: readonly Dtype[] = ['int8', 'int16', 'int32', 'float32'];

/** TOPK_V2: of each row of the last axis the largest, and where they stand. */
export const topkV2: Operator = {
  options: {},

  infer(node) {
    const shape = [...node.inputs[0]!.shape.slice(0, -1), countOf(node) ?? 0];
    return [shape, shape];
  },

  check(node) {
    const [input] = node.inputs;
    const count = countOf(node);
    return firstProblem(
      checkSameDtype(node, COMPARABLE),
      count === undefined && 'a number of values that is not constant',
      input!.shape.length === 0 && 'a scalar',
      node.outputs[1]?.dtype !== 'int32' && `places of type ${node.outputs[1]?.dtype} instead of int32`,
    ) ?? firstProblem(
      (count! < 1 || count! > input!.shape.at(-1)!) && `the ${count} largest of ${input!.shape.at(-1)}`,
      checkSameScale(node, [0]),
    );
  },

  lower(node) {
    const { shape } = node.inputs[0]!;
    const size = shape.at(-1)!;
    return {
      kernel: 'topk_v2',
      note: `the ${countOf(node)} largest of ${size}`,
      constants: { rows: elementCount(shape) / size, size, count: countOf(node)! },
      args: [{ tensor: node.inputs[0]! }, { tensor: node.outputs[0] }, { tensor: node.outputs[1] }],
    };
  },

  macs: (node) => elementCount(node.inputs[0]!.shape),
};

function countOf({ inputs: [, count] }: Node): number | undefined {
  return constantIntegers(count)?.[0];
}
