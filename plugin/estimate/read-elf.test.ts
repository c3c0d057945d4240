import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { readElf } from './read-elf';

/** A program of known content for this machine. */
function buildProgram(): Buffer {
  const folder = makeFolder();
  const source = 'int zeros[1000]; int ones[10] = {1}; extern const int table[6]; const int table[6] = {7}; int main(void) { return zeros[0] + table[1]; }';
  writeFileSync(join(folder, 'program.c'), source);
  execFileSync('gcc', ['-O0', '-o', join(folder, 'program'), join(folder, 'program.c')]);
  return readFileSync(join(folder, 'program'));
}

describe('readElf', () => {
  const { sections, symbols } = readElf(buildProgram());
  const section = (name: string) => sections.find((one) => one.name === name);
  const symbol = (name: string) => symbols.find((one) => one.name === name);

  it('tells what is in the image, what is written at run time, and what is both', () => {
    expect(section('.text')).toMatchObject({ loaded: true, writable: false });
    expect(section('.data')).toMatchObject({ loaded: true, writable: true });
    expect(section('.bss')).toMatchObject({ loaded: false, writable: true });
    expect(section('.bss')!.bytes).toBeGreaterThanOrEqual(4000);
    expect(section('.symtab')).toBeUndefined();
  });

  it('knows place, size and kind of symbols', () => {
    expect(symbol('main')).toMatchObject({ kind: 'function' });
    expect(symbol('zeros')).toMatchObject({ kind: 'object', bytes: 4000 });
    expect(symbol('ones')).toMatchObject({ kind: 'object', bytes: 40 });
    expect(symbols.map(({ address }) => address)).toEqual(symbols.map(({ address }) => address).sort((a, b) => a - b));
  });
});
