import { closeSync, existsSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { fetchWheel } from '../../plugin/learn/setup/fetch-wheel';
import { makeFolder } from '../temp-folder';

/** `e_machine` of an ELF file for 64-bit Arm. */
const AARCH64 = 183;

afterEach(() => void vi.restoreAllMocks());

it('the set-up of Linux on Arm fetches libraries of that machine, all that they load, and headers', async () => {
  vi.spyOn(process, 'arch', 'get').mockReturnValue('arm64');
  const folder = makeFolder();
  await fetchWheel(folder, () => {});
  const bundled = readdirSync(folder).filter((name) => name.endsWith('.libs'));
  const libraries = ['lib', ...bundled].flatMap((name) => readdirSync(join(folder, name)).map((file) => join(folder, name, file)));
  expect(libraries.map((file) => file.split('/').at(-1))).toEqual([
    'libtensorflow_cc.so.2', 'libtensorflow_framework.so.2', expect.stringMatching(/^libomp-.*\.so/),
  ]);
  expect(libraries.map(machineOf)).toEqual(libraries.map(() => AARCH64));
  expect(existsSync(join(folder, 'include/tensorflow/c/c_api.h'))).toBe(true);
});

function machineOf(file: string): number {
  const head = Buffer.alloc(20);
  const open = openSync(file, 'r');
  readSync(open, head, 0, head.length, 0);
  closeSync(open);
  return head.readUInt16LE(18);
}
