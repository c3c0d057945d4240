import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../../test/temp-folder';
import type { FeatureSet } from '../../learn/read-features';
import { classRows } from './class-rows';

const LABELS = ['idle', 'worn', 'running', null, 'idle', 'worn', 'running'];
const SIDES = ['train', 'train', 'train', 'train', 'validation', 'validation', 'test'];

describe('the windows of a classifier', () => {
  const set: FeatureSet = {
    ...{ shape: [1], width: 1, features: new Float32Array(LABELS.length) },
    windows: LABELS.map((label, row) => ({ id: `${row}`, sample: row, start: 0, length: 1, label })),
  };
  const split = makeFolder({ 'split.json': JSON.stringify(Object.fromEntries(SIDES.map((side, row) => [row, side]))) });
  const rows = (learn: { classes?: string[] }, task: 'classes' | 'value' = 'classes') => classRows({ name: 'speed', ...learn }, task, set, split);

  it('are all with a label, or those of its classes', () => {
    expect(rows({})).toEqual({ train: Uint32Array.of(0, 1, 2), validation: Uint32Array.of(4, 5) });
    expect(rows({ classes: ['running', 'idle'] })).toEqual({ train: Uint32Array.of(0, 2), validation: Uint32Array.of(4) });
  });

  it('are missing for a class that the train side does not have', () => {
    const wanted = { code: 'IMP_LABEL_UNTRAINED', message: expect.stringContaining('ruinning') };
    expect(() => rows({ classes: ['idle', 'ruinning'] })).toThrow(expect.objectContaining(wanted));
  });

  it('have no classes where a value is learned', () => {
    const wanted = { code: 'IMP_LEARN_OPTION_IDLE', message: expect.stringContaining('it learns a value') };
    expect(() => rows({ classes: ['idle', 'running'] }, 'value')).toThrow(expect.objectContaining(wanted));
  });
});
