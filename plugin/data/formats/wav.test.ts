import { describe, expect, it } from 'vitest';
import { makeWav } from '../../../test/make-wav';
import { readWav } from './wav';

const read = (bytes: Buffer, axes = ['audio']) => readWav({ file: 'a.wav', bytes, axes, frequencyHz: 16000, options: {} });

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
    ['an unknown encoding', makeWav([1, 2], { bits: 16, float: true }), 'encoding 3 with 16 bits'],
    ['a NaN', makeWav([0, NaN], { bits: 32, float: true }), 'value 1 is not a number'],
  ])('names %s', (_, bytes, problem) => {
    expect(() => read(bytes)).toThrow(problem);
  });
});
