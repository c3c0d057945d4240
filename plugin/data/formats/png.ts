import { PNG } from 'pngjs';
import type { ReadRequest, Recording } from './format';
import { brokenPicture, MOST_PIXELS, type Picture, toPictureRecording } from './picture';

const SIGNATURE = '89504e470d0a1a0a';

/** Reads PNG of any colour type, depth and interlacing, as 8-bit red, green and blue; transparency is dropped. */
export function readPng(request: ReadRequest): Recording {
  return toPictureRecording(request, decodePng(request.file, request.bytes));
}

/** @throws ImpulseError IMP_RECORDING_BROKEN */
export function decodePng(file: string, bytes: Buffer): Picture {
  try {
    checkSize(bytes);
    const { width, height, data } = PNG.sync.read(bytes);
    const values = new Uint8Array(width * height * 3);
    for (let pixel = 0; pixel < width * height; pixel++) {
      for (let channel = 0; channel < 3; channel++) values[3 * pixel + channel] = data[4 * pixel + channel];
    }
    return { width, height, values };
  } catch (error) {
    throw brokenPicture(file, 'PNG', error);
  }
}

/** Before anything is unpacked: a few bytes can claim any size. */
function checkSize(bytes: Buffer): void {
  if (bytes.toString('hex', 0, 8) !== SIGNATURE || bytes.length < 24) throw new Error('it does not begin like one');
  const pixels = bytes.readUInt32BE(16) * bytes.readUInt32BE(20);
  if (pixels > MOST_PIXELS) throw new Error(`it claims ${pixels} pixels`);
}
