import { elementCount } from '../ir/graph';
import { firstProblem } from './checks';
import { constantIntegers } from './constants';
import type { Node, Operator } from './operator';
import { MOVABLE } from './strided-copy';

/** ONE_HOT: along a new axis the value `on`, input 2, at the place that an index names, and `off`, input 3, elsewhere. */
export const oneHot: Operator = {
  options: { axis: { slot: 0, type: 'int32' } },

  infer(node) {
    const { shape, axis, depth } = readOneHot(node);
    return [[...shape.slice(0, axis), depth ?? 0, ...shape.slice(axis)]];
  },

  check(node) {
    const [indices, , on, off] = node.inputs;
    const { shape, axis, depth } = readOneHot(node);
    const { dtype } = node.outputs[0];
    return firstProblem(
      indices!.dtype !== 'int32' && `indices of type ${indices!.dtype} instead of int32`,
      !(depth !== undefined && depth >= 1) && 'a depth that is not a constant from 1 on',
      !(axis >= 0 && axis <= shape.length) && `axis ${node.options.axis}`,
      (on?.dtype !== dtype || off?.dtype !== dtype || !MOVABLE.includes(dtype)) && `${on?.dtype} and ${off?.dtype} for ${dtype}`,
    );
  },

  lower(node) {
    const { shape, axis, depth } = readOneHot(node);
    return {
      kernel: 'one_hot',
      note: `along axis ${axis}`,
      constants: { outer: elementCount(shape.slice(0, axis)), depth: depth!, inner: elementCount(shape.slice(axis)) },
      args: [...[0, 2, 3].map((place) => ({ tensor: node.inputs[place]! })), { tensor: node.outputs[0] }],
    };
  },

  macs: () => 0,
};

/** Axis -1 is the last one of the output. */
function readOneHot({ inputs: [indices, depth], options }: Node): { shape: number[]; axis: number; depth: number | undefined } {
  const axis = (options.axis as number | undefined) ?? 0;
  const { shape } = indices!;
  return { shape, axis: axis < 0 ? axis + shape.length + 1 : axis, depth: constantIntegers(depth)?.[0] };
}
