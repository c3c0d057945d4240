import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImpulseError } from '../errors';
import type { Counts } from './counts';
import { executeImage } from './execute-image';
import { linkImage, type Image } from './link-image';
import type { Core } from './target';
import { emulatorFolder } from './toolchain';

interface KnownLoop {
  iterations: number;
  once: Counts;
  every: Counts;
  groups: Record<string, Counts>;
  /** Of all iterations, by the rules of a core that issues two instructions in a cycle. */
  issue: Record<string, Counts>;
}

const verified = new Map<string, Promise<void>>();

/**
 * Runs a loop of known content on the emulated core and compares every count: at the first use of a core in each process.
 * @throws ImpulseError IMP_COUNTING_WRONG
 */
export function verifyCounting(core: Core): Promise<void> {
  const running = verified.get(core.id) ?? verify(core);
  verified.set(core.id, running);
  return running;
}

async function verify(core: Core): Promise<void> {
  const output = mkdtempSync(join(tmpdir(), 'impulse-known-'));
  try {
    const image = await linkImage({ core, sources: [join(emulatorFolder, 'known_loop.S')], output });
    const run = await executeImage(image, core, { stages: { loop: ['known_loop'] } });
    const expected = expectedCounts(JSON.parse(readFileSync(join(emulatorFolder, 'known_loop.json'), 'utf8')), image, core);
    compareCounts(run.stretches[0].stages.loop.counts, expected);
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

function expectedCounts({ iterations, once, every, groups, issue }: KnownLoop, image: Image, core: Core): Counts {
  const present = image.symbols.filter(({ name }) => name in groups).map(({ name }) => groups[name]);
  const sum: Counts = { ...once, ...(core.issue ? issue[core.issue] : {}) };
  for (const counts of [every, ...present]) {
    for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + iterations * count;
  }
  return sum;
}

function compareCounts(counted: Counts, expected: Counts): void {
  const wrong = Object.keys(counted).filter((name) => counted[name] !== (expected[name] ?? 0));
  if (wrong.length === 0) return;
  const problem = wrong.map((name) => `${name} ${counted[name]} instead of ${expected[name] ?? 0}`).join(', ');
  throw new ImpulseError('IMP_COUNTING_WRONG', { problem });
}
