import { elementCount, type Graph, type Tensor } from '../../plugin/compiler/ir/graph';
import { toTensor, integers, type Draft, type Family, type Random } from './random-drafts';

/** What a model does with complex numbers: no model gives them away. */
type Part = 'COMPLEX_ABS' | 'REAL' | 'IMAG';

/** RFFT2D, a view of its result now and then, and parts of it: inputs shorter and longer than the transform, of one row or several. */
function drawSpectrum(random: Random, parts: readonly Part[]): Graph {
  const rows = random.choose([1, 1, 2, 8]);
  const length = random.choose([2, 4, 8, 64, 256, 512]);
  const leading = random.choose([[], [3], [1, 4]]);
  const row = random.choose([length, Math.max(1, length - random.integer(1, 100)), length + 3]);
  const input: Draft = { shape: [...leading, Math.max(1, rows + random.integer(-1, 1)), row], dtype: 'float32' };
  const shape = [...leading, rows, length / 2 + 1];
  const flat = random.choose([shape, [elementCount(shape)]]);
  const tensors: Tensor[] = [];
  const add = (draft: Draft): number => tensors.push(toTensor(draft, tensors.length)) - 1;
  const [source, lengths, spectrum] = [input, integers([rows, length]), { shape, dtype: 'complex64' as const }].map(add);
  const [sizes, view] = [integers(flat), { shape: flat, dtype: 'complex64' as const }].map(add);
  const outputs = parts.map(() => add({ shape: flat, dtype: 'float32' }));
  const op = (index: number, name: string, inputs: number[], output: number) => ({ index, name, version: 1, inputs, outputs: [output], options: {} });
  const ops = [
    op(0, 'RFFT2D', [source, lengths], spectrum), op(1, 'RESHAPE', [spectrum, sizes], view),
    ...parts.map((part, at) => op(2 + at, part, [view], outputs[at])),
  ];
  return { tensors, inputs: [source], outputs, ops };
}

/** LiteRT transforms in double; TensorFlow Lite Micro has none of these. */
export const SPECTRUM_FAMILIES: readonly Family[] = [
  { name: 'RFFT2D float32', draw: (random) => drawSpectrum(random, ['REAL', 'IMAG']), golden: 'LiteRT', closeTo: 'largest' },
  { name: 'COMPLEX_ABS float32', draw: (random) => drawSpectrum(random, ['COMPLEX_ABS']), golden: 'LiteRT', closeTo: 'largest' },
  { name: 'REAL float32', draw: (random) => drawSpectrum(random, ['REAL']), golden: 'LiteRT', closeTo: 'largest' },
  { name: 'IMAG float32', draw: (random) => drawSpectrum(random, ['IMAG']), golden: 'LiteRT', closeTo: 'largest' },
];
