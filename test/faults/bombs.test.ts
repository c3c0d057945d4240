import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../temp-folder';
import { makeBombs } from './make-bombs';

const dist = resolve(__dirname, '../../plugin/dist');
/** What the largest of these files, some MB, may take to be refused. */
const MOST_BYTES = 128e6;
const bombs = makeBombs();
const folder = makeFolder(bombs);

function read(name: string): { code: string; grownBytes: number } {
  // A minute is for a machine that has much else to do: what hangs takes hours.
  const said = execFileSync(process.execPath, [join(__dirname, 'read-bomb.cjs'), dist, join(folder, name)], { encoding: 'utf8', timeout: 60_000 });
  return JSON.parse(said);
}

describe('a file that claims far more than it holds', () => {
  it.each(Object.keys(bombs).filter((name) => !/^(good|hand)/.test(name)))('is refused in one sentence and in bounded memory: %s', (name) => {
    const { code, grownBytes } = read(name);
    expect(code).toMatch(/^IMP_[A-Z_]+: "/);
    expect(code.length).toBeLessThan(500);
    expect(grownBytes).toBeLessThan(MOST_BYTES);
  });

  it('is told from one that is written in the same way and claims what it holds', () => {
    expect(read('hand.parquet').code).toBe('read');
  });
});
