import type { Random } from '../random';
import type { AlterFeatures } from '../training-set';
import type { Augmentation } from './augmentation';

/**
 * Alterations of a window's features, made anew each epoch: stretching in time, then blanked frames and bands (SpecAugment, arXiv 1904.08779).
 * Blank is 0, the mean of normalised features. Undefined where there is nothing to do: features without a time axis stay as they are.
 *
 * @param shape `[frames, ...]`
 */
export function createAlterFeatures(shape: readonly number[], augmentation: Augmentation): AlterFeatures | undefined {
  const { stretch, maskFrames, maskBands } = augmentation;
  if (shape.length < 2 || (stretch === 0 && maskFrames === 0 && maskBands === 0)) return undefined;
  const frames = shape[0];
  const depth = shape.slice(1).reduce((product, size) => product * size, 1);
  return (features, random) => {
    if (stretch > 0) stretchFrames(features, frames, depth, stretch, random);
    if (maskFrames > 0) {
      const [first, count] = drawRun(frames, maskFrames, random);
      features.fill(0, first * depth, (first + count) * depth);
    }
    if (maskBands > 0) {
      const [first, count] = drawRun(depth, maskBands, random);
      for (let frame = 0; frame < frames; frame++) features.fill(0, frame * depth + first, frame * depth + first + count);
    }
  };
}

function stretchFrames(features: Float32Array, frames: number, depth: number, stretch: number, random: Random): void {
  const change = random.between(-stretch, stretch);
  const factor = change < 0 ? 1 / (1 - change) : 1 + change;
  const original = features.slice();
  for (let frame = 0; frame < frames; frame++) {
    const position = Math.min(frame * factor, frames - 1);
    const before = Math.min(Math.floor(position), frames - 2);
    for (let at = 0; at < depth; at++) {
      const value = original[before * depth + at];
      features[frame * depth + at] = value + (original[(before + 1) * depth + at] - value) * (position - before);
    }
  }
}

/** First and count of a run of 0 to `longest` neighbours out of `size`. */
function drawRun(size: number, longest: number, random: Random): [number, number] {
  const count = random.below(Math.min(longest, size - 1) + 1);
  return [random.below(size - count + 1), count];
}
