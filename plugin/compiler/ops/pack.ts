import { elementCount, type Tensor } from '../ir/graph';
import { checkSameDtype, checkSameScale, firstProblem } from './checks';
import { constantIntegers } from './constants';
import type { Node, Operator } from './operator';
import { MOVABLE } from './strided-copy';

/** PACK: tensors of one shape behind one another along a new axis. */
export const pack: Operator = {
  options: { valuesCount: { slot: 0, type: 'int32' }, axis: { slot: 1, type: 'int32' } },

  infer(node) {
    const { shape } = node.inputs[0]!;
    const axis = readAxis(node);
    return [[...shape.slice(0, axis), node.inputs.length, ...shape.slice(axis)]];
  },

  fold(node) {
    const values = node.inputs.map(constantIntegers);
    return values.every((value) => value?.length === 1) ? values.flat() as number[] : undefined;
  },

  check(node) {
    const [first] = node.inputs;
    return (
      firstProblem(checkSameDtype(node, MOVABLE), node.inputs.includes(undefined) && 'a missing input') ??
      firstProblem(
        (readAxis(node) < 0 || readAxis(node) > first!.shape.length) && `axis ${node.options.axis}`,
        node.inputs.some((input) => input!.dtype !== first!.dtype || input!.shape.join() !== first!.shape.join()) &&
          'inputs of several shapes or types',
        checkSameScale(node),
      )
    );
  },

  lower(node) {
    const inputs = node.inputs as Tensor[];
    const axis = readAxis(node);
    const size = elementCount(inputs[0].shape.slice(axis));
    return {
      kernel: 'concatenation',
      note: `along a new axis ${axis}`,
      constants: { rows: elementCount(inputs[0].shape.slice(0, axis)), row_size: size * inputs.length },
      args: [
        { tensor: node.outputs[0] },
        { table: { name: 'sizes', type: 'int32_t', values: inputs.map(() => size) } },
        ...inputs.map((tensor) => ({ tensor })),
      ],
    };
  },

  macs: () => 0,
};

function readAxis(node: Node): number {
  const axis = node.options.axis as number;
  return axis < 0 ? axis + (node.inputs[0]?.shape.length ?? 0) + 1 : axis;
}
