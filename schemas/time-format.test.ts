import { describe, expect, it } from 'vitest';
import { parseTimeFormat, timeFormatProblem } from './time-format';

describe('time formats', () => {
  it.each([
    ['DD.MM.YYYY HH:mm:ss.SSS', '22.11.2026 20:15:00.25', Date.UTC(2026, 10, 22, 20, 15, 0, 250)],
    ['MM/DD/YYYY HH:mm', '3/7/2026 9:05', Date.UTC(2026, 2, 7, 9, 5)],
    ['HH:mm:ss,SSS', '00:00:01,000500', 1000.5],
    ['[ss]s', '[59]s', 59000],
  ])('read %s', (format, text, ms) => {
    expect(timeFormatProblem(format)).toBeUndefined();
    expect(parseTimeFormat(format).parse(text)).toBe(ms);
  });

  it.each([
    ['HH:mm', '24:00'],
    ['DD.MM.YYYY HH', '1.13.2026 0'],
    ['HH:mm', '1:2:3'],
    ['HH.mm', '1x2'],
  ])('of %s are not %s', (format, text) => {
    expect(parseTimeFormat(format).parse(text)).toBeNaN();
  });

  it.each([
    ['YYYY-MM-DD', 'names no hour'],
    ['HH:mm:HH', 'names a part twice'],
    ['iso', 'names no hour'],
  ])('cannot be %s', (format, problem) => {
    expect(timeFormatProblem(format)).toContain(problem);
  });
});
