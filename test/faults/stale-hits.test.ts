import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { findFiles } from '../../plugin/data/find-files';
import { canonicalJson } from '../../plugin/graph/canonical-json';
import { planSteps } from '../../plugin/graph/plan-steps';
import type { StepPlan, StepRow } from '../../plugin/graph/step-plan';
import { readManifest } from '../../plugin/manifest/read-manifest';
import { listFiles } from '../../plugin/runners/list-files';
import { runImpulse } from '../../plugin/runners/run-impulse';
import { openTree } from '../../plugin/runners/store';
import type { RunStep } from '../../plugin/steps/step';
import { makeFolder } from '../temp-folder';
import { simulateNx } from './simulated-nx';

/** Four times this many in all. */
const EDITS = 250;

/** The steps' real plans with bodies that write down what they read: quick, and as sensitive as can be. */
const bodies = vi.hoisted(() => ({ run: undefined as unknown as RunStep }));
vi.mock('../../plugin/steps', async (original) => {
  const { STEPS } = (await original()) as { STEPS: StepRow[] };
  const tools = async (): Promise<Record<string, string>> => ({ tool: readFileSync(join(root, 'tool.txt'), 'utf8') });
  // The package's own folders do not change here; looking at them each time would take most of the time.
  const plan = (row: StepRow): StepRow['plan'] => (manifest) => row.plan(manifest).map((one) => ({ ...one, folders: inWorkspace(one.folders) }));
  return { STEPS: STEPS.map((row) => ({ ...row, tools, toolsCommand: () => 'cat tool.txt', plan: plan(row), load: async () => ({ run: bodies.run }) })) };
});

let root: string;
let impulse: string;
const seen = new Set<string>();
let ran: string[] = [];
let needless: string[] = [];

beforeAll(() => {
  root = makeFolder();
  impulse = join(root, 'kws');
  vi.stubEnv('NX_IMPULSE_CACHE', join(root, '.nx', 'impulse-cache'));
  for (const [path, text] of Object.entries(workspace())) write(path, text);
  bodies.run = async ({ id, params, inputs, folders, output }) => {
    const read = describe(id, params, mapValues(inputs, (folder) => readFileSync(join(folder, 'content'), 'utf8')), folders);
    if (seen.has(read)) needless.push(id);
    seen.add(read);
    ran.push(id);
    writeFileSync(join(output, 'content'), contentOf(id, read));
    return {};
  };
});
afterAll(() => vi.unstubAllEnvs());

it.each([7, 8, 9, 10])(`gives no stale and no needless result in ${EDITS} random edits, seed %i`, async (seed) => {
  const nx = simulateNx(root, 'kws/impulse.yaml', async (id) => {
    await runImpulse(impulse, { steps: [id], workspaceRoot: root });
  });
  const random = makeRandom(seed);
  let executedTasks = 0;
  let bodiesRun = 0;
  for (let edit = 0; edit <= EDITS; edit++) {
    const { what, watched } = edit === 0 ? { what: 'nothing', watched: true } : change(random);
    const withoutDaemon = random() < 0.5;
    if (watched || withoutDaemon) nx.invalidate();
    ran = [];
    needless = [];
    const plans = planSteps(readManifest(impulse, { workspaceRoot: root }));
    executedTasks += (await nx.runTasks(['report', 'budget', 'deploy'])).length;
    bodiesRun += ran.length;
    expect({ edit, what, stale: staleOnes(plans), needless }).toEqual({ edit, what, stale: [], needless: [] });
  }
  // The test itself could fail: edits made bodies run, and most of them were not run.
  expect(bodiesRun).toBeGreaterThan(EDITS / 2);
  expect(bodiesRun).toBeLessThan(executedTasks);
});

function inWorkspace(folders: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(folders).filter(([, folder]) => folder.startsWith(root)));
}

