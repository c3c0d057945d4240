import { ImpulseError } from '../../errors';
import type { ReadRequest, Recording } from './format';

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;

/** Fields of the `fmt ` chunk that decide how samples are read. */
interface WavHeader {
  encoding: number;
  channels: number;
  frequencyHz: number;
  bits: number;
}

/**
 * Reads RIFF/WAVE: PCM of 8, 16, 24 or 32 bit and float of 32 or 64 bit, any number of channels. Values become int16, as the device's
 * microphone delivers them: wider samples are rounded to the nearest, floats of -1..1 are scaled by 32768 and clipped.
 *
 * With one input axis several channels are averaged; otherwise there must be as many channels as axes.
 */
export function readWav({ file, bytes, axes }: ReadRequest): Recording {
  const { header, data } = readChunks(file, bytes);
  const all = decode(file, header, data);
  const values = header.channels === axes.length ? all : mixDown(file, all, header.channels, axes);
  return { axes: [...axes], frequencyHz: header.frequencyHz, dtype: 'int16', values, metadata: {} };
}

function readChunks(file: string, bytes: Buffer): { header: WavHeader; data: Buffer } {
  if (bytes.length < 12 || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') {
    throw broken(file, 'it does not begin with a RIFF/WAVE header');
  }
  let header: WavHeader | undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    const id = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    const body = bytes.subarray(at + 8, at + 8 + size);
    if (id === 'fmt ') header = readFormat(file, body);
    if (id === 'data') {
      if (!header) throw broken(file, 'its data chunk stands before its fmt chunk');
      return { header, data: wholeData(file, body, size) };
    }
    at += 8 + size + (size % 2);
  }
  throw broken(file, header ? 'it has no data chunk' : 'it has no fmt chunk');
}

function readFormat(file: string, body: Buffer): WavHeader {
  if (body.length < 16) throw broken(file, `its fmt chunk has ${body.length} bytes instead of 16`);
  const tag = body.readUInt16LE(0);
  const encoding = tag === EXTENSIBLE && body.length >= 26 ? body.readUInt16LE(24) : tag;
  const header = { encoding, channels: body.readUInt16LE(2), frequencyHz: body.readUInt32LE(4), bits: body.readUInt16LE(14) };
  if (!header.channels || !header.frequencyHz) throw broken(file, 'its header says 0 channels or 0 Hz');
  return header;
}

/** Programs that stream leave 0xffffffff as the size: then the data is what follows. Any other size beyond the end is a cut file. */
function wholeData(file: string, body: Buffer, size: number): Buffer {
  if (body.length < size && size < 0xffffff00) throw broken(file, `it ends after ${body.length} of ${size} data bytes`);
  return body;
}

const READERS: Record<string, (data: Buffer, at: number) => number> = {
  [`${PCM}:8`]: (data, at) => (data[at] - 128) * 256,
  [`${PCM}:16`]: (data, at) => data.readInt16LE(at),
  [`${PCM}:24`]: (data, at) => Math.min(32767, (data.readIntLE(at, 3) + 128) >> 8),
  [`${PCM}:32`]: (data, at) => Math.min(32767, Math.floor((data.readInt32LE(at) + 32768) / 65536)),
  [`${FLOAT}:32`]: (data, at) => toInt16(data.readFloatLE(at)),
  [`${FLOAT}:64`]: (data, at) => toInt16(data.readDoubleLE(at)),
};

function decode(file: string, header: WavHeader, data: Buffer): Int16Array {
  const read = READERS[`${header.encoding}:${header.bits}`];
  if (!read) throw broken(file, `its encoding ${header.encoding} with ${header.bits} bits is neither PCM nor float`);
  const step = header.bits / 8;
  const values = new Int16Array(Math.floor(data.length / step / header.channels) * header.channels);
  for (let i = 0; i < values.length; i++) {
    const value = read(data, i * step);
    if (Number.isNaN(value)) throw broken(file, `its value ${i} is not a number`);
    values[i] = value;
  }
  if (!values.length) throw broken(file, 'it holds no samples');
  return values;
}

/** Infinity is clipped as any overdriven value; NaN stays for the caller to refuse. */
function toInt16(value: number): number {
  return Math.max(-32768, Math.min(32767, Math.round(value * 32768)));
}

function mixDown(file: string, values: Int16Array, channels: number, axes: readonly string[]): Int16Array {
  if (axes.length !== 1) throw new ImpulseError('IMP_AXES_MISMATCH', { file, found: `${channels} channels`, wanted: axes.join(', ') });
  const mono = new Int16Array(values.length / channels);
  for (let i = 0; i < mono.length; i++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += values[i * channels + channel];
    mono[i] = Math.round(sum / channels);
  }
  return mono;
}

function broken(file: string, problem: string): ImpulseError {
  return new ImpulseError('IMP_RECORDING_BROKEN', { file, problem });
}
