import { describe, expect, it } from 'vitest';
import { makeWav } from '../../../test/make-wav';
import { readWav } from './wav';

const read = (bytes: Buffer, axes = ['audio'], channels?: number[]) =>
  readWav({ file: 'a.wav', bytes, axes, frequencyHz: 16000, options: { channels } });

/** The same samples behind another head: `fmt ` of 40 bytes with a sub-format, or sizes of 64 bits. */
function extensible(wav: Buffer, tail = '000000001000800000aa00389b71'): Buffer {
  const format = Buffer.alloc(48);
  wav.copy(format, 0, 12, 36);
  format.writeUInt32LE(40, 4);
  format.writeUInt16LE(0xfffe, 8);
  format.writeUInt16LE(22, 24);
  wav.copy(format, 32, 20, 22);
  format.write(tail, 34, 'hex');
  return Buffer.concat([wav.subarray(0, 12), format, wav.subarray(36)]);
}

function withSize(wav: Buffer, size: number): Buffer {
  const changed = Buffer.from(wav);
  changed.writeUInt32LE(size, 40);
  return changed;
}

function rf64(wav: Buffer, dataBytes: number): Buffer {
  const sizes = Buffer.alloc(36);
  sizes.write('ds64', 0);
  sizes.writeUInt32LE(28, 4);
  sizes.writeBigUInt64LE(BigInt(dataBytes), 16);
  const changed = withSize(wav, 0xffffffff);
  changed.write('RF64', 0);
  return Buffer.concat([changed.subarray(0, 12), sizes, changed.subarray(12)]);
}

describe('readWav', () => {
  it('reads 16-bit samples as they are', () => {
    const { values, frequencyHz, dtype, axes } = read(makeWav([-32768, -1, 0, 1, 32767], { hz: 8000 }));
    expect([...values]).toEqual([-32768, -1, 0, 1, 32767]);
    expect({ frequencyHz, dtype, axes }).toEqual({ frequencyHz: 8000, dtype: 'int16', axes: ['audio'] });
  });

  it.each([
    ['8-bit', makeWav([0, 128, 255], { bits: 8 }), [-32768, 0, 32512]],
    ['24-bit', makeWav([-8388608, 0, 127, 128, 8388607], { bits: 24 }), [-32768, 0, 0, 1, 32767]],
    ['32-bit', makeWav([-2147483648, 0, 32768, 2147483647], { bits: 32 }), [-32768, 0, 1, 32767]],
    ['float', makeWav([-1, 0, 0.5, 1, 3, -Infinity], { bits: 32, float: true }), [-32768, 0, 16384, 32767, 32767, -32768]],
    ['double', makeWav([-1, 0.25], { bits: 64, float: true }), [-32768, 8192]],
  ])('scales %s samples to int16', (_, bytes, expected) => {
    expect([...read(bytes).values]).toEqual(expected);
  });

  it('averages channels for one axis and keeps them for several', () => {
    const stereo = makeWav([100, 200, -3, -4], { channels: 2 });
    expect([...read(stereo).values]).toEqual([150, -3]);
    expect([...read(stereo, ['left', 'right']).values]).toEqual([100, 200, -3, -4]);
    expect(() => read(stereo, ['x', 'y', 'z'])).toThrow(expect.objectContaining({ code: 'IMP_AXES_MISMATCH' }));
  });

  it('takes the channels that the source names, in their order', () => {
    const threefold = makeWav([1, 2, 3, 4, 5, 6], { channels: 3 });
    expect([...read(threefold, ['audio'], [2]).values]).toEqual([2, 5]);
    expect([...read(threefold, ['left', 'right'], [3, 1]).values]).toEqual([3, 1, 6, 4]);
    expect(() => read(threefold, ['audio'], [4])).toThrow(expect.objectContaining({ code: 'IMP_CHANNEL_MISSING' }));
  });

  it('reads WAVE_FORMAT_EXTENSIBLE of PCM and float, and samples in wider containers', () => {
    expect([...read(extensible(makeWav([-1, 7], { bits: 16 }))).values]).toEqual([-1, 7]);
    expect([...read(extensible(makeWav([0.5], { bits: 32, float: true }))).values]).toEqual([16384]);
    const padded = makeWav([-65536, 131072], { bits: 32 });
    padded.writeUInt16LE(24, 34);
    expect([...read(padded).values]).toEqual([-1, 2]);
  });

  it.each([0x7ffff000, 0x80000000, 0xffffffff])('takes all that follows where a program streamed and wrote the size %d', (size) => {
    expect([...read(withSize(makeWav([1, 2, 3]), size)).values]).toEqual([1, 2, 3]);
  });

  it('reads files with sizes of 64 bits, and no further than those say', () => {
    expect([...read(rf64(makeWav([1, 2, 3]), 4)).values]).toEqual([1, 2]);
  });

  it('leaves half a frame at the end out', () => {
    expect([...read(makeWav([1, 2, 3], { channels: 2 }), ['left', 'right']).values]).toEqual([1, 2]);
  });

  it('skips chunks that it does not know, odd sizes included', () => {
    const wav = makeWav([7, 8]);
    const list = Buffer.from('LIST\x03\x00\x00\x00abc\x00', 'latin1');
    expect([...read(Buffer.concat([wav.subarray(0, 12), list, wav.subarray(12)])).values]).toEqual([7, 8]);
  });

  it.each([
    ['no header', Buffer.from('hello, this is text'), 'RIFF/WAVE header'],
    ['a cut file', makeWav([1, 2, 3]).subarray(0, 46), 'ends after 2 of 6 data bytes'],
    ['no data', makeWav([]), 'holds no samples'],
    ['no data chunk', makeWav([1]).subarray(0, 36), 'no data chunk'],
    ['a sub-format of its own', extensible(makeWav([1]), 'ffffffffffffffffffffffffffff'), 'encoding 65534'],
    ['more than 32 bits of PCM', makeWav([1, 2], { bits: 48 }), 'encoding 1 with 48 bits'],
    ['an unknown encoding', makeWav([1, 2], { bits: 16, float: true }), 'encoding 3 with 16 bits'],
    ['a NaN', makeWav([0, NaN], { bits: 32, float: true }), 'value 1 is not a number'],
  ])('names %s', (_, bytes, problem) => {
    expect(() => read(bytes)).toThrow(problem);
  });
});
