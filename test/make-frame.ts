import { pseudoRandom } from './golden-windows';

/** A frame of a camera, in pixels. */
export interface Frame {
  width: number;
  height: number;
  channels: number;
}

/** Slanted waves under noise, by integers alone: the same as in blocks/dsp/image/make_golden.py. */
export function makeFrame({ width, height, channels }: Frame): Uint8Array {
  return Uint8Array.from({ length: width * height * channels }, (_, i) => {
    const [pixel, channel] = [Math.floor(i / channels), i % channels];
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    const wave = Math.abs(((x * (9 + 4 * channel) + y * 5) % 510) - 255);
    return Math.min(255, Math.floor((wave * 3) / 4) + (((pseudoRandom(pixel, channel) % 64) + 64) % 64));
  });
}
