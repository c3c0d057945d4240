import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { readFeatures, rowsOf } from '../learn/read-features';
import { classTargets, valueTargets } from '../learn/targets';
import { makeTraining } from './make-training';

describe('makeTraining', () => {
  it('makes classes that each side has windows of, and that are apart', () => {
    const folder = makeFolder();
    makeTraining(folder, 'classes');
    const set = readFeatures([folder]);
    const [train, validation] = [rowsOf('train', set, folder), rowsOf('validation', set, folder)];
    expect([train.length, validation.length, set.width]).toEqual([90, 30, 8]);
    const { labels, classes } = classTargets(set.windows, train, validation);
    expect(labels).toEqual(['one', 'three', 'two']);
    for (let row = 0; row < set.windows.length; row++) expect(nearest(set.features.subarray(row * 8, row * 8 + 8))).toBe(classes[row]);
  });

  it('makes values that follow from the features', () => {
    const folder = makeFolder();
    makeTraining(folder, 'value');
    const set = readFeatures([folder]);
    const { values, unit, zero } = valueTargets(set.windows, rowsOf('train', set, folder), 'value');
    for (const row of [0, 50, 119]) expect(values[row]! * unit + zero).toBeCloseTo(set.features[row * 8]! - set.features[row * 8 + 1]!, 5);
  });
});

/** The class whose features (every third, from its own number on) are largest in the mean. */
function nearest(features: Float32Array): number {
  const means = [0, 1, 2].map((kind) => {
    const own = features.filter((_, at) => at % 3 === kind);
    return own.reduce((sum, value) => sum + value, 0) / own.length;
  });
  return means.indexOf(Math.max(...means));
}
