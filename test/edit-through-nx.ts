import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { makeForeignWorkspace, packPlugin, type ForeignWorkspace } from './foreign-workspace';
import { makeWav } from './make-wav';
import { makeFolder } from './temp-folder';

const STEPS = ['ingest', 'split', 'features--mfcc'];

/**
 * Edits an impulse in a foreign workspace at random and runs it by the `nx` command, half of the time with the daemon. After each edit
 * every artefact must be what a run from nothing gives, and no step may have run that reads what it has read before.
 */
export function editThroughNx(edits: number): void {
  const workspace = prepareWorkspace();
  const random = makeRandom(11);
  const seen = new Set<string>();
  let ranSteps = 0;
  try {
    for (let edit = 0; edit <= edits; edit++) {
      const what = edit === 0 ? 'nothing' : change(workspace.root, random);
      const ran = runByNx(workspace, edit % 2 === 1);
      const fresh = runFromNothing(workspace);
      const needless = ran.filter((id) => seen.has(fresh[id]!.key));
      const stale = STEPS.filter((id) => readPublished(workspace.root, id, 'artefact.json') !== fresh[id]!.artefact);
      expect({ edit, what, stale, needless }).toEqual({ edit, what, stale: [], needless: [] });
      Object.values(fresh).forEach(({ key }) => seen.add(key));
      ranSteps += ran.length;
    }
  } finally {
    workspace.nx('daemon', '--stop');
  }
  expect(ranSteps).toBeGreaterThan(edits / 4);
}

function prepareWorkspace(): ForeignWorkspace {
  const archive = packPlugin();
  const workspace = makeForeignWorkspace();
  for (const label of ['low', 'high']) {
    for (let n = 0; n < 5; n++) workspace.write(`sounds/data/${label}/${n}.wav`, tone(label === 'low' ? 30 + n : 4 + n));
  }
  workspace.write('sounds/impulse.yaml', manifestText());
  workspace.nx('add', `nx-impulse@file:${archive}`);
  workspace.write('.gitignore', `${readFileSync(join(workspace.root, '.gitignore'), 'utf8')}data/\n`);
  return workspace;
}

/** Ids of the steps whose bodies ran: Nx replays what a restored task once said, which does not count. */
function runByNx({ run, environment, root }: ForeignWorkspace, daemon: boolean): string[] {
  environment.NX_DAEMON = String(daemon);
  const output = run('npx', 'nx', 'run', 'sounds:features');
  environment.NX_DAEMON = 'false';
  expect(existsSync(join(root, 'sounds/.impulse'))).toBe(true);
  return output.split(/^> nx run /m).filter((part) => !/^\S+ +\[/.test(part)).flatMap((part) => [...part.matchAll(/^ +ran {6}(\S+)/gm)].map(([, id]) => id!));
}

/** Runs a copy of the workspace with an empty run cache and an empty store. */
function runFromNothing({ root, run, environment }: ForeignWorkspace): Record<string, { key: string; artefact: string | undefined }> {
  const copy = makeFolder();
  cpSync(join(root, 'sounds'), join(copy, 'sounds'), { recursive: true, filter: (path) => !path.endsWith('.impulse') });
  writeFileSync(join(copy, 'nx.json'), '{}');
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const cache = environment.NX_IMPULSE_CACHE;
  const empty = `${cache}-from-nothing`;
  for (const part of ['runs', 'store', 'file-digests']) rmSync(join(empty, part), { recursive: true, force: true });
  environment.NX_IMPULSE_CACHE = empty;
  run('npx', 'nx-impulse', 'run', join(copy, 'sounds'), 'features');
  environment.NX_IMPULSE_CACHE = cache;
  return Object.fromEntries(STEPS.map((id) => [id, { key: `${id} ${readPublished(copy, id, 'key.json')}`, artefact: readPublished(copy, id, 'artefact.json') }]));
}

function readPublished(root: string, id: string, file: string): string | undefined {
  const path = join(root, 'sounds/.impulse', id, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

const settings = { comment: '', coefficients: 13, stride: 500, seed: 1 };

function manifestText(): string {
  const { comment, coefficients, stride, seed } = settings;
  return `${comment}
name: sounds
dataset:
  sources: [{ path: "data/**/*.wav", label: "{dir}" }]
  split: { validation: 20 %, test: 20 %, seed: ${seed} }
input: { window: 500 ms, stride: ${stride} ms, frequency: 8 kHz, axes: [audio] }
dsp:
  mfcc: { block: mfcc, coefficients: ${coefficients} }
learn:
  words: { block: dense-classifier }
targets: [cortex-m3]
`;
}

function change(root: string, random: () => number): string {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const set = (key: keyof typeof settings, values: readonly (string | number)[]) => (): void => {
    Object.assign(settings, { [key]: pick(values) });
    writeFileSync(join(root, 'sounds/impulse.yaml'), manifestText());
  };
  const recording = (): string => join(root, 'sounds/data', pick(['low', 'high']), `${pick(['0', '1', '2', '3', '4', '5'])}.wav`);
  const edits: [string, () => void][] = [
    ['a recording changes or comes', () => writeFileSync(recording(), tone(pick([3, 5, 9, 17])))],
    ['a recording changes or comes', () => writeFileSync(recording(), tone(pick([3, 5, 9, 17])))],
    ['a recording goes', () => removeOne(recording())],
    ['a comment changes', set('comment', ['', '# one', '# two'])],
    ['a parameter changes', set('coefficients', [10, 13])],
    ['the stride changes', set('stride', [250, 500])],
    ['the split changes', set('seed', [1, 2])],
    ['an unrelated file changes', () => writeFileSync(join(root, 'README.md'), String(random()))],
  ];
  const [what, apply] = pick(edits);
  apply();
  return what;
}

function removeOne(path: string): void {
  mkdirSync(join(path, '..'), { recursive: true });
  if (readdirSync(join(path, '..')).length > 3) rmSync(path, { force: true });
}

/** Half a second of a square wave with this many samples per half period. */
function tone(halfPeriod: number): Buffer {
  return makeWav(Array.from({ length: 4000 }, (_, i) => (Math.floor(i / halfPeriod) % 2 ? 8000 : -8000)), { hz: 8000 });
}

function makeRandom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}
