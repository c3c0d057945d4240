import { encode } from 'jpeg-js';
import { PNG } from 'pngjs';
import { createHash } from 'node:crypto';
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

/** 16 x 8 pixels, 4:2:0, and the digest of what Pillow unpacks. */
const SUBSAMPLED = {
  jpeg: [
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAYEBQYFBAYGBQYHBwYIChAKCgkJChQODwwQFxQYGBcUFhYaHSUfGhsjHBYWICwgIyYnKSopGR8tMC0oMCUoKSj/',
    '2wBDAQcHBwoIChMKChMoGhYaKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCj/wAARCAAIABADASIAAhEBAxEB/8QA',
    'HwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkK',
    'FhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXG',
    'x8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAEC',
    'AxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOE',
    'hYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDiNA+HCugd',
    '4gFHU4rudJ+HUeF22oz23DJP4CiivOeJlHDwaSu4pt2vu7f1Y4uF88xl175//9k=',
  ].join(''),
  sha256: '5727f4d0e5066cddd76fdb10fa10bb0798f87e0e6c9baea36f56b9e89af41fe9',
};

describe('pictures', () => {
  it('are their pixels, row by row, without transparency', () => {
    const { values, dtype, picture, frequencyHz } = readPng(request(png()));
    expect([[...values], dtype, picture, frequencyHz]).toEqual([COLOURS, 'uint8', { width: 2, height: 2 }, 4]);
  });

  it('of one channel have three that are alike', () => {
    const { values } = readPng(request(png({ colorType: 0 })));
    for (let i = 0; i < values.length; i += 3) expect([values[i + 1], values[i + 2]]).toEqual([values[i], values[i]]);
  });

  it('of JPEG come as near as JPEG does, and always the same', async () => {
    const data = Buffer.alloc(16 * 16 * 4, Buffer.from([200, 100, 50, 255]));
    const bytes = encode({ width: 16, height: 16, data }, 95).data;
    const image = { width: 16, height: 16 };
    const { values } = await readJpeg(request(bytes, { image }));
    expect(Math.max(...Array.from(values, (value, i) => Math.abs(value - [200, 100, 50][i % 3])))).toBeLessThanOrEqual(2);
    expect((await readJpeg(request(bytes, { image }))).values).toEqual(values);
    expect(Object.prototype.toString.call(values)).toBe('[object Uint8Array]');
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

  it.each<[string, (bytes: Buffer) => Buffer, string]>([
    ['cut', (bytes) => bytes.subarray(0, bytes.length >> 1), 'cut or damaged'],
    ['cut in their head', (bytes) => bytes.subarray(0, 30), 'ends before its frame'],
    ['something else', () => Buffer.from('no picture'), 'does not begin like one'],
    ['of four colours', (bytes) => withByte(bytes, 9, 4), '4 colours'],
    ['of a size that is a lie', (bytes) => withByte(withByte(bytes, 5, 255), 7, 255), 'it claims'],
  ])('of JPEG that are %s are named', async (_, damage, problem) => {
    const bytes = damage(encode({ width: 64, height: 64, data: Buffer.alloc(64 * 64 * 4).map((__, i) => (i * 37) % 251) }, 90).data);
    const reading = readJpeg(request(bytes, { image: { width: 64, height: 64 } }));
    await expect(reading).rejects.toMatchObject({ code: 'IMP_RECORDING_BROKEN', message: expect.stringContaining(problem) });
  });

  it('of JPEG are what libjpeg makes of smoothed colour, to the last bit', async () => {
    const { values } = await readJpeg(request(Buffer.from(SUBSAMPLED.jpeg, 'base64'), { image: { width: 16, height: 8 } }));
    expect(createHash('sha256').update(values).digest('hex')).toBe(SUBSAMPLED.sha256);
  });
});

/** Changes a byte of the frame header, counted from its marker. */
function withByte(bytes: Buffer, place: number, value: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[changed.indexOf(Buffer.from([0xff, 0xc0])) + place] = value;
  return changed;
}

function lie(): Buffer {
  const bytes = Buffer.from(png());
  bytes.writeUInt32BE(1e6, 16);
  bytes.writeUInt32BE(1e6, 20);
  return bytes;
}
