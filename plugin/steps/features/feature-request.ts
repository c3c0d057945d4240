import type { RawValues } from '../../../schemas/value-types';
import type { Dataset, Window } from '../../data/dataset';

/** Every window of an impulse, as a block in a container is asked for its features. */
export interface FeatureRequest {
  dataset: Pick<Dataset, 'samples' | 'values'>;
  /** In the order of the samples. */
  windows: readonly Window[];
  /** Time steps of a window. */
  length: number;
  /** Axes that the block sees, by name. */
  axes: readonly string[];
  frequencyHz: number;
  strideMs: number;
  /** Of the block. */
  params: Record<string, unknown>;
}

/** A window and its raw values as the sensor gives them (of int16: whole numbers), interleaved, with zeros behind a short recording. */
export interface RawWindow {
  window: Window;
  values: Float32Array;
}

/** One recording in memory at a time. */
export function* readWindows({ dataset, windows, length, axes }: FeatureRequest): Generator<RawWindow> {
  let [open, recording] = [-1, new Float32Array() as RawValues];
  for (const window of windows) {
    const sample = dataset.samples[window.sample];
    if (window.sample !== open) [open, recording] = [window.sample, dataset.values(sample)];
    const columns = axes.map((axis) => sample.axes.indexOf(axis));
    const values = new Float32Array(length * axes.length);
    for (let step = 0; step < window.length; step++) {
      const from = (window.start + step) * sample.axes.length;
      columns.forEach((column, axis) => (values[step * axes.length + axis] = recording[from + column]));
    }
    yield { window, values };
  }
}

/** A window in words: `the window of "yes/1.wav" at 500 ms`. */
export function nameWindow({ dataset }: Pick<FeatureRequest, 'dataset'>, { sample, start }: Window): string {
  const { file, frequencyHz } = dataset.samples[sample];
  return `the window of "${file}" at ${Math.round((start * 1000) / frequencyHz)} ms`;
}

/** What keeps values from being the features of a window, in words. @param length of all other windows, where one is known */
export function featureProblem(values: unknown, length?: number): string | undefined {
  if (!Array.isArray(values) && !(values instanceof Float32Array)) return 'its features are no list of numbers';
  if (values.length === 0) return 'it has no features';
  if (length !== undefined && values.length !== length) return `it has ${values.length} features, but the windows before have ${length}`;
  const wrong = values.findIndex((value: unknown) => typeof value !== 'number' || !Number.isFinite(Math.fround(value)));
  return wrong < 0 ? undefined : `feature ${wrong} is no finite number`;
}

/** What keeps a shape from being that of so many features, in words. */
export function shapeProblem(shape: unknown, features: number): string | undefined {
  const isExtent = (extent: unknown): boolean => Number.isInteger(extent) && (extent as number) > 0;
  if (!Array.isArray(shape) || shape.length < 1 || shape.length > 4 || !shape.every(isExtent)) {
    return `${JSON.stringify(shape)} is no shape: one to four whole numbers above 0`;
  }
  const count = shape.reduce((product: number, extent: number) => product * extent, 1);
  if (count === features) return undefined;
  return `it says that its features have the shape ${shape.join(' x ')}, but there are ${features} of them`;
}
