import { describe, expect, it } from 'vitest';
import { sineOfTurns } from './exact-sine';
import { resample } from './resample';

describe('resample', () => {
  const tone = (hz: number, rate: number, length: number) => Float64Array.from({ length }, (_, i) => sineOfTurns((i * hz) / rate));

  it.each([
    [22050, 16000],
    [8000, 16000],
    [44100, 16000],
  ])('keeps a tone of 1 kHz from %d to %d Hz', (from, to) => {
    const output = resample(tone(1000, from, from / 2), to / from);
    const wanted = tone(1000, to, output.length);
    const error = output.slice(200, -200).reduce((most, value, i) => Math.max(most, Math.abs(value - wanted[i + 200])), 0);
    expect(error).toBeLessThan(0.01);
  });

  it('removes what the lower rate cannot hold', () => {
    const output = resample(tone(10000, 22050, 11025), 16000 / 22050).slice(200, -200);
    expect(output.reduce((most, value) => Math.max(most, Math.abs(value)), 0)).toBeLessThan(0.01);
  });
});
