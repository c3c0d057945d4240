import { describe, expect, it } from 'vitest';
import { scanCsv } from './scan-csv';
import { scanNumber } from './scan-number';

const scan = (text: string, form = {}) => scanNumber({ bytes: Buffer.from(text), at: 0 }, form);

describe('a number scanned from bytes', () => {
  it('has the bits that Number gives, of all lengths and exponents', () => {
    let state = 5;
    const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
    const digits = (count: number) => Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
    for (let i = 0; i < 5000; i++) {
      const text = `${['', '-', '+'][i % 3]}${digits(1 + (i % 20))}.${digits(i % 7)}${i % 4 === 0 ? `e${Math.floor(random() * 80) - 40}` : ''}`;
      expect(Object.is(scan(text), Number(text)), text).toBe(true);
    }
    // 2^53 + 1 is no double, and rounds to one
    for (const text of ['9007199254740993e-21', '9007199254740993e-20', '9007199254740992e-7']) expect(scan(text), text).toBe(Number(text));
    expect(['-0', '.5', '5.', '1e5'].map((text) => scan(text))).toEqual([-0, 0.5, 5, 1e5]);
  });

  it.each(['', '-', '.', 'x', '1e', ',5'])('is none in "%s"', (text) => expect(scan(text)).toBeNaN());
});

it('leaves a row of tabs whose first cell is empty to the reader that says so', () => {
  expect(scanCsv(Buffer.from('1\t2\n\t3\t4\n'), {})).toBeUndefined();
  expect(scanCsv(Buffer.from('1\t2\n3\t4\n'), {})?.numbers).toEqual(Float64Array.of(1, 2, 3, 4));
});
