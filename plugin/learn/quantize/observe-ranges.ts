import type { Graph } from '../../compiler/ir/graph';
import { createFloatRunner } from './run-float-graph';

/** Smallest and largest value that a tensor took. */
export interface Range {
  min: number;
  max: number;
}

/** Tensor id -> range over the representative windows, for every tensor that can be computed. */
export async function observeRanges(graph: Graph, windows: readonly Float32Array[], progress: (done: number) => void): Promise<Map<number, Range>> {
  const run = createFloatRunner(graph);
  const ranges = new Map<number, Range>();
  for (const [index, window] of windows.entries()) {
    run(window, ({ id }, values) => ranges.set(id, widen(ranges.get(id) ?? { min: 0, max: 0 }, values)));
    progress((index + 1) / windows.length);
    await new Promise(setImmediate);
  }
  return ranges;
}

/** Starts from 0: the specification wants zero to have an exact integer. */
function widen({ min, max }: Range, values: Float32Array): Range {
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}
