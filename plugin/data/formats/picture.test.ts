import { encode } from 'jpeg-js';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { readJpeg } from './jpeg';
import { readPng } from './png';

const request = (bytes: Buffer, over = {}) => ({
  file: 'a.png', bytes, axes: ['red', 'green', 'blue'], frequencyHz: 4, image: { width: 2, height: 2 }, options: {}, ...over,
});

/** Four pixels, the last one half transparent. */
const PIXELS = Buffer.from([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 10, 20, 30, 128]);
const png = (options = {}) => PNG.sync.write(Object.assign(new PNG({ width: 2, height: 2, ...options }), { data: PIXELS }), options);
const COLOURS = [255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30];

describe('pictures', () => {
  it('are their pixels, row by row, without transparency', () => {
    const { values, dtype, picture, frequencyHz } = readPng(request(png()));
    expect([[...values], dtype, picture, frequencyHz]).toEqual([COLOURS, 'uint8', { width: 2, height: 2 }, 4]);
  });

  it('of one channel have three that are alike', () => {
    const { values } = readPng(request(png({ colorType: 0 })));
    for (let i = 0; i < values.length; i += 3) expect([values[i + 1], values[i + 2]]).toEqual([values[i], values[i]]);
  });

  it('of JPEG come as near as JPEG does, and always the same', () => {
    const data = Buffer.alloc(16 * 16 * 4, Buffer.from([200, 100, 50, 255]));
    const bytes = encode({ width: 16, height: 16, data }, 95).data;
    const image = { width: 16, height: 16 };
    const { values } = readJpeg(request(bytes, { image }));
    expect(Math.max(...Array.from(values, (value, i) => Math.abs(value - [200, 100, 50][i % 3])))).toBeLessThanOrEqual(2);
    expect(readJpeg(request(bytes, { image })).values).toEqual(values);
  });

  it('of another size are an error, unless the source resizes', () => {
    const other = { image: { width: 4, height: 2 } };
    expect(() => readPng(request(png(), other))).toThrow(expect.objectContaining({ code: 'IMP_IMAGE_SIZE' }));
    expect(readPng(request(png(), { ...other, options: { resize: 'squash' } })).picture).toEqual({ width: 2, height: 2 });
  });

  it('are an error where the input is a window over time', () => {
    const read = () => readPng(request(png(), { image: undefined, axes: ['audio'] }));
    expect(read).toThrow(expect.objectContaining({ code: 'IMP_IMAGE_INPUT', fix: expect.stringContaining('image: { width: 2, height: 2 }') }));
  });

  it.each([
    ['text', Buffer.from('this is no picture at all'), 'no readable PNG'],
    ['a cut file', png().subarray(0, 50), 'no readable PNG'],
    ['a size that is a lie', lie(), 'it claims 1000000000000 pixels'],
  ])('that are %s are named', (_, bytes, problem) => {
    const read = () => readPng(request(bytes));
    expect(read).toThrow(expect.objectContaining({ code: 'IMP_RECORDING_BROKEN' }));
    expect(read).toThrow(problem);
  });

  it('of JPEG that are cut, or something else, are named', () => {
    const bytes = encode({ width: 64, height: 64, data: Buffer.alloc(64 * 64 * 4).map((_, i) => (i * 37) % 251) }, 90).data;
    for (const wrong of [bytes.subarray(0, bytes.length >> 1), Buffer.from('no picture')]) {
      expect(() => readJpeg(request(wrong, { image: { width: 64, height: 64 } }))).toThrow(expect.objectContaining({ code: 'IMP_RECORDING_BROKEN' }));
    }
  });
});

function lie(): Buffer {
  const bytes = Buffer.from(png());
  bytes.writeUInt32BE(1e6, 16);
  bytes.writeUInt32BE(1e6, 20);
  return bytes;
}
