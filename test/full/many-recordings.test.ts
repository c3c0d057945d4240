import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { dist } from '../faults/word-impulse';
import { makeWav } from '../make-wav';
import { makeFolder } from '../temp-folder';

const COUNT = Number(process.env.NX_IMPULSE_RECORDINGS ?? 100_000);
const MOST_BYTES = 600e6;

const MANIFEST = `name: many
dataset: { sources: [{ path: "data/**/*.wav", pattern: "{label}/{speaker}_{n}.wav" }], split: { groupBy: speaker } }
input: { window: 250 ms, stride: 250 ms, frequency: 8 kHz, axes: [audio] }
dsp: { mfcc: { block: mfcc, coefficients: 10 } }
learn: { words: { block: dense-classifier, epochs: 1 } }
targets: [linux-x86-64]
`;

/** What is kept of each shard: its recordings, and their features. */
const KEPT = ['shards', 'feature-shards'];

/** Says at its end how much memory the process had at most: steps are processes of their own, and say it in run.json. */
const PEAK_HOOK = `process.on('exit', () => require('node:fs').writeSync(2, 'peak ' + 1024 * process.resourceUsage().maxRSS));`;

it(`${COUNT} recordings are ingested, split and made features of in ${MOST_BYTES / 1e6} MB, and a change of one costs one shard of each step`, () => {
  const root = makeFolder({ 'impulse.yaml': MANIFEST, 'nx.json': '{}', 'peak.cjs': PEAK_HOOK });
  const cache = join(root, 'cache');
  for (let index = 0; index < COUNT; index++) writeRecording(root, index, index);
  const first = run(root, cache);
  const shards = KEPT.map((folder) => new Set(readdirSync(join(cache, folder))));
  writeRecording(root, 77, COUNT + 1);
  const second = run(root, cache);
  const added = KEPT.map((folder, index) => readdirSync(join(cache, folder)).filter((key) => !shards[index]!.has(key)).length);
  console.log(`${COUNT} recordings, ${shards[0]!.size} shards\n  at first: ${describe(first)}`);
  console.log(`  one changed: ${describe(second)}; ${added[0]} shard ingested, ${added[1]} extracted`);
  expect(added).toEqual([1, 1]);
  expect(treeOf(root, 'features--mfcc')).toBe(treeFromNothing(root));
  expect(Math.max(...Object.values(first).concat(Object.values(second)))).toBeLessThanOrEqual(MOST_BYTES);
});

function writeRecording(root: string, index: number, value: number): void {
  const folder = join(root, 'data', `word${index % 35}`);
  mkdirSync(folder, { recursive: true });
  const values = Int16Array.from({ length: 2000 }, (_, i) => ((i * (3 + (index % 35))) % 400) * 20 - 4000);
  values.set([value & 0x7fff, value >> 15]);
  writeFileSync(join(folder, `speaker${index % 2000}_${index}.wav`), makeWav(values, { hz: 8000 }));
}

/** Who -> peak memory in bytes. */
function run(root: string, cache: string): Record<string, number> {
  const command = `"${process.execPath}" --require "${join(root, 'peak.cjs')}" "${join(dist, 'plugin', 'cli.js')}" run "${root}" split features 2>&1`;
  const said = execFileSync('sh', ['-c', command], { encoding: 'utf8', env: { ...process.env, NX_IMPULSE_CACHE: cache }, maxBuffer: 1 << 28 });
  const runner = Number(/peak (\d+)/.exec(said)?.[1]);
  const steps = ['ingest', 'split', 'features--mfcc'].map((id) => {
    const { peakMemoryBytes } = JSON.parse(readFileSync(join(root, '.impulse', id, 'run.json'), 'utf8')) as { peakMemoryBytes: number };
    return [id, peakMemoryBytes];
  });
  return Object.fromEntries([['the runner', runner], ...steps]);
}

function treeOf(root: string, id: string): string {
  return (JSON.parse(readFileSync(join(root, '.impulse', id, 'artefact.json'), 'utf8')) as { tree: string }).tree;
}

/** Digest of the features that a run with an empty cache leaves; the engine and compiled blocks are no results. */
function treeFromNothing(root: string): string {
  run(root, join(root, 'cache-from-nothing'));
  return treeOf(root, 'features--mfcc');
}

function describe(peaks: Record<string, number>): string {
  return Object.entries(peaks).map(([who, bytes]) => `${who} ${Math.round(bytes / 1e6)} MB`).join(', ');
}
