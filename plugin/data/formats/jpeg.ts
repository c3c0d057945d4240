import type { JPEGDecoder } from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs';
import type { ReadRequest, Recording } from './format';
import { readJpegHead } from './jpeg-head';
import { brokenPicture, MOST_PIXELS, type Picture, toPictureRecording } from './picture';

/** Reads baseline and progressive JPEG as 8-bit red, green and blue. The orientation that a phone may note beside it is not heeded. */
export async function readJpeg(request: ReadRequest): Promise<Recording> {
  return toPictureRecording(request, await decodeJpeg(request.file, request.bytes));
}

/**
 * By libjpeg-turbo in WebAssembly: what Pillow, OpenCV and most programs give, bit for bit, and the same on every machine.
 * @throws ImpulseError IMP_RECORDING_BROKEN
 */
async function decodeJpeg(file: string, bytes: Buffer): Promise<Picture> {
  const { JPEGDecoder } = await loadCodec();
  const decoder = new JPEGDecoder();
  try {
    checkHead(bytes);
    decoder.getEncodedBuffer(bytes.length).set(bytes);
    decoder.decode();
    return toPicture(decoder);
  } catch (error) {
    throw brokenPicture(file, 'JPEG', error instanceof Error ? error : new Error('its content is cut or damaged'));
  } finally {
    decoder.delete();
  }
}

let codec: Promise<{ JPEGDecoder: new () => JPEGDecoder }> | undefined;

function loadCodec(): NonNullable<typeof codec> {
  return (codec ??= import('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs').then((module) => module.default()));
}

/** Before anything is unpacked: a few bytes can claim any size. */
function checkHead(bytes: Buffer): void {
  const { width, height, components } = readJpegHead(bytes);
  if (width * height > MOST_PIXELS) throw new Error(`it claims ${width * height} pixels`);
  if (components !== 1 && components !== 3) throw new Error(`it has ${components} colours instead of 1 or 3: convert it to RGB`);
}

/** A copy: grey becomes red, green and blue alike. */
function toPicture(decoder: JPEGDecoder): Picture {
  const { width, height, componentCount } = decoder.getFrameInfo();
  const pixels = decoder.getDecodedBuffer();
  if (componentCount === 3) return { width, height, values: new Uint8Array(pixels) };
  return { width, height, values: Uint8Array.from({ length: 3 * width * height }, (_, i) => pixels[Math.floor(i / 3)]) };
}