/** Plans whose published artefact is not what a run from nothing would give. */
function staleOnes(plans: readonly StepPlan[]): string[] {
  const expected = new Map<string, string>();
  for (const { id, params, inputs, folders } of plans) {
    expected.set(id, contentOf(id, describe(id, params, mapValues(inputs, (producer) => expected.get(producer)!), folders)));
  }
  return plans.map(({ id }) => id).filter((id) => publishedContent(id) !== expected.get(id));
}

function publishedContent(id: string): string | undefined {
  const path = join(impulse, '.impulse', id, 'artefact.json');
  if (!existsSync(path)) return undefined;
  const { tree } = JSON.parse(readFileSync(path, 'utf8')) as { tree: string };
  return readFileSync(join(openTree(tree)!, 'content'), 'utf8');
}

/** Everything that the body of a plan reads, as text. */
function describe(id: string, params: Record<string, unknown>, inputs: Record<string, string>, folders: Record<string, string>): string {
  const sources = id === 'ingest' ? (params.sources as { path: string; label: { path?: string } }[]) : [];
  const files = sources.flatMap(({ path, label }) => [path, ...(label.path === undefined ? [] : [label.path])]).flatMap((glob) => findFiles(impulse, glob));
  const recordings = files.map(({ name, absolute }) => [name, readFileSync(absolute, 'utf8')]);
  const own = mapValues(folders, (folder) => listFiles(folder).map((file) => `${file}:${readFileSync(join(folder, file), 'utf8')}`).join());
  return canonicalJson({ id, params, inputs, recordings, own, tool: readFileSync(join(root, 'tool.txt'), 'utf8') });
}

/** Most contents differ when anything read differs; the split's often does not: what follows must then be cut off. */
function contentOf(id: string, read: string): string {
  const digest = createHash('sha256').update(read).digest('hex');
  return id === 'split' ? digest.slice(0, 1) : digest;
}

/** One random edit of the workspace, as a person, a tool or git would make it. */
function change(random: () => number): { what: string; watched: boolean } {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const edits: [what: string, watched: boolean, apply: () => void][] = [
    ...(Object.keys(SETTINGS) as (keyof typeof SETTINGS)[]).map((key): [string, boolean, () => void] => [`setting ${key}`, true, () => {
      settings[key] = pick(SETTINGS[key] as readonly unknown[]) as never;
      write('kws/impulse.yaml', manifestText());
    }]),
    ['a recording changes', false, () => write(pick(recordings()), pick(['', 'a', 'b', 'c', 'dd']))],
    ['a recording comes', false, () => write(`kws/data/${pick(['yes', 'no', 'deep/er'])}/${pick('pqrst'.split(''))}.wav`, pick(['a', 'b']))],
    ['a recording goes', false, () => (recordings().length > 2 ? rmSync(join(root, pick(recordings()))) : undefined)],
    ['a recording is touched', false, () => utimesSync(join(root, pick(recordings())), new Date(), new Date(1e12 * random()))],
    ['another file comes beside the recordings', false, () => write(`kws/data/yes/notes-${pick(['1', '2'])}.md`, String(random()))],
    ['the labels file changes', true, () => write('kws/labels.csv', pick(['file,label\n', 'file,label\np.wav,yes\n']))],
    ["a block's code changes", true, () => write('blocks/bands/bands.cpp', pick(['// 1\n', '// 2\n', '// 3\n']))],
    ["a block's default changes", true, () => write('blocks/bands/block.json', blockJson(pick([10, 20])))],
    ["a target's figures change", true, () => write('boards/mine/target.json', targetJson(pick([64000, 32000])))],
    ["another target's readme changes", true, () => write('boards/other/README.md', pick(['a', 'b']))],
    ['a tool is upgraded', false, () => write('tool.txt', pick(['gcc 12', 'gcc 13']))],
    ['an unrelated file changes', true, () => write('README.md', String(random()))],
    ['the project gets a note', true, () => write('kws/NOTES.md', String(random()))],
    ['results are deleted', false, () => rmSync(join(impulse, '.impulse'), { recursive: true, force: true })],
    ['a result is edited', false, () => (existsSync(join(impulse, '.impulse/ingest')) ? write('kws/.impulse/ingest/artefact.json', '{"tree":"0"}') : undefined)],
    ['a stored tree is lost', false, () => loseTree(pick)],
  ];
  const [what, watched, apply] = pick(edits);
  apply();
  return { what, watched };
}

