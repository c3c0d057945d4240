import { writeFlexbufferMap } from './detection-models';
import { toBytes, type Random } from './random-drafts';
import { writeRawModel, type RawTensor } from './raw-model';

/** Sizes of TensorFlow Lite Micro's front end: of a frame, its transform and its filters. */
export interface FrontEnd {
  samples: number;
  length: number;
  channels: number;
}

export function drawFrontEnd(random: Random): FrontEnd {
  const length = random.choose([16, 32, 64, 128, 256, 512]);
  return { samples: random.choose([length, length - random.integer(1, length / 2)]), length, channels: random.integer(2, Math.min(12, length / 4)) };
}

/** From samples to logarithms of channels, each operator's result an output, in the order of the operators. */
export function writeFrontEnd({ samples, length, channels }: FrontEnd, random: Random): Uint8Array {
  const bins = length / 2 + 1;
  const widths = Array.from({ length: channels + 1 }, () => random.integer(0, 4));
  const starts = widths.map((width) => random.integer(0, bins - width));
  const weightStarts = widths.map((_, at) => widths.slice(0, at).reduce((sum, width) => sum + width, 0));
  const weights = widths.flatMap((width) => Array.from({ length: width }, () => random.integer(0, 4096)));
  const words = (values: number[]): RawTensor => ({ type: 'int16', shape: [values.length], data: toBytes(values, 'int16') });
  const drawn = (count: number, low: number, high: number): RawTensor => words(Array.from({ length: count }, () => random.integer(low, high)));
  const tensors: RawTensor[] = [];
  const add = (tensor: RawTensor): number => tensors.push(tensor) - 1;
  const computed = (type: RawTensor['type'], shape: number[]): number => add({ type, shape });
  const input = computed('int16', [samples]);
  const windowed = computed('int16', [samples]);
  const [scaled, bits] = [computed('int16', [samples]), computed('int32', [])];
  const spectrum = computed('int16', [length + 2]);
  const energies = computed('uint32', [bins]);
  const [whole, again] = [computed('int32', [bins]), computed('uint32', [bins])];
  const sums = computed('uint64', [channels]);
  const roots = computed('uint32', [channels]);
  const [subtracted, noise] = [computed('uint32', [channels]), computed('uint32', [channels])];
  const gained = computed('uint32', [channels]);
  const logarithms = computed('int16', [channels]);
  const smoothing = random.integer(100, 2000);
  const operators: [string, number[], number[], Record<string, number>][] = [
    ['Window', [input, add(drawn(samples, 0, 4096))], [windowed], { shift: random.choose([10, 12]) }],
    ['FftAutoScale', [windowed], [scaled, bits], {}],
    ['Rfft', [scaled], [spectrum], { T: 7, fft_length: length }],
    ['Energy', [spectrum], [energies], { end_index: bins, start_index: 0 }],
    // as its Python puts them around a slice
    ['CAST', [energies], [whole], {}],
    ['CAST', [whole], [again], {}],
    ['FilterBank', [again, ...[weights, weights.map((weight) => 4096 - weight), starts, weightStarts, widths].map((values) => add(words(values)))], [sums],
      { num_channels: channels }],
    ['FilterBankSquareRoot', [sums, bits], [roots], {}],
    ['FilterBankSpectralSubtraction', [roots], [subtracted, noise], {
      alternate_one_minus_smoothing: 15401, alternate_smoothing: 983, clamping: random.integer(0, 1), min_signal_remaining: random.integer(0, 2000),
      num_channels: channels, one_minus_smoothing: 16384 - smoothing, smoothing, smoothing_bits: random.choose([0, 4, 10]), spectral_subtraction_bits: 14,
    }],
    ['PCAN', [subtracted, noise, add(drawn(125, -32000, 32000))], [gained], { snr_shift: random.integer(0, 12) }],
    ['FilterBankLog', [gained], [logarithms], { input_correction_bits: random.integer(0, 4), output_scale: random.choose([64, 1600]) }],
  ];
  const outputs = operators.flatMap(([, , results]) => results);
  return writeRawModel([{
    tensors, inputs: [input], outputs,
    operators: operators.map(([name, inputs, results, options]) => (
      name === 'CAST' ? { name, inputs, outputs: results } : { name: `Signal${name}`, inputs, outputs: results, customOptions: writeFlexbufferMap(options) })),
  }]);
}

/** Samples: silence, the extremes, noise loud and soft. */
export function drawSamples({ samples }: FrontEnd, random: Random, run: number): Uint8Array {
  const largest = [0, 32767, 32767, 300, 3][run % 5];
  const draw = run % 5 === 1 ? () => random.choose([-32768, 32767, 0]) : () => random.integer(-largest, largest);
  return toBytes(Array.from({ length: samples }, draw), 'int16');
}
