import { Encoder, encode } from 'cbor-x';
import { createHmac } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasShared, unpackShared } from '../../../test/shared-data';
import { readCbor } from './cbor';
import { cborLength } from './cbor-length';
import type { ReaderOptions } from './format';
import { readJson } from './json';

const ZEROS = '0'.repeat(64);
const document = (payload = {}, head = {}) => ({
  protected: { ver: 'v1', alg: 'HS256', ...head },
  signature: ZEROS,
  payload: {
    device_name: 'ac:87',
    device_type: 'NANO',
    interval_ms: 10,
    sensors: [
      { name: 'accX', units: 'm/s2' },
      { name: 'accY', units: 'm/s2' },
    ],
    values: [
      [1.5, -2],
      [3, 4],
    ],
    ...payload,
  },
});
const AUDIO = { interval_ms: 0.0625, sensors: [{ name: 'audio', units: 'wav' }] };

/** Signs as the devices do: over the bytes with zeros, which are then replaced in place. */
function sign(bytes: Buffer, key: string): Buffer {
  const signed = Buffer.from(bytes);
  signed.write(createHmac('sha256', key).update(bytes).digest('hex'), signed.indexOf(ZEROS), 'latin1');
  return signed;
}

const request = (bytes: Buffer, axes: string[], options: ReaderOptions) => ({
  file: 'd/idle.3f.cbor',
  bytes,
  axes,
  frequencyHz: 100,
  options,
});
const json = (value: unknown, options = {}, axes = ['accX', 'accY']) =>
  readJson(request(Buffer.from(JSON.stringify(value)), axes, options));
const cbor = (bytes: Buffer, options = {}, axes = ['accX', 'accY']) => readCbor(request(bytes, axes, options));

/** A CBOR text, map or array head for fewer than 24 (or, for text, 256) items. */
const text = (value: string) =>
  Buffer.concat([Buffer.from(value.length < 24 ? [0x60 + value.length] : [0x78, value.length]), Buffer.from(value)]);
const map = (...entries: [string, Buffer][]) =>
  Buffer.concat([Buffer.from([0xa0 + entries.length]), ...entries.flatMap(([key, value]) => [text(key), value])]);

/** What firmware streams: `values` of indefinite length. */
function streamed(items: Buffer): Buffer {
  const sensor = map(['name', text('audio')], ['units', text('wav')]);
  return map(
    ['protected', map(['ver', text('v1')], ['alg', text('HS256')])],
    ['signature', text(ZEROS)],
    [
      'payload',
      map(
        ['device_type', text('NANO')],
        ['interval_ms', Buffer.from('fb3fb0000000000000', 'hex')],
        ['sensors', Buffer.concat([Buffer.from([0x81]), sensor])],
        ['values', Buffer.concat([Buffer.from([0x9f]), items, Buffer.from([0xff])])],
      ),
    ],
  );
}

