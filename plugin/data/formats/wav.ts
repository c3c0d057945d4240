import { endianness } from 'node:os';
import { ImpulseError } from '../../errors';
import type { ReadRequest, Recording } from './format';
import { brokenWav, readWavChunks, type WavLayout } from './wav-chunks';

/**
 * Reads RIFF/WAVE: PCM of 8, 16, 24 or 32 bit and float of 32 or 64 bit, any number of channels. Values become int16, as the device's
 * microphone delivers them: wider samples are rounded to the nearest, floats of -1..1 are scaled by 32768 and clipped. The values may be
 * a view of `bytes`.
 *
 * `channels` of the source says which channels are the axes. Without it all are, where there are as many as axes, and for one axis they
 * are averaged.
 */
export function readWav({ file, bytes, axes, options }: ReadRequest): Recording {
  const { layout, data } = readWavChunks(file, bytes);
  const all = decode(file, layout, data);
  const values = options.channels ? pickChannels(file, all, layout.channels, options.channels) : toAxes(file, all, layout.channels, axes);
  return { axes: [...axes], frequencyHz: layout.frequencyHz, dtype: 'int16', values, metadata: {} };
}

/** Stands in the file as in memory, on all machines but those of the other byte order: its values are the file's bytes, uncopied. */
const AS_STORED = 'pcm:16';

const READERS: Record<string, (data: Buffer, at: number) => number> = {
  'pcm:8': (data, at) => (data[at] - 128) * 256,
  [AS_STORED]: (data, at) => data.readInt16LE(at),
  'pcm:24': (data, at) => Math.min(32767, (data.readIntLE(at, 3) + 128) >> 8),
  'pcm:32': (data, at) => Math.min(32767, Math.floor((data.readInt32LE(at) + 32768) / 65536)),
  'float:32': (data, at) => toInt16(data.readFloatLE(at)),
  'float:64': (data, at) => toInt16(data.readDoubleLE(at)),
};

function decode(file: string, { encoding, bits, channels }: WavLayout, data: Buffer): Int16Array {
  const form = `${encoding}:${bits}`;
  const read = READERS[form];
  const step = bits / 8;
  const count = Math.floor(data.length / step / channels) * channels;
  if (!count) throw brokenWav(file, 'it holds no samples');
  if (form === AS_STORED && endianness() === 'LE' && data.byteOffset % 2 === 0) return new Int16Array(data.buffer, data.byteOffset, count);
  const values = new Int16Array(count);
  for (let i = 0; i < count; i++) {
    const value = read(data, i * step);
    if (Number.isNaN(value)) throw brokenWav(file, `its value ${i} is not a number`);
    values[i] = value;
  }
  return values;
}

/** Infinity is clipped as any overdriven value; NaN stays for the caller to refuse. */
function toInt16(value: number): number {
  return Math.max(-32768, Math.min(32767, Math.round(value * 32768)));
}

function pickChannels(file: string, values: Int16Array, channels: number, chosen: readonly number[]): Int16Array {
  const beyond = chosen.find((channel) => channel > channels);
  if (beyond !== undefined) throw new ImpulseError('IMP_CHANNEL_MISSING', { file, channel: beyond, channels });
  const picked = new Int16Array((values.length / channels) * chosen.length);
  for (let i = 0; i < picked.length; i++) picked[i] = values[Math.floor(i / chosen.length) * channels + chosen[i % chosen.length] - 1];
  return picked;
}

function toAxes(file: string, values: Int16Array, channels: number, axes: readonly string[]): Int16Array {
  if (channels === axes.length) return values;
  if (axes.length !== 1) throw new ImpulseError('IMP_AXES_MISMATCH', { file, found: `${channels} channels`, wanted: axes.join(', ') });
  const mono = new Int16Array(values.length / channels);
  for (let i = 0; i < mono.length; i++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += values[i * channels + channel];
    mono[i] = Math.round(sum / channels);
  }
  return mono;
}
