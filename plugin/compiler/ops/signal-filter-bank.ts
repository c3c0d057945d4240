import { elementCount } from '../ir/graph';
import { firstProblem } from './checks';
import { constantValues } from './constants';
import { logOf } from './double-arithmetic';
import type { ConstTable, Node } from './operator';
import { checkShift, signalOperator } from './signal-spectrum';

/** Segments of a logarithm's table. */
const SEGMENTS = 128;
const UNIT = 2 ** 16;
/** Three numbers of each power of two, and those of 0, 1 and 2. */
const GAINS = 125;

/** SignalFilterBank: sums of weighted energies. */
export const signalFilterBank = signalOperator({
  options: { channels: { key: 'num_channels' } },
  inputs: ['uint32', 'int16', 'int16', 'int16', 'int16', 'int16'],
  outputs: ['uint64'],
  infer: ({ options }) => [[options.channels as number]],
  check: checkFilters,
  lower: ({ inputs, outputs: [output], options }) => ({
    kernel: 'signal_filter_bank_u32',
    note: `${options.channels as number} channels`,
    constants: { channels: options.channels as number },
    args: [...inputs.map((tensor) => ({ tensor: tensor! })), { tensor: output }],
  }),
});

/** SignalFilterBankSquareRoot: less the bits that SignalFftAutoScale shifted by. */
export const signalFilterBankSquareRoot = signalOperator({
  inputs: ['uint64', 'int32'],
  outputs: ['uint32'],
  infer: ({ inputs: [input] }) => [input!.shape],
  lower: ({ inputs: [input, bits], outputs: [output] }) => ({
    kernel: 'signal_filter_bank_square_root_u64',
    constants: { elements: elementCount(input!.shape) },
    args: [{ tensor: input! }, { tensor: bits! }, { tensor: output }],
  }),
});

/** SignalFilterBankSpectralSubtraction: the estimate of noise is kept in a tensor that `tflite/add-noise-states.ts` adds. */
export const signalSpectralSubtraction = signalOperator({
  options: {
    smoothing: { key: 'smoothing' },
    one_minus_smoothing: { key: 'one_minus_smoothing' },
    alternate_smoothing: { key: 'alternate_smoothing' },
    alternate_one_minus_smoothing: { key: 'alternate_one_minus_smoothing' },
    min_signal_remaining: { key: 'min_signal_remaining' },
    smoothing_bits: { key: 'smoothing_bits' },
    spectral_subtraction_bits: { key: 'spectral_subtraction_bits' },
    clamping: { key: 'clamping' },
    channels: { key: 'num_channels' },
  },
  inputs: ['uint32', 'uint32'],
  outputs: ['uint32', 'uint32'],
  infer: ({ options }) => [[options.channels as number], [options.channels as number]],
  check: ({ inputs: [input], options }) =>
    firstProblem(
      elementCount(input!.shape) !== options.channels && `${elementCount(input!.shape)} values for ${options.channels as number} channels`,
      checkShift('smoothing', options.smoothing_bits as number, 31),
      checkShift('subtraction', options.spectral_subtraction_bits as number, 63),
    ),
  lower: ({ inputs: [input, kept], outputs: [output, noise], options }) => ({
    kernel: 'signal_spectral_subtraction_u32',
    constants: options as Record<string, number>,
    args: [{ tensor: input! }, { tensor: kept! }, { tensor: output }, { tensor: noise }],
  }),
  state: [1],
});

/** SignalPCAN: automatic gain. */
export const signalPcan = signalOperator({
  options: { shift: { key: 'snr_shift' } },
  inputs: ['uint32', 'uint32', 'int16'],
  outputs: ['uint32'],
  infer: ({ inputs: [input] }) => [input!.shape],
  check: ({ inputs: [input, noise, table], options }) =>
    firstProblem(
      elementCount(noise!.shape) !== elementCount(input!.shape) && `${elementCount(noise!.shape)} levels of noise for ${elementCount(input!.shape)} values`,
      elementCount(table!.shape) < GAINS && `a table of ${elementCount(table!.shape)} gains instead of ${GAINS}`,
      checkShift('ratios', options.shift as number, 63),
    ),
  lower: ({ inputs: [input, noise, table], outputs: [output], options }) => ({
    kernel: 'signal_pcan_u32',
    constants: { elements: elementCount(input!.shape), snr_shift: options.shift as number },
    args: [{ tensor: input! }, { tensor: noise! }, { tensor: table! }, { tensor: output }],
  }),
  inPlace: [0],
});

/** SignalFilterBankLog: logarithms. */
export const signalFilterBankLog = signalOperator({
  options: { bits: { key: 'input_correction_bits' }, scale: { key: 'output_scale' } },
  inputs: ['uint32'],
  outputs: ['int16'],
  infer: ({ inputs: [input] }) => [input!.shape],
  check: ({ options }) => checkShift('correction', options.bits as number, 31),
  lower: ({ inputs: [input], outputs: [output], options }) => ({
    kernel: 'signal_filter_bank_log_u32',
    constants: { elements: elementCount(input!.shape), correction_bits: options.bits as number, output_scale: options.scale as number },
    args: [{ tensor: input! }, { table: logarithms() }, { tensor: output }],
  }),
});

/** Where each channel reads is known beforehand, inside the energies and the weights. */
function checkFilters({ inputs, options }: Node): string | undefined {
  const [energies, weights, unweights, ...places] = inputs.map((tensor) => tensor!);
  const channels = options.channels as number;
  if (!places.every(({ data, shape }) => data && elementCount(shape) === channels + 1)) return `places that are not ${channels + 1} constants`;
  const [starts, weightStarts, widths] = places.map((tensor) => Array.from(constantValues(tensor)));
  const most = Math.min(elementCount(weights.shape), elementCount(unweights.shape));
  const fits = (start: number, width: number, size: number): boolean => start >= 0 && start + width <= size;
  const bad = widths.findIndex((width, at) => width > 0 && !(fits(starts[at], width, elementCount(energies.shape)) && fits(weightStarts[at], width, most)));
  return bad < 0 ? undefined : `channel ${bad} of ${widths[bad]} energies from ${starts[bad]}, weights from ${weightStarts[bad]} on, which are not there`;
}

/** 65536 (log2(1 + i / 128) - i / 128), the nearest integers. */
function logarithms(): ConstTable {
  const binary = (value: number): number => logOf(value) / logOf(2);
  const values = Int16Array.from({ length: SEGMENTS + 1 }, (_, at) => Math.round(UNIT * (binary(1 + at / SEGMENTS) - at / SEGMENTS)));
  return { name: 'logarithms', type: 'int16_t', values };
}
