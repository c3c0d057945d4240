import { describe, expect, it } from 'vitest';
import { formatQuantity, parseQuantity, writableUnits } from './units';

describe('parseQuantity', () => {
  it.each([
    ['32 ms', 'ms', 32],
    ['0.032 s', 'ms', 32],
    ['4.35 s', 'ms', 4350],
    ['1.1 s', 'ms', 1100],
    ['250 us', 'ms', 0.25],
    ['250 µs', 'ms', 0.25],
    ['2 min', 's', 120],
    ['1 h', 'ms', 3600000],
    ['16 kHz', 'Hz', 16000],
    ['0.0161 MHz', 'Hz', 16100],
    ['62.5Hz', 'Hz', 62.5],
    ['64 kB', 'B', 64000],
    ['64 KiB', 'B', 65536],
    ['1.5 MiB', 'B', 1572864],
    ['1 MB', 'KiB', 976.5625],
    ['20%', 'ratio', 0.2],
    ['20 %', '%', 20],
    ['-40 dB', 'dB', -40],
    ['1e3 ms', 's', 1],
    [' .5 s ', 'ms', 500],
  ])('reads %s as %s: %d', (text, unit, value) => {
    expect(parseQuantity(text, unit)).toBe(value);
  });

  it.each([
    ['1000', 'ms', { problem: 'unit-missing', number: '1000' }],
    ['64 KB', 'B', { problem: 'unit-unknown', written: 'KB', number: '64' }],
    ['64 constructor', 'B', { problem: 'unit-unknown', written: 'constructor', number: '64' }],
    ['0.2 ratio', 'ratio', { problem: 'unit-unknown', written: 'ratio', number: '0.2' }],
    ['1 s', 'Hz', { problem: 'unit-mismatch', written: 's', number: '1' }],
    ['<= 1 s', 's', { problem: 'comparison', rest: '1 s' }],
    ['1 s 2', 's', { problem: 'syntax' }],
    ['1,5 s', 's', { problem: 'syntax' }],
    ['', 's', { problem: 'syntax' }],
  ])('refuses %j for %s', (text, unit, problem) => {
    expect(parseQuantity(text, unit)).toEqual(problem);
  });

  it('wants exactly the comparison asked for', () => {
    expect(parseQuantity('>= 92 %', 'ratio', '>=')).toBe(0.92);
    expect(parseQuantity('> 92 %', 'ratio', '>=')).toEqual({ problem: 'comparison', rest: '92 %' });
    expect(parseQuantity('92 %', 'ratio', '>=')).toEqual({ problem: 'comparison', rest: '92 %' });
  });
});

describe('formatQuantity', () => {
  it.each([[32, 'ms', '32 ms'], [0.2, 'ratio', '20 %'], [0.07, 'ratio', '7 %'], [1e-7, 's', '1e-7 s']])('writes %d %s so that it reads back', (value, unit, text) => {
    expect(formatQuantity(value, unit)).toBe(text);
    expect(parseQuantity(text, unit)).toBe(value);
  });
});

describe('writableUnits', () => {
  it('offers what a person may write', () => {
    expect(writableUnits('ratio')).toEqual(['%']);
    expect(writableUnits('B')).toEqual(['B', 'kB', 'MB', 'GB', 'KiB', 'MiB', 'GiB']);
  });
});
