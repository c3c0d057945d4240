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

  it('is flat to half a decibel up to 0.85 of the lower Nyquist frequency, and lets little pass that it cannot hold', () => {
    const gain = (share: number) => {
      const output = resample(tone(share * 4000, 16000, 16000), 0.5).slice(1000, -1000);
      return 10 * Math.log10((2 * output.reduce((sum, value) => sum + value * value, 0)) / output.length);
    };
    expect([0.25, 0.5, 0.8, 0.85].filter((share) => Math.abs(gain(share)) > 0.5)).toEqual([]);
    expect(gain(1.05)).toBeLessThan(-47);
    expect(gain(1.1)).toBeLessThan(-55);
    expect(gain(1.2)).toBeLessThan(-68);
  });

  it('removes what the lower rate cannot hold', () => {
    const output = resample(tone(10000, 22050, 11025), 16000 / 22050).slice(200, -200);
    expect(output.reduce((most, value) => Math.max(most, Math.abs(value)), 0)).toBeLessThan(0.01);
  });
});
