import { PNG } from 'pngjs';
import { checkPng } from './check-png';
import type { ReadRequest, Recording } from './format';
import { brokenPicture, type Picture, toPictureRecording } from './picture';

/** Reads PNG of any colour type, depth and interlacing, as 8-bit red, green and blue; transparency is dropped. */
export function readPng(request: ReadRequest): Recording {
  return toPictureRecording(request, decodePng(request.file, request.bytes));
}

/** @throws ImpulseError IMP_RECORDING_BROKEN */
export function decodePng(file: string, bytes: Buffer): Picture {
  try {
    checkPng(bytes);
    const { width, height, data } = PNG.sync.read(bytes);
    // In their place: of 64 million pixels another copy would be 192 MB.
    const values = new Uint8Array(data.buffer, data.byteOffset, width * height * 3);
    for (let pixel = 0; pixel < width * height; pixel++) {
      for (let channel = 0; channel < 3; channel++) values[3 * pixel + channel] = data[4 * pixel + channel];
    }
    return { width, height, values };
  } catch (error) {
    throw brokenPicture(file, 'PNG', error);
  }
}
