/** Windows made by integer arithmetic, the same as in blocks/dsp/golden_windows.py. */
export const GOLDEN_WINDOWS = ['signal', 'noise', 'silence', 'full-scale', 'tiny'] as const;
export type GoldenWindow = (typeof GOLDEN_WINDOWS)[number];

type Maker = (step: number, axis: number, length: number) => number;

const MAKERS: Record<GoldenWindow, Maker> = {
  signal,
  noise: (step, axis) => Math.floor(pseudoRandom(step, axis) / 4096),
  silence: () => 0,
  'full-scale': (step, axis, length) => Math.max(-32768, Math.min(32767, 16 * signal(step, axis, length))),
  tiny: signal,
};

/** Interleaved `[length][axes]`; `tiny` is float32 whatever `dtype` says, for its values are denormal. */
export function goldenWindow(name: GoldenWindow, length: number, axes: number, dtype: 'int16' | 'float32'): Int16Array | Float32Array {
  const integers = Array.from({ length: length * axes }, (_, i) => MAKERS[name](Math.floor(i / axes), i % axes, length));
  if (name === 'tiny') return Float32Array.from(integers, (value) => value * 2 ** -140);
  return dtype === 'int16' ? Int16Array.from(integers) : Float32Array.from(integers, (value) => value / 4096);
}

function triangle(phase: number): number {
  return Math.abs((phase % 65536) - 32768) * 2 - 32768;
}

export function pseudoRandom(step: number, axis: number): number {
  let state = Math.imul(step * 8 + axis + 1, 2654435761) >>> 0;
  state = Math.imul(state ^ (state >>> 15), 2246822519) >>> 0;
  state = Math.imul(state ^ (state >>> 13), 3266489917) >>> 0;
  return ((state ^ (state >>> 16)) & 0xffff) - 32768;
}

function signal(step: number, axis: number, length: number): number {
  const swell = Math.abs(((Math.floor((step * 1024) / length) + 100 * axis) % 512) - 256);
  const rising = step * 2900 + Math.floor((step * step) / 16);
  const voices = 4 * triangle(step * (700 + 50 * axis)) + 3 * triangle(rising) + triangle(step * 11000);
  return Math.floor((Math.floor((voices * swell) / 4096) + Math.floor(pseudoRandom(step, axis) / 64) + 20 * axis) / 2);
}
