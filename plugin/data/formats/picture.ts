import { ImpulseError } from '../../errors';
import type { ReadRequest, Recording } from './format';

/** A picture as a decoder delivers it. */
export interface Picture {
  /** In pixels. */
  width: number;
  height: number;
  /** Red, green and blue of each pixel, row by row. */
  values: Uint8Array;
}

/** More pixels than any camera of a microcontroller has, and as many as memory bears: files that claim more are broken. */
export const MOST_PIXELS = 64e6;

/**
 * A picture as a recording: a time step is a pixel, an axis a channel. Its size and channels are still its own: `fitPicture` brings them to
 * those of the input.
 *
 * @throws ImpulseError IMP_IMAGE_INPUT, IMP_IMAGE_SIZE
 */
export function toPictureRecording({ file, axes, frequencyHz, image, options }: ReadRequest, picture: Picture): Recording {
  const { width, height, values } = picture;
  if (!image) throw new ImpulseError('IMP_IMAGE_INPUT', { file, axes: axes.join(', '), width, height });
  const fits = width === image.width && height === image.height;
  if (!fits && options.resize === undefined) {
    throw new ImpulseError('IMP_IMAGE_SIZE', { file, found: `${width} x ${height}`, wanted: `${image.width} x ${image.height}` });
  }
  return { axes: [...axes], frequencyHz, dtype: 'uint8', values, metadata: {}, picture: { width, height } };
}

/** What a decoder says of a file that it cannot read. */
export function brokenPicture(file: string, format: string, error: unknown): ImpulseError {
  const problem = `it is no readable ${format} (${(error as Error).message.replace(/\.$/, '')})`;
  return new ImpulseError('IMP_RECORDING_BROKEN', { file, problem });
}
