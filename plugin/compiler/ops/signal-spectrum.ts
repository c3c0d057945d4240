import { elementCount, type Dtype } from '../ir/graph';
import { firstProblem } from './checks';
import { sineOfTurn } from './double-arithmetic';
import type { ConstTable, CustomOptionFields, Lowering, Node, Operator } from './operator';

/** TensorFlow Lite Micro's names of its operators on sound. */
export const signalName = (name: string): string => `CUSTOM Signal${name}`;

const Q15 = 32767;
/** The longest transform whose table lies in 128 kB. */
const LONGEST = 2 ** 15;
/** The schema's code of the type that SignalRfft transforms. */
const INT16 = 7;

/** What one of these operators is; `check` is asked once types are right. */
interface SignalOperator {
  options?: CustomOptionFields;
  inputs: Dtype[];
  outputs: Dtype[];
  infer(node: Node): number[][];
  check?(node: Node): string | undefined;
  lower(node: Node): Lowering;
  inPlace?: number[];
  state?: number[];
}

/** An operator on tensors of fixed types. */
export function signalOperator({ options = {}, inputs, outputs, infer, check, lower, inPlace, state }: SignalOperator): Operator {
  return {
    options: {},
    customOptions: options,
    infer,
    check(node) {
      const found = [node.inputs, node.outputs].map((tensors) => tensors.map((tensor) => tensor?.dtype ?? 'none').join(', '));
      const wanted = [inputs, outputs].map((types) => types.join(', '));
      return firstProblem(
        found.join(' -> ') !== wanted.join(' -> ') && `tensors ${found.join(' -> ')} instead of ${wanted.join(' -> ')}`,
        node.inputs.some((tensor) => tensor?.data && ['uint32', 'uint64'].includes(tensor.dtype)) && 'energies that are constant',
      ) ?? check?.(node);
    },
    lower,
    macs: () => 0,
    ...(inPlace ? { inPlace } : {}),
    ...(state ? { state } : {}),
  };
}

/** SignalWindow: values times weights. */
export const signalWindow = signalOperator({
  options: { shift: { key: 'shift' } },
  inputs: ['int16', 'int16'],
  outputs: ['int16'],
  infer: ({ inputs: [input] }) => [input!.shape],
  check: ({ inputs: [input, weights], options }) =>
    firstProblem(
      elementCount(input!.shape) % elementCount(weights!.shape) !== 0 && `${elementCount(weights!.shape)} weights for ${elementCount(input!.shape)} values`,
      checkShift('shift', options.shift as number, 31),
    ),
  lower: ({ inputs: [input, weights], outputs: [output], options }) => ({
    kernel: 'signal_window_s16',
    constants: { elements: elementCount(input!.shape), window_length: elementCount(weights!.shape), shift: options.shift as number },
    args: [{ tensor: input! }, { tensor: weights! }, { tensor: output }],
  }),
  inPlace: [0],
});

/** SignalFftAutoScale: values shifted up, and by how many bits. */
export const signalFftAutoScale = signalOperator({
  inputs: ['int16'],
  outputs: ['int16', 'int32'],
  infer: ({ inputs: [input] }) => [input!.shape, []],
  lower: ({ inputs: [input], outputs: [output, bits] }) => ({
    kernel: 'signal_fft_auto_scale_s16',
    constants: { elements: elementCount(input!.shape) },
    args: [{ tensor: input! }, { tensor: output }, { tensor: bits }],
  }),
  inPlace: [0],
});

/** SignalRfft on int16: complex numbers as pairs. */
export const signalRfft = signalOperator({
  options: { type: { key: 'T' }, length: { key: 'fft_length' } },
  inputs: ['int16'],
  outputs: ['int16'],
  infer: ({ inputs: [input], options }) => [[...input!.shape.slice(0, -1), (options.length as number) + 2]],
  check({ inputs: [input], options }) {
    const length = options.length as number;
    return firstProblem(
      options.type !== INT16 && `a transform of the type code ${options.type as number}; the kernel takes int16`,
      !(length >= 4 && length <= LONGEST && (length & (length - 1)) === 0) && `a transform of ${length} values instead of a power of two from 4 to ${LONGEST}`,
      input!.shape.at(-1)! > length && `frames of ${input!.shape.at(-1)!} values for a transform of ${length}`,
    );
  },
  lower({ inputs: [input], outputs: [output], options }) {
    const length = options.length as number;
    const input_length = input!.shape.at(-1)!;
    return {
      kernel: 'signal_rfft_s16',
      note: `${length} values`,
      constants: { frames: elementCount(input!.shape) / input_length, input_length, length, is_odd_power: Math.clz32(length / 2) % 2 === 0 ? 1 : 0 },
      args: [{ tensor: input! }, { table: twiddles(length) }, { tensor: output }, { scratchBytes: 2 * length }],
    };
  },
});

/** SignalEnergy: squared magnitudes of the bins between two. */
export const signalEnergy = signalOperator({
  options: { first: { key: 'start_index' }, end: { key: 'end_index' } },
  inputs: ['int16'],
  outputs: ['uint32'],
  infer: ({ inputs: [input] }) => [[Math.floor(elementCount(input!.shape) / 2)]],
  lower: ({ inputs: [input], outputs: [output], options }) => ({
    kernel: 'signal_energy_s16',
    constants: { elements: elementCount(output.shape), first: options.first as number, end: options.end as number },
    args: [{ tensor: input! }, { tensor: output }],
  }),
});

/** A shift that its type bears, or what is wrong with it. */
export function checkShift(name: string, shift: number, most: number): string | undefined {
  return Number.isInteger(shift) && shift >= 0 && shift <= most ? undefined : `${name} of ${shift} bits`;
}

/** Of the stages exp(-4 pi i k / length), then of the pairs -sin and -cos of 2 pi (k + 1) / length; kiss_fft rounds halves up. */
function twiddles(length: number): ConstTable {
  const round = (value: number): number => Math.floor(0.5 + Q15 * value);
  const sine = (at: number): number => {
    const [quarter, rest] = [Math.floor((4 * at) / length) % 4, at % (length / 4)];
    const size = sineOfTurn(quarter % 2 === 0 ? rest : length / 4 - rest, length);
    return quarter < 2 ? size : -size;
  };
  const cosine = (at: number): number => sine(at + length / 4);
  const stages = Array.from({ length: length / 2 }, (_, k) => [cosine(2 * k), -sine(2 * k)]);
  const pairs = Array.from({ length: length / 4 }, (_, k) => [-sine(k + 1), -cosine(k + 1)]);
  return { name: 'twiddles', type: 'int16_t', values: Int16Array.from([...stages, ...pairs].flat(), round) };
}
