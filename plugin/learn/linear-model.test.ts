import { describe, expect, it } from 'vitest';
import { readLinear } from './linear-model';

const DOCUMENT = { apiVersion: 'impulse-linear/v1', task: 'classes', classes: [0, 1], weights: [[1, 2], [3, 4]], bias: [0, 1] };
const read = (change: object) => readLinear(JSON.stringify({ ...DOCUMENT, ...change }), 'model.pkl');

describe('linear.json', () => {
  it('is read whole', () => expect(read({})).toEqual(DOCUMENT));

  it.each([
    [{ weights: undefined }, /weights/],
    [{ weights: [[1, 2], [3]] }, /different lengths/],
    [{ bias: [0] }, /not each a row of weights and a bias/],
    [{ task: 'value', classes: undefined }, /not each a row/],
    [{ apiVersion: 'x' }, /apiVersion/],
  ])('is refused with %j', (change, problem) => {
    expect(() => read(change)).toThrow(expect.objectContaining({ code: 'IMP_LINEAR_INVALID', message: expect.stringMatching(problem) }));
  });

  it('is JSON', () => expect(() => readLinear('{', 'model.pkl')).toThrow(expect.objectContaining({ code: 'IMP_LINEAR_INVALID' })));
});
