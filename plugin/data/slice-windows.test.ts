import { describe, expect, it } from 'vitest';
import type { Sample } from './dataset';
import { sliceWindows } from './slice-windows';

const input = { windowMs: 1000, strideMs: 500, frequencyHz: 10 };
const sample = (length: number, part: Partial<Sample> = {}): Sample => ({
  id: `${length}`,
  file: `${length}.wav`,
  label: 'yes',
  axes: ['audio'],
  frequencyHz: 10,
  length,
  dtype: 'int16',
  metadata: {},
  ...part,
});

describe('sliceWindows', () => {
  it('slides whole windows over a recording and pads a short one once', () => {
    expect(sliceWindows({ samples: [sample(4), sample(24)] }, input)).toEqual([
      { sample: 0, start: 0, length: 4, label: 'yes' },
      { sample: 1, start: 0, length: 10, label: 'yes' },
      { sample: 1, start: 5, length: 10, label: 'yes' },
      { sample: 1, start: 10, length: 10, label: 'yes' },
    ]);
  });

  it('labels a window by the span that covers it whole', () => {
    const spans = [
      { start: 0, end: 9, label: 'sit' },
      { start: 10, end: 24, label: 'walk' },
    ];
    const labels = sliceWindows({ samples: [sample(26, { label: null, spans })] }, input).map((window) => window.label);
    expect(labels).toEqual(['sit', null, 'walk', 'walk']);
  });

  it('refuses a window that is longer than every recording and says how long it may be', () => {
    expect(() => sliceWindows({ samples: [sample(4), sample(9)] }, input)).toThrow(
      expect.objectContaining({ code: 'IMP_WINDOW_TOO_LONG', fix: 'set "input.window" to 900 ms or less' }),
    );
  });
});