describe('acquisition documents', () => {
  it('reads values, rate, device and the label in the file name', () => {
    expect(json(document())).toEqual({
      axes: ['accX', 'accY'],
      frequencyHz: 100,
      dtype: 'float32',
      values: Float32Array.of(1.5, -2, 3, 4),
      metadata: { device_name: 'ac:87', device_type: 'NANO' },
      label: 'idle',
    });
  });

  it('reads the same from CBOR, with definite and with indefinite lengths', () => {
    expect(cbor(Buffer.from(encode(document())))).toEqual(json(document()));
    const values = Buffer.from('0120192710', 'hex');
    expect([...cbor(streamed(values), {}, ['audio']).values]).toEqual([1, -1, 10000]);
  });

  it('reads int16 samples that follow behind the document', () => {
    const reference = text('Ref-BINARY-i16'.padEnd(16));
    const samples = Buffer.from(Int16Array.of(-32768, 7, 32767).buffer);
    const { values, dtype, frequencyHz } = cbor(Buffer.concat([streamed(reference), samples]), {}, ['audio']);
    expect([[...values], dtype, frequencyHz]).toEqual([[-32768, 7, 32767], 'int16', 16000]);
  });

  it('reads one sensor as bare numbers, chooses axes by name and spans by structured labels', () => {
    expect([...json(document({ ...AUDIO, values: [1, -5] }), {}, ['audio']).values]).toEqual([1, -5]);
    expect([...json(document(), {}, ['accY']).values]).toEqual([-2, 4]);
    const labelled = json(document({ structured_labels: [{ startIndex: 0, endIndex: 1, label: 'up' }] }));
    expect(labelled).toMatchObject({ spans: [{ start: 0, end: 1, label: 'up' }] });
    expect(labelled.label).toBeUndefined();
  });

  it('checks the signature of JSON, CBOR and CBOR with an attachment where there is a key', () => {
    const signedJson = sign(Buffer.from(JSON.stringify(document())), 'hk');
    expect(readJson(request(signedJson, ['accX', 'accY'], { hmacKey: 'hk' })).values).toHaveLength(4);
    const signedCbor = sign(Buffer.from(encode(document())), 'hk');
    expect(cbor(signedCbor, { hmacKey: 'hk' }).values).toHaveLength(4);
    const attached = Buffer.concat([sign(streamed(text('Ref-BINARY-i16')), 'hk'), Buffer.from([1, 0])]);
    expect([...cbor(attached, { hmacKey: 'hk' }, ['audio']).values]).toEqual([1]);
    for (const bytes of [signedCbor, attached]) {
      expect(() => cbor(bytes, { hmacKey: 'other' })).toThrow(expect.objectContaining({ code: 'IMP_SIGNATURE_WRONG' }));
    }
    signedJson[signedJson.indexOf('1.5')] = 0x32;
    expect(() => readJson(request(signedJson, ['accX', 'accY'], { hmacKey: 'hk' }))).toThrow('does not fit');
  });

  it('takes the key from the environment and checks nothing without a key or without a signature', () => {
    process.env.NX_IMPULSE_TEST_KEY = 'hk';
    const signed = sign(Buffer.from(encode(document())), 'hk');
    expect(cbor(signed, { hmacKey: 'env:NX_IMPULSE_TEST_KEY' }).values).toHaveLength(4);
    expect(() => cbor(signed, { hmacKey: 'env:NX_IMPULSE_NO_KEY' })).toThrow(expect.objectContaining({ code: 'IMP_HMAC_KEY_MISSING' }));
    expect(json({ ...document({}, { alg: 'none' }), signature: '00' }, { hmacKey: 'hk' }).values).toHaveLength(4);
    expect(() => json({ ...document(), signature: 'xyz' }, { hmacKey: 'hk' })).toThrow('64 hexadecimal');
  });

  it.each<[string, unknown, string]>([
    ['another JSON', { a: 1 }, 'no acquisition document'],
    ['null', null, 'no acquisition document'],
    ['another version', document({}, { ver: 'v2' }), 'version is "v2"'],
    ['another algorithm', document({}, { alg: 'RS256' }), 'algorithm is "RS256"'],
    ['an image', document({ interval_ms: 0 }), 'no series over time'],
    ['an interval of no length', document({ interval_ms: 1e-320 }), 'no series over time'],
    ['an interval in words', document({ interval_ms: { toString: 1 } }), 'its "interval_ms" is an object'],
    ['no sensors', document({ sensors: [] }), 'no sensors'],
    ['a sensor without a name', document({ sensors: [{ name: 'accX', units: 'g' }, null] }), 'its sensor 1 has no name'],
    ['a number beyond float32', document({ values: [[1, 1e39]] }), 'value 0 of accY is no number'],
    ['labels that are none', document({ structured_labels: [null] }), 'no list of labels'],
    ['no values', document({ values: [] }), 'holds no values'],
    ['a short row', document({ values: [[1, 2], [3]] }), 'value 1 is not one number per sensor'],
    ['a null', document({ values: [[1, null]] }), 'value 0 of accY is no number'],
    [
      'three sensors for two axes',
      document({ sensors: ['a', 'b', 'c'].map((name) => ({ name, units: 'g' })), values: [[1, 2, 3]] }),
      'columns (a, b, c)',
    ],
  ])('refuses %s', (_, value, problem) => {
    expect(() => json(value)).toThrow(problem);
    expect(() => cbor(Buffer.from(encode(value)))).toThrow(problem);
  });

  it('keeps of what a device says of itself only what is text', () => {
    expect(json(document({ device_name: { a: 1 }, device_type: '' })).metadata).toEqual({});
  });

  it('refuses numbers that only CBOR has', () => {
    expect(() => cbor(Buffer.from(encode(document({ interval_ms: 10n ** 12n }))))).toThrow('its "interval_ms" is 1000000000000,');
  });

  it('refuses bombs: lists nested without end, and lengths that the file does not have', () => {
    expect(() => cbor(Buffer.concat([Buffer.alloc(1e6, 0x81), Buffer.from([0])]))).toThrow('nested deeper than 100 levels');
    expect(() => cbor(Buffer.alloc(1e6, 0x9f))).toThrow('nested deeper than 100 levels');
    expect(() => cbor(Buffer.from('9b7fffffffffffffff00', 'hex'))).toThrow('inside an item');
    expect(() => cbor(Buffer.from('5bffffffffffffffff00', 'hex'))).toThrow('inside an item');
    expect(() => readJson(request(Buffer.from('['.repeat(1e6)), ['x'], {}))).toThrow('no valid JSON');
    expect(() => readJson(request(Buffer.from('['.repeat(1e5) + ']'.repeat(1e5)), ['x'], {}))).toThrow('nested deeper than 100 levels');
  });

  it('refuses audio that is no int16, cut files, foreign attachments and bytes behind the end', () => {
    expect(() => json(document({ ...AUDIO, values: [0.5] }), {}, ['audio'])).toThrow('no 16-bit integer');
    expect(() => readJson(request(Buffer.from('{"a":'), ['x'], {}))).toThrow('no valid JSON');
    expect(() => cbor(Buffer.from(encode(document())).subarray(0, 40))).toThrow('no valid CBOR');
    expect(() => cbor(streamed(text('Ref-BINARY-image/jpeg')), {}, ['audio'])).toThrow('is not Ref-BINARY-i16');
    expect(() => cbor(Buffer.concat([Buffer.from(encode(document())), Buffer.from([0])]))).toThrow('1 bytes follow');
  });

  it.skipIf(!hasShared('motion-ei-gestures'))('reads every real gesture of a studio export (needs ../shared)', () => {
    const folder = join(unpackShared('motion-ei-gestures'), 'ei-gestures/testing');
    const files = readdirSync(folder);
    for (const file of files) {
      const recording = readJson({
        file,
        bytes: readFileSync(join(folder, file)),
        axes: ['accX', 'accY', 'accZ'],
        frequencyHz: 62.5,
        options: {},
      });
      expect([recording.values.length % 3, recording.frequencyHz, recording.label], file).toEqual([0, 62.5, file.split('.')[0]]);
    }
    expect(files.length).toBeGreaterThan(500);
  });
});

describe('cborLength', () => {
  it.each([0, 23, 255, 65536, -1, 1.5, true, null, 'text', [1, [2, 3]], { a: { b: Buffer.alloc(300) } }])(
    'finds the end of %j',
    (value) => {
      const bytes = Buffer.from(encode(value));
      expect(cborLength(Buffer.concat([bytes, Buffer.from([1, 2, 3])]))).toBe(bytes.length);
    },
  );

  it('finds the end of tagged items, long integers and nested indefinite items', () => {
    const items = [
      'c1fb41d452d9e2000000',
      '1bffffffffffffffff',
      '9f9f01ff5f4101ffff',
      'bf6161bf6162f4ffff',
      'f97e00',
      '9b0000000000000002f4f5',
    ];
    for (const item of items.map((hex) => Buffer.from(hex, 'hex'))) expect(cborLength(item)).toBe(item.length);
    const big = new Encoder({ useRecords: false }).encode(Array.from({ length: 1000 }, (_, i) => i));
    expect(cborLength(Buffer.from(big))).toBe(big.length);
  });
});
