import { elementCount, type Tensor } from '../ir/graph';
import { checkSameDtype, checkSameScale, firstProblem } from './checks';
import { constantIntegers } from './constants';
import type { Node, Operator } from './operator';
import { MOVABLE } from './strided-copy';

/** CONCATENATION along one axis; integer tensors must share scale and zero point. */
export const concatenation: Operator = {
  options: { axis: { slot: 0, type: 'int32' }, activation: { slot: 1, type: 'int8' } },

  infer(node) {
    const axis = readAxis(node);
    const [first] = node.inputs as Tensor[];
    return [first.shape.map((size, index) => (index === axis ? (node.inputs as Tensor[]).reduce((sum, { shape }) => sum + shape[axis], 0) : size))];
  },

  /** Of shapes: vectors behind one another. */
  fold(node) {
    const parts = node.inputs.map(constantIntegers);
    return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
  },

  check(node) {
    const [output] = node.outputs;
    const axis = readAxis(node);
    const rest = (tensor: Tensor) => tensor.shape.filter((_, index) => index !== axis).join();
    return (
      firstProblem(checkSameDtype(node, MOVABLE), node.inputs.includes(undefined) && 'a missing input') ??
      (node.inputs as Tensor[]).map((input) =>
        firstProblem(
          (axis < 0 || axis >= input.shape.length) && `axis ${node.options.axis}`,
          rest(input) !== rest(node.inputs[0]!) && 'inputs whose other axes differ',
          input.dtype !== output.dtype && 'inputs of several types',
          node.options.activation !== 0 && 'a fused activation',
        ),
      ).find(Boolean) ?? checkSameScale(node)
    );
  },

  lower(node) {
    const axis = readAxis(node);
    const inputs = node.inputs as Tensor[];
    return {
      kernel: 'concatenation',
      note: `along axis ${axis}`,
      constants: { rows: elementCount(inputs[0].shape.slice(0, axis)), row_size: elementCount(node.outputs[0].shape.slice(axis)) },
      args: [
        { tensor: node.outputs[0] },
        { table: { name: 'sizes', type: 'int32_t', values: inputs.map(({ shape }) => elementCount(shape.slice(axis))) } },
        ...inputs.map((tensor) => ({ tensor })),
      ],
    };
  },

  macs: () => 0,
  readsVariables: true,
};

function readAxis(node: Node): number {
  const axis = node.options.axis as number;
  return axis < 0 ? axis + (node.inputs[0]?.shape.length ?? 0) : axis;
}
