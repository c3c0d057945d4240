import { chmodSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../../test/temp-folder';
import { checkDeployZip, checkFiles, takeFiles } from './take-archive';

const ZIP = Buffer.from(zipSync({ 'a.txt': Buffer.from('a') }));

/** What is taken of these files. */
function take(files: Record<string, string | Buffer>, change = (_folder: string): void => {}): Buffer {
  const folder = makeFolder(files);
  change(folder);
  expect(checkFiles(folder)).toBeUndefined();
  const archive = join(makeFolder(), 'taken.zip');
  takeFiles(folder, archive);
  return readFileSync(archive);
}

describe('what a deploy block left', () => {
  it('is the archive itself where it is one zip', () => {
    expect(take({ 'sub/project.zip': ZIP })).toEqual(ZIP);
    expect(checkDeployZip(makeFolder({ 'deploy.zip': ZIP, 'build.log': 'well' }))).toBeUndefined();
    expect(checkDeployZip(makeFolder({ 'deploy.zip': Buffer.from(zipSync({})) }))).toBeUndefined();
  });

  it('is packed where it is anything else, in the same bytes each time, with programs still programs and without links', () => {
    const files = { 'b/run.sh': 'echo', 'a.zip': ZIP, '.config': 'hidden' };
    const change = (folder: string): void => {
      chmodSync(join(folder, 'b/run.sh'), 0o755);
      symlinkSync('/etc/passwd', join(folder, 'link'));
      mkdirSync(join(folder, 'empty'));
    };
    const bytes = take(files, change);
    expect(Object.keys(unzipSync(bytes))).toEqual(['.config', 'a.zip', 'b/run.sh']);
    expect(take(files, change)).toEqual(bytes);
    const mode = Buffer.alloc(4);
    mode.writeUInt32LE((0o100755 << 16) >>> 0);
    expect(bytes.indexOf(mode)).toBeGreaterThan(0);
  });

  it.each([
    ['nothing', checkFiles, {}, 'it wrote no file below its output folder'],
    ['a zip that is none', checkFiles, { 'project.zip': 'PK?' }, 'its project.zip is no zip archive'],
    ['nothing for Edge Impulse', checkDeployZip, {}, 'it wrote nothing, but no deploy.zip into folders.output'],
    ['another name', checkDeployZip, { 'akida.zip': ZIP }, 'it wrote akida.zip, but no deploy.zip into folders.output'],
    ['an empty file', checkDeployZip, { 'deploy.zip': '' }, 'its deploy.zip is no zip archive'],
  ])('is refused where it is %s', (_, check, files, problem) => {
    expect(check(makeFolder(files))).toBe(problem);
  });
});
