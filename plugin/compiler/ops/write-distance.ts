import { DTYPE_BYTES } from '../ir/graph';
import type { Lowering, LoweringTarget, Node } from './operator';
import type { Sliding } from './spatial';

/** How a kernel that writes its output pixel by pixel, in order, goes over its input. */
export interface Sweep {
  inputPixelBytes: number;
  outputPixelBytes: number;
  /** Output pixels that are done together. */
  pixels: number;
  /** Whether all that these pixels need has been read before the first of them is written. */
  readsFirst: boolean;
}

/**
 * By how many bytes the output must begin below the input, so that no byte is overwritten before its last read; 0 at least.
 *
 * Proof: steps run in order, step t writes up to byte `end(t)` of the output and the steps from t on (after t, where a step reads
 * first) read no byte of the input below `lowest(t)`. With `input = output + distance` nothing that is still needed is overwritten
 * exactly if `end(t) <= distance + lowest(t)` for all t: the distance is the largest `end(t) - lowest(t)`.
 */
export function findWriteDistance(sliding: Sliding, { inputPixelBytes, outputPixelBytes, pixels, readsFirst }: Sweep): number {
  const count = sliding.output_height * sliding.output_width;
  let distance = 0;
  let lowest = Infinity;
  for (let first = Math.floor((count - 1) / pixels) * pixels; first >= 0; first -= pixels) {
    const end = Math.min(first + pixels, count);
    const read = findFirstRead(sliding, first, end) * inputPixelBytes;
    if (!readsFirst) lowest = Math.min(lowest, read);
    distance = Math.max(distance, end * outputPixelBytes - lowest);
    lowest = Math.min(lowest, read);
  }
  return distance;
}

/**
 * The write distance of a kernel that goes over the images of `node` as `sweep` says, or nothing where its output has a place of its own.
 * Overlapping pays in the arena of a device; a host has memory, and kernels of another order.
 */
export function overlapInput(
  node: Node, { savesArena, arch }: LoweringTarget, sliding: Sliding, sweep: Pick<Sweep, 'pixels' | 'readsFirst'>,
): Pick<Lowering, 'writeDistance'> {
  const [input] = node.inputs;
  if (!savesArena || arch === 'x86-64' || input!.shape[0] !== 1) return {};
  const [inputPixelBytes, outputPixelBytes] = [input!, node.outputs[0]].map(({ shape, dtype }) => shape[3] * DTYPE_BYTES[dtype]);
  return { writeDistance: findWriteDistance(sliding, { inputPixelBytes, outputPixelBytes, ...sweep }) };
}

/**
 * The same for a kernel that writes tiles of 2x2 pixels, row by row of tiles, and reads the windows of `tiles` of them before it writes
 * the first: not pixel by pixel, but the proof only asks how far a step writes and from where on later ones read.
 */
export function overlapTiles(
  node: Node, { savesArena, arch }: LoweringTarget, sliding: Sliding, tiles: number,
): Pick<Lowering, 'writeDistance'> {
  const [input] = node.inputs;
  if (!savesArena || arch === 'x86-64' || input!.shape[0] !== 1) return {};
  const [inputPixelBytes, outputPixelBytes] = [input!, node.outputs[0]].map(({ shape, dtype }) => shape[3] * DTYPE_BYTES[dtype]);
  return { writeDistance: findTileDistance(sliding, { inputPixelBytes, outputPixelBytes, tiles }) };
}

/** How a kernel goes over its input tile by tile. */
export interface TileSweep extends Pick<Sweep, 'inputPixelBytes' | 'outputPixelBytes'> {
  /** Tiles whose windows are read before the first of them is written. */
  tiles: number;
}

/** Bytes between output and input for a kernel that does `tiles` tiles of 2x2 pixels in a step, with strides of 1. */
export function findTileDistance(sliding: Sliding, { inputPixelBytes, outputPixelBytes, tiles }: TileSweep): number {
  const { output_width: width, output_height: height } = sliding;
  const columns = Math.ceil(width / 2);
  const count = columns * Math.ceil(height / 2);
  let distance = 0;
  let lowest = Infinity;
  for (let first = Math.floor((count - 1) / tiles) * tiles; first >= 0; first -= tiles) {
    const step = Array.from({ length: Math.min(tiles, count - first) }, (_, index) => first + index);
    const places = step.map((tile) => ({ y: 2 * Math.floor(tile / columns), x: 2 * (tile % columns) }));
    const end = Math.max(...places.map(({ y, x }) => (Math.min(y + 2, height) - 1) * width + Math.min(x + 2, width)));
    distance = Math.max(distance, end * outputPixelBytes - lowest);
    const reads = places.map(({ y, x }) => Math.max(0, y - sliding.pad_top) * sliding.input_width + Math.max(0, x - sliding.pad_left));
    lowest = Math.min(lowest, Math.min(...reads) * inputPixelBytes);
  }
  return distance;
}

/** Of kernels that write each value as soon as it is there. */
export const BY_VALUE: Pick<Sweep, 'pixels' | 'readsFirst'> = { pixels: 1, readsFirst: false };

/** The first pixel of the input that output pixels `first` to `end - 1` read. */
function findFirstRead(sliding: Sliding, first: number, end: number): number {
  let lowest = Infinity;
  for (let pixel = first; pixel < end; pixel++) {
    const top = Math.floor(pixel / sliding.output_width) * sliding.stride_height - sliding.pad_top;
    const left = (pixel % sliding.output_width) * sliding.stride_width - sliding.pad_left;
    const y = firstInside(top, sliding.filter_height, sliding.dilation_height, sliding.input_height);
    const x = firstInside(left, sliding.filter_width, sliding.dilation_width, sliding.input_width);
    lowest = Math.min(lowest, y * sliding.input_width + x);
  }
  return lowest;
}

/** The first tap inside the image; Infinity where all lie outside. */
function firstInside(start: number, taps: number, step: number, size: number): number {
  const tap = Math.max(0, Math.ceil(-start / step));
  const at = start + tap * step;
  return tap < taps && at < size ? at : Infinity;
}
