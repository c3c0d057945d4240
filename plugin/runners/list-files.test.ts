import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { listFiles } from './list-files';

it('listFiles follows links, but not in circles, and not where they lead nowhere', () => {
  const folder = makeFolder({ 'a/x': '', 'b/y': '', 'node_modules/z': '' });
  symlinkSync('../b', join(folder, 'a', 'there'));
  symlinkSync('../a', join(folder, 'b', 'back'));
  symlinkSync('.', join(folder, 'self'));
  symlinkSync('loop', join(folder, 'loop'));
  symlinkSync('nowhere', join(folder, 'dangling'));
  expect(listFiles(folder)).toEqual(['a/there/y', 'a/x', 'b/back/x', 'b/y']);
  expect(listFiles(join(folder, 'loop'))).toEqual([]);
});
