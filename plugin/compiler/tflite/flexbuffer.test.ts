import { describe, expect, test } from 'vitest';
import { FlatbufferRangeError } from './flatbuffer';
import { readFlexbufferMap } from './flexbuffer';

/** `{"a": 1000, "b": 0.5, "c": true}` by the writer of FlatBuffers: 16-bit and 32-bit values in a map of width 4. */
const MAP = Uint8Array.from([
  ...Buffer.from('a\0b\0c\0'), 0, 0,
  3, 0, 0, 0, 12, 0, 0, 0, 14, 0, 0, 0, 16, 0, 0, 0,
  12, 0, 0, 0, 4, 0, 0, 0, 3, 0, 0, 0, 0xe8, 3, 0, 0, 0, 0, 0, 0x3f, 1, 0, 0, 0, (1 << 2) | 2, (3 << 2) | 2, (26 << 2) | 2,
  15, (9 << 2) | 2, 1,
]);

describe('the options of a custom operator', () => {
  test('are numbers by name', () => {
    expect([...readFlexbufferMap(MAP)]).toEqual([['a', 1000], ['b', 0.5], ['c', 1]]);
  });

  test('are refused where they are cut off or damaged, by one kind of error', () => {
    for (let size = 0; size < MAP.length; size++) expect(() => readFlexbufferMap(MAP.subarray(0, size))).toThrow(FlatbufferRangeError);
    for (let at = 0; at < MAP.length; at++) {
      for (const value of [0, 0x7f, 0xff]) {
        const damaged = Uint8Array.from(MAP);
        damaged[at] = value;
        try {
          readFlexbufferMap(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(FlatbufferRangeError);
        }
      }
    }
  });

  test('are refused where they are no map', () => {
    expect(() => readFlexbufferMap(Uint8Array.of(7, 1 << 2, 1))).toThrow('are no map');
  });
});
