import { decode } from 'jpeg-js';
import type { ReadRequest, Recording } from './format';
import { brokenPicture, MOST_PIXELS, type Picture, toPictureRecording } from './picture';

/** Memory of one decoding. */
const MOST_MEGABYTES = 1024;

/** Reads baseline and progressive JPEG as 8-bit red, green and blue. The orientation that a phone may note beside it is not heeded. */
export function readJpeg(request: ReadRequest): Recording {
  return toPictureRecording(request, decodeJpeg(request.file, request.bytes));
}

/** The decoder is plain JavaScript arithmetic: the same file gives the same bytes on every machine. @throws IMP_RECORDING_BROKEN */
export function decodeJpeg(file: string, bytes: Buffer): Picture {
  const limits = { maxResolutionInMP: MOST_PIXELS / 1e6, maxMemoryUsageInMB: MOST_MEGABYTES };
  try {
    const { width, height, data } = decode(bytes, { useTArray: true, formatAsRGBA: false, tolerantDecoding: false, ...limits });
    return { width, height, values: data };
  } catch (error) {
    throw brokenPicture(file, 'JPEG', error);
  }
}
