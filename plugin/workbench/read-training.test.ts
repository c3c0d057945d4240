import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { createFeatureMatrix } from '../data/feature-matrix';
import { readFeatures, rowsOf } from '../learn/read-features';
import { readTraining } from './read-training';

function write(folder: string, name: string, columns: number, values: number[]): void {
  const matrix = createFeatureMatrix(join(folder, name), columns);
  matrix.append(Float32Array.from(values));
  matrix.close();
}

describe('readTraining', () => {
  it('takes the files that learn blocks of Edge Impulse are given', () => {
    const [input, folder] = [makeFolder(), makeFolder()];
    write(input, 'X_split_train.npy', 2, [1, 2, 3, 4]);
    write(input, 'Y_split_train.npy', 3, [0, 1, 0, 1, 0, 0]);
    write(input, 'X_split_test.npy', 2, [5, 6]);
    expect(() => readTraining(input, folder, 'classes')).toThrow(expect.objectContaining({ code: 'IMP_BLOCK_INPUT' }));
    write(input, 'Y_split_test.npy', 3, [0, 0, 1]);
    expect(readTraining(input, folder, 'classes')).toContain('3 windows of 2 features');
    const set = readFeatures([folder]);
    expect([...set.features]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(set.windows.map(({ label }) => label)).toEqual(['class 001', 'class 000', 'class 002']);
    expect([[...rowsOf('train', set, folder)], [...rowsOf('validation', set, folder)]]).toEqual([[0, 1], [2]]);
    readTraining(input, folder, 'value');
    expect(readFeatures([folder]).windows.map(({ label }) => label)).toEqual(['0', '1', '0']);
  });
});
