import { join } from 'node:path';
import type { RawValues } from '../../../schemas/value-types';
import type { Dataset } from '../../data/dataset';
import { openFeatureMatrix } from '../../data/feature-matrix';
import { readFeatureWindows, type FeatureWindow } from '../../data/feature-windows';
import { joinRows } from '../../data/join-rows';
import { openDataset } from '../../data/open-dataset';
import { ImpulseError } from '../../errors';
import type { SplitName } from '../../manifest/manifest';
import type { Impulse, ImpulseRows } from '../../native';
import type { NumberFormat } from '../compile/assemble-impulse';

/** Impulses to run, and the windows to run them with. */
export interface RunOptions {
  /** Artefact folders. */
  dataset: string;
  /** Of every DSP block, in order. `supplied`: the impulse has no C++ of it and is given these features. */
  features: { folder: string; supplied: boolean }[];
  split: Record<string, SplitName>;
  /** Of the impulse's input, by name. */
  axes: string[];
  impulses: ReadonlyMap<NumberFormat, Impulse>;
  progress(message: string, done?: number): void;
}

/** One recording: its windows, and what the impulse said of each, row by row. */
export interface RecordingRun {
  side: SplitName;
  label: string | null;
  windows: FeatureWindow[];
  rows: ReadonlyMap<NumberFormat, ImpulseRows>;
}

/**
 * Runs the impulse in every number format on every window, from raw values, recording by recording in order (post-processing begins anew
 * with each). Every feature that it computes is held against the features artefact.
 * @throws ImpulseError IMP_FEATURES_DIFFER: host build and block disagree
 */
export async function* runWindows(options: RunOptions): AsyncGenerator<RecordingRun> {
  const dataset = openDataset(options.dataset);
  const windows = readFeatureWindows(options.features[0].folder);
  const expected = options.features.map(({ folder, supplied }) => ({ ...openFeatureMatrix(join(folder, 'features.npy')), supplied }));
  const count = expected.reduce((sum, { columns }) => sum + columns, 0);
  let row = 0;
  for (const group of groupBySample(windows)) {
    const blocks = expected.map(({ read, columns, supplied }) => ({ columns, values: read(row, group.length), supplied }));
    const supplied = joinRows(blocks.filter((block) => block.supplied), group.length);
    const recording = { ...toRecording(dataset, group, options), supplied };
    const results = await Promise.all(
      [...options.impulses].map(async ([format, impulse]) => [format, await impulse.run(recording)] as const),
    );
    for (const [, { features }] of results) checkFeatures(features, blocks, count, dataset.samples[group[0].sample].file);
    row += group.length;
    const side = options.split[group[0].id];
    if (side) yield { side, label: dataset.samples[group[0].sample].label, windows: group, rows: new Map(results) };
    options.progress(`${row} of ${windows.length} windows`, row / windows.length);
  }
  expected.forEach(({ close }) => close());
}

function groupBySample(windows: readonly FeatureWindow[]): FeatureWindow[][] {
  const groups: FeatureWindow[][] = [];
  for (const window of windows) {
    if (groups.at(-1)?.[0].sample === window.sample) groups.at(-1)!.push(window);
    else groups.push([window]);
  }
  return groups;
}

function toRecording(dataset: Dataset, group: readonly FeatureWindow[], { axes, impulses }: RunOptions): Parameters<Impulse['run']>[0] {
  const sample = dataset.samples[group[0].sample];
  return {
    values: selectAxes(dataset.values(sample), sample.axes, axes),
    axes: axes.length,
    windowLength: [...impulses.values()][0].info.windowLength,
    windows: Int32Array.from(group.flatMap(({ start, length }) => [start, length])),
  };
}

/** The values as the device's sensor delivers them: the axes of the input, in its order. */
function selectAxes<Values extends RawValues>(values: Values, from: readonly string[], to: readonly string[]): Values {
  if (from.join() === to.join()) return values;
  const columns = to.map((axis) => from.indexOf(axis));
  const selected = values.slice(0, (values.length / from.length) * to.length) as Values;
  for (let i = 0; i < selected.length; i++) selected[i] = values[Math.floor(i / to.length) * from.length + columns[i % to.length]];
  return selected;
}

function checkFeatures(
  actual: Float32Array,
  blocks: readonly { columns: number; values: Float32Array }[],
  count: number,
  file: string,
): void {
  const bits = new Int32Array(actual.buffer, actual.byteOffset, actual.length);
  let first = 0;
  for (const { columns, values } of blocks) {
    const wanted = new Int32Array(values.buffer, values.byteOffset, values.length);
    for (let i = 0; i < wanted.length; i++) {
      const place = Math.floor(i / columns) * count + first + (i % columns);
      if (bits[place] !== wanted[i])
        throw new ImpulseError('IMP_FEATURES_DIFFER', { file, feature: first + (i % columns), got: actual[place], wanted: values[i] });
    }
    first += columns;
  }
}
