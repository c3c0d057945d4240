import { describe, expect, it } from 'vitest';
import { readGraphs } from './read-graphs';

describe('readGraphs', () => {
  it('reads lines over their axis, without values that are none', () => {
    const graph = { name: 'Jerk', type: 'linear', X: { x: [1, null, 3] }, y: [0, 10, 20], axisLabels: { X: 'ms', y: 'g/s' } };
    expect(readGraphs([graph])).toEqual([{ name: 'Jerk', xName: 'ms', yName: 'g/s', lines: [{ name: 'x', points: [{ x: 0, y: 1 }, { x: 20, y: 3 }] }] }]);
  });

  it('reads pictures as data that a page can hold', () => {
    expect(readGraphs([{ name: 'Map', type: 'image', image: 'iVBO Rw0K', imageMimeType: 'image/png' }])).toEqual([{ name: 'Map', image: 'data:image/png;base64,iVBORw0K', lines: [] }]);
  });

  it('leaves out what is no graph, above all what could run in a page', () => {
    const script = { type: 'image', image: 'PHNjcmlwdD4=', imageMimeType: 'text/html' };
    const quote = { type: 'image', image: '" onerror="x', imageMimeType: 'image/png' };
    expect(readGraphs([script, quote, null, { name: 'x', X: { a: 'b' } }, {}])).toEqual([]);
    expect(readGraphs('none')).toEqual([]);
  });
});
