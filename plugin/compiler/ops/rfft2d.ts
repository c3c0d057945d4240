import { elementCount } from '../ir/graph';
import { firstProblem } from './checks';
import { constantIntegers } from './constants';
import { sineOfTurn } from './double-arithmetic';
import type { ConstTable, Node, Operator } from './operator';

/** Of a side, and of a table that has a quarter of it. */
const LONGEST = 2 ** 16;
const COMPLEX_BYTES = 8;

/** RFFT2D: the last two axes' Fourier transform, cut or filled with zeros to the sizes that input 1 names; of the last axis the half that says all. */
export const rfft2d: Operator = {
  options: {},

  infer(node) {
    const { rows, length } = readTransform(node);
    return [[...node.inputs[0]!.shape.slice(0, -2), rows, length / 2 + 1]];
  },

  check(node) {
    const [input, lengths] = node.inputs;
    const sizes = constantIntegers(lengths);
    return firstProblem(
      input!.dtype !== 'float32' && `input of type ${input!.dtype}; the kernel takes float32`,
      node.outputs[0].dtype !== 'complex64' && `an output of type ${node.outputs[0].dtype} instead of complex64`,
      input!.shape.length < 2 && `input of rank ${input!.shape.length}; the transform goes along two axes`,
      sizes?.length !== 2 && 'sizes of the transform that are not two constants',
    ) ?? firstProblem(
      !sizes!.every(isPowerOfTwo) && `a transform of ${sizes!.join('x')} values; both are powers of two of at most ${LONGEST}`,
      sizes![1] < 2 && 'a transform of single values',
    );
  },

  lower(node) {
    const { slices, rows, length, input_rows, input_length } = readTransform(node);
    const wave_length = Math.max(4, rows, length);
    return {
      kernel: 'rfft2d_f32',
      note: `${slices * rows} transforms of ${length} values${rows > 1 ? `, then columns of ${rows}` : ''}`,
      constants: { slices, rows, length, input_rows, input_length, wave_length },
      args: [
        { tensor: node.inputs[0]! }, { table: quarterWave(wave_length) }, { tensor: node.outputs[0] },
        ...(rows > 1 ? [{ scratchBytes: rows * COMPLEX_BYTES }] : []),
      ],
    };
  },

  macs: () => 0,
};

function isPowerOfTwo(size: number): boolean {
  return size >= 1 && size <= LONGEST && (size & (size - 1)) === 0;
}

function readTransform({ inputs: [input, lengths] }: Node): Record<'slices' | 'rows' | 'length' | 'input_rows' | 'input_length', number> {
  const [rows, length] = constantIntegers(lengths)!;
  const [input_rows, input_length] = input!.shape.slice(-2);
  return { slices: elementCount(input!.shape.slice(0, -2)), rows, length, input_rows, input_length };
}

/** A quarter of a sine, its last value included. */
function quarterWave(length: number): ConstTable {
  return { name: 'quarter', type: 'float', values: Float32Array.from({ length: length / 4 + 1 }, (_, at) => sineOfTurn(at, length)) };
}
