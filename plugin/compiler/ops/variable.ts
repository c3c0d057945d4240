import { describeTensor, type Tensor } from '../ir/graph';
import { firstProblem } from './checks';
import type { Node, Operator } from './operator';
import { lowerStridedCopy, MOVABLE } from './strided-copy';

/** READ_VARIABLE: what a variable holds at that moment. Handles have become the variable itself: `tflite/resolve-variables.ts`. */
export const readVariable: Operator = {
  options: {},
  infer: (node) => [node.inputs[0]!.shape],
  check: ({ inputs: [variable], outputs: [value] }) => checkSame(variable, value),
  lower: (node) => lowerCopy(node, node.inputs[0]!, node.outputs[0], 'What was kept'),
  macs: () => 0,
  state: [0],
};

/** ASSIGN_VARIABLE: what a variable holds from now on. */
export const assignVariable: Operator = {
  options: {},
  infer: () => [],
  check: ({ inputs: [variable, value] }) => firstProblem(!value && 'no value', checkSame(variable, value)),
  lower: (node) => lowerCopy(node, node.inputs[1]!, node.inputs[0]!, 'Kept from now on'),
  macs: () => 0,
  state: [0],
  hasNoOutput: true,
};

function checkSame(variable: Tensor | undefined, value: Tensor | undefined): string | undefined {
  const describe = (tensor: Tensor | undefined): string => {
    const { scales, zeroPoints } = tensor?.quantization ?? { scales: [], zeroPoints: [] };
    return `${describeTensor(tensor)} of scale ${scales.join()} and zero point ${zeroPoints.join()}`;
  };
  return firstProblem(
    !MOVABLE.includes(variable!.dtype) && `a variable of type ${variable!.dtype}`,
    describe(variable) !== describe(value) && `a variable that is ${describe(variable)} here and ${describe(value)} there`,
  );
}

function lowerCopy(node: Node, from: Tensor, to: Tensor, note: string): ReturnType<typeof lowerStridedCopy> {
  const steps = from.shape.map((_, axis) => from.shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  return { ...lowerStridedCopy(node, { first: 0, sizes: from.shape, steps }, note), args: [{ tensor: from }, { tensor: to }] };
}
