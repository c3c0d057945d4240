import { execFileSync } from 'node:child_process';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { createFeatureMatrix, openFeatureMatrix } from './feature-matrix';

const folder = makeFolder();

function write(name: string): string {
  const writer = createFeatureMatrix(join(folder, name), 3);
  writer.append(Float32Array.of(1, 2, 3));
  writer.append(Float32Array.of(4, 5, 6, 7, 8, 9));
  writer.close();
  return join(folder, name);
}

describe('feature matrix', () => {
  it('reads any rows of what was appended', () => {
    const matrix = openFeatureMatrix(write('a.npy'));
    expect([matrix.rows, matrix.columns]).toEqual([3, 3]);
    expect([...matrix.read(1, 2)]).toEqual([4, 5, 6, 7, 8, 9]);
    expect(matrix.readAll()).toHaveLength(9);
    expect(() => matrix.read(2, 2)).toThrow(RangeError);
    matrix.close();
  });

  it('writes the header that the npy format 1.0 asks for', () => {
    const bytes = readFileSync(write('b.npy'));
    expect(bytes.subarray(0, 8)).toEqual(Buffer.from('\x93NUMPY\x01\x00', 'latin1'));
    expect((10 + bytes.readUInt16LE(8)) % 64).toBe(0);
    const parsed = execFileSync('python3', [
      '-c',
      'import ast,sys; print(sorted(ast.literal_eval(sys.argv[1]).items()))',
      bytes.toString('latin1', 10, 128),
    ]);
    expect(parsed.toString().trim()).toBe("[('descr', '<f4'), ('fortran_order', False), ('shape', (3, 3))]");
  });

  it.each(['cut', 'foreign'])('refuses a %s file', (kind) => {
    const path = write(`${kind}.npy`);
    if (kind === 'cut') truncateSync(path, 130);
    else writeFileSync(path, 'no features here');
    expect(() => openFeatureMatrix(path)).toThrow(expect.objectContaining({ code: 'IMP_FEATURES_FORMAT' }));
  });

  it('refuses part of a row', () => {
    expect(() => createFeatureMatrix(join(folder, 'c.npy'), 3).append(Float32Array.of(1))).toThrow('no whole rows');
  });
});