const SETTINGS = {
  comment: ['', '# tuned', '# more'],
  description: ['one', 'two'],
  window: [500, 1000],
  bands: [20, 32, 40],
  epochs: [5, 10, 20],
  seed: [1, 2, 3],
  test: [10, 20],
  targets: [['boards/mine'], ['boards/mine', 'boards/other'], ['boards/other', 'boards/mine']],
  ram: [32, 64],
  label: ['label: "{dir}"', 'labels: labels.csv'],
} as const;
const settings: { -readonly [Key in keyof typeof SETTINGS]: (typeof SETTINGS)[Key][number] } = {
  comment: '', description: 'one', window: 1000, bands: 32, epochs: 10, seed: 1, test: 20, targets: ['boards/mine', 'boards/other'], ram: 64, label: 'label: "{dir}"',
};

function manifestText(): string {
  const { comment, description, window, bands, epochs, seed, test, targets, ram, label } = settings;
  return `${comment}
name: kws
description: ${description}
dataset:
  sources: [{ path: "data/**/*.wav", ${label} }]
  split: { validation: 10 %, test: ${test} %, seed: ${seed} }
input: { window: ${window} ms, stride: 500 ms, frequency: 16 kHz, axes: [audio] }
dsp:
  bands: { block: blocks/bands, bands: ${bands} }
learn:
  words: { block: dense-classifier, epochs: ${epochs} }
targets: [${targets.join(', ')}]
budget: { ram: <= ${ram} kB }
`;
}

function workspace(): Record<string, string> {
  return {
    '.gitignore': 'data/\n.impulse/\n.nx/\ntool.txt\n',
    'nx.json': '{}',
    'tool.txt': 'gcc 12',
    'kws/impulse.yaml': manifestText(),
    'kws/labels.csv': 'file,label\n',
    'kws/data/yes/p.wav': 'a',
    'kws/data/yes/q.wav': 'b',
    'kws/data/no/p.wav': 'c',
    'blocks/bands/block.json': blockJson(10),
    'blocks/bands/bands.cpp': '// 1\n',
    'boards/mine/target.json': targetJson(64000),
    'boards/other/target.json': targetJson(48000),
  };
}

function blockJson(lowest: number): string {
  const text = { title: 'Bands', description: 'Energy of frequency bands.' };
  const properties = { bands: { type: 'integer', default: 32, ...text }, lowest: { type: 'integer', default: lowest, ...text } };
  return JSON.stringify({ id: 'bands', kind: 'dsp', ...text, sources: ['bands.cpp'], parameters: { type: 'object', properties } });
}

function targetJson(ramBytes: number): string {
  const figure = (value: number) => ({ value, source: 'data sheet' });
  return JSON.stringify({ id: ramBytes === 48000 ? 'other' : 'mine', title: 'A board', core: 'cortex-m3', clockHz: figure(1e6), flashBytes: figure(65536), ramBytes: figure(ramBytes) });
}

function recordings(): string[] {
  return listFiles(join(impulse, 'data')).filter((file) => file.endsWith('.wav')).map((file) => `kws/data/${file}`);
}

function loseTree(pick: <Item>(items: readonly Item[]) => Item): void {
  const trees = join(root, '.nx/impulse-cache/store/trees');
  rmSync(join(trees, pick(readdirSync(trees))), { recursive: true });
}

function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

function mapValues(record: Record<string, string>, map: (value: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}

/** Numbers in 0..1 that are the same in every run. */
function makeRandom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}
