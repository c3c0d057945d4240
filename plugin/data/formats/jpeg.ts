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

/** A block of 8 x 8 pixels takes a bit at least; arithmetic coding may do with less, of pictures that show nothing. */
const MOST_PIXELS_PER_BYTE = 4096;

/** Each scan walks over the whole picture: as many as the largest picture may have, and smaller ones more. Encoders write about ten. */
const MOST_SCANNED_PIXELS = 16 * MOST_PIXELS;

/** Before anything is unpacked: a few bytes can claim any size, and any number of scans of it. */
function checkHead(bytes: Buffer): void {
  const { width, height, components } = readJpegHead(bytes);
  const pixels = width * height;
  if (pixels > MOST_PIXELS) throw new Error(`it claims ${pixels} pixels`);
  if (pixels > MOST_PIXELS_PER_BYTE * bytes.length) throw new Error(`it claims ${pixels} pixels and has ${bytes.length} bytes`);
  const scans = countScans(bytes);
  if (pixels * scans > MOST_SCANNED_PIXELS) throw new Error(`it has ${scans} scans of ${pixels} pixels`);
  if (components !== 1 && components !== 3) throw new Error(`it has ${components} colours instead of 1 or 3: convert it to RGB`);
}

/** The marker of a scan stands nowhere in coded pixels, where 0xff is followed by 0; a preview in a header may have its own. */
function countScans(bytes: Buffer): number {
  let scans = 0;
  for (let at = bytes.indexOf('ffda', 0, 'hex'); at >= 0; at = bytes.indexOf('ffda', at + 2, 'hex')) scans++;
  return scans;
}

/** A copy: grey becomes red, green and blue alike. */
function toPicture(decoder: JPEGDecoder): Picture {
  const { width, height, componentCount } = decoder.getFrameInfo();
  const pixels = decoder.getDecodedBuffer();
  if (componentCount === 3) return { width, height, values: new Uint8Array(pixels) };
  return { width, height, values: Uint8Array.from({ length: 3 * width * height }, (_, i) => pixels[Math.floor(i / 3)]) };
}
