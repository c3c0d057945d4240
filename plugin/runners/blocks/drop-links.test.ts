import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeFolder } from '../../../test/temp-folder';
import { dropLinks } from './drop-links';

it('dropLinks leaves of what a block wrote only what is its own: no way out, nothing to wait for', () => {
  const outside = makeFolder({ 'secret.txt': 'secret', 'folder/more.txt': 'more' });
  const folder = makeFolder({ 'model.tflite': 'model', 'sub/features.npy': 'features' });
  symlinkSync('model.tflite', join(folder, 'latest.tflite'));
  symlinkSync(join(outside, 'secret.txt'), join(folder, 'labels.csv'));
  symlinkSync('../../../../../../etc/passwd', join(folder, 'sub', 'labels.json'));
  symlinkSync(join(outside, 'folder'), join(folder, 'sub', 'folder'));
  symlinkSync('gone', join(folder, 'gone'));
  symlinkSync('.', join(folder, 'itself'));
  execFileSync('mkfifo', [join(folder, 'step-result.json')]);
  dropLinks(folder);
  expect(readdirSync(folder).sort()).toEqual(['latest.tflite', 'model.tflite', 'sub']);
  expect(readdirSync(join(folder, 'sub'))).toEqual(['features.npy']);
  expect(existsSync(join(outside, 'folder', 'more.txt'))).toBe(true);
});
