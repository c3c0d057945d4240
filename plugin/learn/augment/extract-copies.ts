import { makeValues, type RawValues } from '../../../schemas/value-types';
import type { Dataset, Window } from '../../data/dataset';
import type { Block, BlockPlan } from '../../native';
import { createRandom } from '../random';
import { alterWindow } from './alter-window';
import type { Augmentation } from './augmentation';

/** A DSP block whose features a learn block reads. */
export interface FeatureSource {
  block: Block;
  plan: BlockPlan;
  /** Axes that the block sees, by name. */
  axes: readonly string[];
}

/** Windows, how they are altered, and the DSP blocks that their copies go through. */
export interface CopyRequest {
  dataset: Pick<Dataset, 'samples' | 'values'>;
  /** The windows to alter: those of the train side. */
  windows: readonly Window[];
  /** Time steps of a window. */
  windowLength: number;
  /** Of windows that are images, in pixels. */
  image?: { width: number; height: number };
  /** Joined in this order, as in the features artefacts. */
  sources: readonly FeatureSource[];
  augmentation: Augmentation;
  seed: number;
  progress(done: number): void;
}

/** All copies together stay below this, however many were asked for. */
const MEMORY_BYTES = 768e6;
/** Windows of one call of the block. */
const CHUNK = 64;

/**
 * Features of altered copies of windows, `[windows, features]` for each copy, by the same C++ as all other features. What happens to a window
 * depends on the seed, its place and the number of the copy alone.
 */
export async function extractCopies(request: CopyRequest): Promise<Float32Array[]> {
  const { windows, sources, augmentation, progress } = request;
  const width = sources.reduce((sum, { plan }) => sum + widthOf(plan), 0);
  const affordable = Math.floor(MEMORY_BYTES / (4 * width * windows.length));
  const copies = Array.from({ length: Math.max(1, Math.min(augmentation.copies, affordable)) }, () => new Float32Array(windows.length * width));
  for (let first = 0; first < windows.length; first += CHUNK) {
    const chunk = windows.slice(first, first + CHUNK);
    for (const [copy, features] of copies.entries()) await extractChunk(request, chunk, first, copy, features, width);
    progress((first + chunk.length) / windows.length);
  }
  return copies;
}

async function extractChunk(
  request: CopyRequest, chunk: readonly Window[], first: number, copy: number, features: Float32Array, width: number,
): Promise<void> {
  const { dataset, windowLength, sources } = request;
  const { axes, dtype } = dataset.samples[chunk[0].sample];
  const values = makeValues(dtype, chunk.length * windowLength * axes.length);
  for (const [index, window] of chunk.entries()) {
    const size = windowLength * axes.length;
    alterInto(request, window, first + index, copy, values.subarray(index * size, (index + 1) * size));
  }
  const windows = Int32Array.from({ length: 2 * chunk.length }, (_, at) => (at % 2 ? windowLength : (at / 2) * windowLength));
  let column = 0;
  for (const { block, plan, axes: seen } of sources) {
    const columns = Int32Array.from(seen, (axis) => axes.indexOf(axis));
    const rows = await block.extract(plan, { values, axes: axes.length, windowLength, windows, columns });
    const own = widthOf(plan);
    chunk.forEach((_, index) => features.set(rows.subarray(index * own, (index + 1) * own), (first + index) * width + column));
    column += own;
  }
}

function alterInto({ dataset, augmentation, seed, image }: CopyRequest, window: Window, place: number, copy: number, target: RawValues): void {
  const sample = dataset.samples[window.sample];
  const source = { values: dataset.values(sample), axes: sample.axes.length, frequencyHz: sample.frequencyHz, start: window.start, ...(image && { image }) };
  alterWindow(source, target, augmentation, createRandom(seed, 0x5eed, copy, place));
}

function widthOf({ shape }: BlockPlan): number {
  return shape.reduce((product, size) => product * size, 1);
}
