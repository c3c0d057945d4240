import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadBlock, type Block } from '../plugin/native';
import { assetRoot } from '../plugin/paths';
import { blockDefaults } from './block-defaults';
import { GOLDEN_WINDOWS, goldenWindow } from './golden-windows';

export interface GoldenInput {
  frequencyHz: number;
  length: number;
  axes: number;
  dtype: 'int16' | 'float32';
}

export interface GoldenCase {
  input: GoldenInput;
  params: Record<string, unknown>;
  /** How many features there are, the extent that errors are measured by, and a few of them, evenly spaced. */
  windows: Record<string, { count: number; range: number; values: number[] }>;
}

export const dspFolder = (block: string): string => join(assetRoot, 'blocks', 'dsp', block);

export function readGolden(block: string): GoldenCase[] {
  return JSON.parse(readFileSync(join(dspFolder(block), 'golden.json'), 'utf8')) as GoldenCase[];
}

/** Features of one window. */
export function featuresOf(block: Block, id: string, { input, params }: Pick<GoldenCase, 'input' | 'params'>, values: Int16Array | Float32Array) {
  const { frequencyHz, length, axes } = input;
  const plan = block.configure({ ...blockDefaults(dspFolder(id)), ...params }, { frequencyHz, length, axes, stride: length });
  return block.extract(plan, { values, axes, windowLength: length, windows: Int32Array.from([0, length]) });
}

/** Differences of more than 1e-4 of the features' extent from the golden vectors, as text. */
export async function goldenErrors(id: string): Promise<string[]> {
  const block = await loadBlock(dspFolder(id));
  const errors: string[] = [];
  for (const golden of readGolden(id)) {
    const { length, axes, dtype } = golden.input;
    for (const name of GOLDEN_WINDOWS) {
      const features = await featuresOf(block, id, golden, goldenWindow(name, length, axes, dtype));
      const { count, range, values } = golden.windows[name];
      const got = values.map((_, i) => features[Math.floor((i * (count - 1)) / (values.length - 1))]);
      const where = `${name} ${JSON.stringify(golden.input)} ${JSON.stringify(golden.params)}`;
      if (features.length !== count) errors.push(`${where}: ${features.length} features instead of ${count}`);
      errors.push(...differences(got, values, range).map((difference) => `${where}: ${difference}`));
    }
  }
  return errors;
}

/** The worst of the values that differ by more than 1e-4 of the range, or nothing. */
export function differences(got: ArrayLike<number>, wanted: ArrayLike<number>, range: number): string[] {
  const errors = Array.from(wanted, (value, i) => Math.abs(got[i] - value));
  const worst = errors.reduce((best, error, i) => (error <= errors[best] ? best : i), 0);
  if (errors[worst] <= 1e-4 * range) return [];
  return [`feature ${worst} is ${got[worst]} instead of ${wanted[worst]} (${(errors[worst] / range).toExponential(1)} of the range ${range})`];
}

/** Of 16-bit arithmetic against floats, as shares of the features' extent. */
export interface FixedPointBounds {
  /** Of any feature. */
  worst: number;
  /** Root of the mean square over the features of a window. */
  rms: number;
}

/**
 * Windows of the golden cases where `arithmetic: q15` is further from the float block than the bounds, as text; and how many were compared.
 * Wavelets have no such form.
 */
export async function fixedPointErrors(id: string, bounds: FixedPointBounds): Promise<{ compared: number; errors: string[] }> {
  const block = await loadBlock(dspFolder(id));
  const errors: string[] = [];
  const cases = readGolden(id).filter(({ params }) => params.analysis !== 'wavelet');
  for (const { input, params, windows } of cases) {
    for (const name of GOLDEN_WINDOWS) {
      const values = goldenWindow(name, input.length, input.axes, input.dtype);
      const [float, q15] = await Promise.all(
        ['float', 'q15'].map((arithmetic) => featuresOf(block, id, { input, params: { ...params, arithmetic } }, values)),
      );
      const shares = Array.from(float, (value, i) => Math.abs(value - q15[i]) / windows[name].range);
      const now = { worst: Math.max(...shares), rms: Math.sqrt(shares.reduce((sum, share) => sum + share * share, 0) / shares.length) };
      const over = (['worst', 'rms'] as const).filter((what) => !(now[what] <= bounds[what]));
      errors.push(...over.map((what) => `${name} ${JSON.stringify(input)} ${JSON.stringify(params)}: ${what} ${now[what].toExponential(1)}`));
    }
  }
  return { compared: cases.length, errors };
}
