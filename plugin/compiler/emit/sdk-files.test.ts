import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assetRoot } from '../../paths';
import { includesOf, sdkFiles } from './sdk-files';

const folder = join(assetRoot, 'sdk-cpp', 'nn');
const headers = readdirSync(folder).filter((file) => file.endsWith('.h'));
const archs = readdirSync(join(folder, 'arch')).filter((name) => !name.includes('.'));

function quotedIncludes(path: string): string[] {
  return Array.from(readFileSync(path, 'utf8').matchAll(/^#include "([^"]+)"/gm), ([, name]) => name).sort();
}

describe('the table of kernel headers', () => {
  test.each(headers)('states what %s includes', (header) => {
    expect([...includesOf(header, 'portable')].sort()).toEqual(quotedIncludes(join(folder, header)));
  });

  test.each(archs.flatMap((arch) => readdirSync(join(folder, 'arch', arch)).map((header) => [arch, header] as const)))(
    'states what the %s version of %s includes, and that it exists', (arch, header) => {
      expect(headers, 'every version for an instruction set has a portable reference').toContain(header);
      expect([...includesOf(header, arch as 'armv7e-m')].sort()).toEqual(quotedIncludes(join(folder, 'arch', arch, header)));
      expect(sdkFiles([basename(header, '.h')], arch as 'armv7e-m')).toContain(`nn/arch/${arch}/${header}`);
    },
  );

  test('leads to files that exist', () => {
    const kernels = headers.map((header) => basename(header, '.h'));
    for (const file of sdkFiles(kernels, 'armv7e-m')) expect(existsSync(join(assetRoot, 'sdk-cpp', file)), file).toBe(true);
  });
});
