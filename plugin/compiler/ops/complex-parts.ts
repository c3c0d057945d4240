import { elementCount } from '../ir/graph';
import { firstProblem } from './checks';
import type { Lowering, Node, Operator } from './operator';
import { lowerStridedCopy } from './strided-copy';

/** COMPLEX_ABS: sqrt(re^2 + im^2). */
export const complexAbs = part((node) => ({
  kernel: 'complex_abs_f32',
  constants: { elements: elementCount(node.outputs[0].shape) },
  args: [{ tensor: node.inputs[0]! }, { tensor: node.outputs[0] }],
}));

/** REAL: every other float32. */
export const real = part((node) => copyPart(node, 0));

/** IMAG: those between. */
export const imag = part((node) => copyPart(node, 1));

function copyPart(node: Node, first: number): Lowering {
  return lowerStridedCopy(node, { first, sizes: [elementCount(node.outputs[0].shape)], steps: [2] }, first === 0 ? 'real parts' : 'imaginary parts');
}

/** An operator from complex64 to float32, element by element. */
function part(lower: (node: Node) => Lowering): Operator {
  return {
    options: {},
    infer: (node) => [node.inputs[0]!.shape],
    check: ({ inputs: [input], outputs: [output] }) =>
      firstProblem(
        input!.dtype !== 'complex64' && `input of type ${input!.dtype} instead of complex64`,
        output.dtype !== 'float32' && `an output of type ${output.dtype} instead of float32`,
        input!.data && 'complex numbers that are constant',
      ),
    // each element is read before the output, half as large, reaches it
    lower: (node) => ({ ...lower(node), writeDistance: 0 }),
    macs: () => 0,
  };
}
