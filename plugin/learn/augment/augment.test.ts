import { describe, expect, it } from 'vitest';
import { createRandom } from '../random';
import { createAlterFeatures } from './alter-features';
import { alterWindow } from './alter-window';
import { altersRecordings, type Augmentation } from './augmentation';
import { decibelsToRatio } from './decibels';

const NONE: Augmentation = { copies: 1, noise: 'none', shift: 0, gain: 0, speed: 0, microphone: 'none', stretch: 0, maskFrames: 0, maskBands: 0, mixup: 0 };
const tone = Int16Array.from({ length: 1000 }, (_, i) => ((i * 37) % 200) * 100 - 10_000);

describe('alterWindow', () => {
  it('copies a window that nothing is to be done to', () => {
    expect(alter({}, 100, 300)).toEqual(tone.slice(100, 400));
  });

  it('moves in what lies beside the window, and silence from beyond the recording', () => {
    const silences = Array.from({ length: 20 }, (_, seed) => alter({ shift: 50 }, 0, 300, seed).findIndex((value) => value !== 0));
    expect(Math.max(...silences)).toBeGreaterThan(20);
    expect(Math.max(...silences)).toBeLessThanOrEqual(51);
    const inside = Array.from({ length: 20 }, (_, seed) => alter({ shift: 50 }, 100, 300, seed));
    expect(inside.every((values) => values.filter((value) => value === 0).length < 10)).toBe(true);
    expect(inside.some((values) => values[0] !== tone[100])).toBe(true);
  });

  it('holds the last value of a sensor beyond its recording', () => {
    const ramp = Float32Array.from({ length: 50 }, (_, i) => i);
    const target = new Float32Array(100);
    alterWindow({ values: ramp, axes: 1, frequencyHz: 1000, start: 0 }, target, NONE, createRandom(1));
    expect([...target.slice(48, 52)]).toEqual([48, 49, 49, 49]);
  });

  it('keeps gain and noise within what was asked for', () => {
    for (let seed = 0; seed < 20; seed++) {
      const ratio = loudness(alter({ gain: 6 }, 0, 500, seed)) / loudness(tone.slice(0, 500));
      expect(ratio).toBeGreaterThan(0.49);
      expect(ratio).toBeLessThan(2.01);
      const noise = alter({ noise: 'low' }, 0, 500, seed).map((value, at) => value - tone[at]);
      expect(loudness(noise) / loudness(tone.slice(0, 500))).toBeLessThan(0.35);
    }
  });

  it('does the same by the same stream, and keeps inside of int16', () => {
    const strong: Partial<Augmentation> = { gain: 40, noise: 'high', speed: 0.2, microphone: 'high', shift: 100 };
    expect(alter(strong, 0, 500, 5)).toEqual(alter(strong, 0, 500, 5));
    expect(alter(strong, 0, 500, 5)).not.toEqual(alter(strong, 0, 500, 6));
  });

  it('treats the axes of a window alike', () => {
    const both = Float32Array.from({ length: 200 }, (_, i) => Math.floor(i / 2) ** 2 % 97);
    const target = new Float32Array(100);
    alterWindow({ values: both, axes: 2, frequencyHz: 100, start: 20 }, target, { ...NONE, speed: 0.1, shift: 50, microphone: 'high', gain: 3 }, createRandom(2));
    target.forEach((value, at) => expect(at % 2 ? value : target[at + 1]).toBe(value));
  });
});

describe('alterWindow of images', () => {
  const image = { width: 20, height: 10 };
  /** Red tells the column, green the row. */
  const picture = Uint8Array.from({ length: 400 }, (_, i) => (i % 2 ? Math.floor(i / 40) : (i >> 1) % 20));
  const move = (augmentation: Partial<Augmentation>, seed = 1) => {
    const target = new Uint8Array(400);
    alterWindow({ values: picture, axes: 2, frequencyHz: 200, start: 0, image }, target, { ...NONE, ...augmentation }, createRandom(seed));
    return target;
  };

  it('moves them by whole pixels, and repeats their edges', () => {
    const moves = Array.from({ length: 40 }, (_, seed) => {
      const moved = move({ shift: 100 }, seed);
      const [right, down] = [10 - moved[2 * 110], 5 - moved[2 * 110 + 1]];
      for (let at = 0; at < 200; at++) {
        expect(moved[2 * at]).toBe(Math.max(0, Math.min(19, (at % 20) - right)));
        expect(moved[2 * at + 1]).toBe(Math.max(0, Math.min(9, Math.floor(at / 20) - down)));
      }
      return [right, down];
    });
    for (const [side, most] of [[0, 2], [1, 1]]) expect(new Set(moves.map((one) => Math.abs(one[side])))).toEqual(new Set(Array.from({ length: most + 1 }, (_, i) => i)));
  });

  it('does not shear them by what is made for sound, and keeps inside of uint8', () => {
    expect(move({ speed: 0.2, microphone: 'high' })).toEqual(picture);
    const loudest = Array.from({ length: 20 }, (_, seed) => Math.max(...move({ gain: 40 }, seed)));
    expect([Math.max(...loudest), Math.min(...loudest) < 19]).toEqual([255, true]);
  });
});

describe('createAlterFeatures', () => {
  it('leaves features without a time axis alone', () => {
    expect(createAlterFeatures([40], { ...NONE, stretch: 0.2, maskFrames: 3 })).toBeUndefined();
    expect(createAlterFeatures([10, 4], NONE)).toBeUndefined();
  });

  it('blanks runs of frames and bands', () => {
    const features = new Float32Array(200).fill(1);
    createAlterFeatures([20, 10], { ...NONE, maskFrames: 5, maskBands: 3 })?.(features, createRandom(4));
    const rows = Array.from({ length: 20 }, (_, frame) => features.slice(frame * 10, frame * 10 + 10));
    const blankRows = rows.filter((row) => row.every((value) => value === 0)).length;
    expect(blankRows).toBeLessThanOrEqual(5);
    expect(blankRows * 10).toBeLessThan(features.filter((value) => value === 0).length + 1);
  });

  it('stretches about the first frame', () => {
    const features = Float32Array.from({ length: 50 }, (_, frame) => frame);
    createAlterFeatures([50, 1], { ...NONE, stretch: 0.3 })?.(features, createRandom(4));
    expect(features[0]).toBe(0);
    expect(features[20] / features[10]).toBeCloseTo(2, 5);
    expect(features[20]).not.toBe(20);
  });
});

describe('altersRecordings', () => {
  it('is asked for by anything that changes raw values', () => {
    expect(altersRecordings(undefined)).toBe(false);
    expect(altersRecordings({ ...NONE, stretch: 0.1, maskFrames: 4 })).toBe(false);
    expect(altersRecordings({ ...NONE, speed: 0.1 })).toBe(true);
    expect(altersRecordings({ ...NONE, microphone: 'low' })).toBe(true);
  });
});

describe('decibelsToRatio', () => {
  it.each([[0, 1], [20, 10], [-20, 0.1], [6, 1.9952623149688795], [60, 1000]])('turns %d dB into %d', (decibels, ratio) => {
    expect(Math.abs(decibelsToRatio(decibels) / ratio - 1)).toBeLessThan(1e-12);
  });
});

function alter(augmentation: Partial<Augmentation>, start: number, steps: number, seed = 1): Int16Array {
  const target = new Int16Array(steps);
  alterWindow({ values: tone, axes: 1, frequencyHz: 1000, start }, target, { ...NONE, ...augmentation }, createRandom(seed));
  return target;
}

function loudness(values: Int16Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}
