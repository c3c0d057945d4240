import type { Random } from '../random';
import type { WindowSource } from './alter-window';
import type { Augmentation } from './augmentation';

/**
 * The image of a window, moved across and down by whole pixels: by up to the share of its sides that `shift` is of the time from one image
 * to the next. The pixels at its edges are repeated.
 */
export function moveImage(
  { values, axes, frequencyHz, start, image }: WindowSource & Required<Pick<WindowSource, 'image'>>, { shift }: Augmentation, random: Random,
): Float64Array {
  const { width, height } = image;
  const share = (shift * frequencyHz) / (1000 * width * height);
  const [right, down] = [width, height].map((side) => Math.round(random.between(-share, share) * side));
  const result = new Float64Array(width * height * axes);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = start + clamp(y - down, height) * width + clamp(x - right, width);
      for (let axis = 0; axis < axes; axis++, at++) result[at] = values[pixel * axes + axis];
    }
  }
  return result;
}

function clamp(place: number, side: number): number {
  return Math.max(0, Math.min(side - 1, place));
}
