import { spawn } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { digestFile, digestText } from '../../plugin/runners/digest';
import { listFiles } from '../../plugin/runners/list-files';
import { makeWav } from '../make-wav';
import { makeFolder } from '../temp-folder';

export const dist = resolve(__dirname, '../../plugin/dist');
const STEPS = ['ingest', 'split', 'features--mfcc', 'train--words'];

/** An impulse's folder, and a cache of its own. */
export interface Place {
  root: string;
  cache: string;
}

const MANIFEST = `name: sounds
dataset: { sources: [{ path: "data/**/*.wav", label: "{dir}" }] }
input: { window: 500 ms, stride: 250 ms, frequency: 8 kHz, axes: [audio] }
dsp: { mfcc: { block: mfcc } }
learn: { words: { block: dense-classifier, epochs: 4 } }
targets: [cortex-m3]
`;

/** Files of an impulse that trains in a second. */
export function wordFiles(labels: readonly [string, string] = ['low', 'high']): Record<string, string | Buffer> {
  const files: Record<string, string | Buffer> = { 'nx.json': '{}', 'impulse.yaml': MANIFEST };
  labels.forEach((label, index) => {
    for (let n = 0; n < 10; n++) {
      const halfPeriod = [20, 4][index]! + n;
      const values = Array.from({ length: 4000 }, (_, i) => (Math.floor(i / halfPeriod) % 2 ? 7000 : -7000));
      files[`data/${label}/${n}.wav`] = makeWav(values, { hz: 8000 });
    }
  });
  return files;
}

/** What a cache holds that is no result, such as compiled blocks: taken over from another one, which spares their compilation. */
const RESULTS = ['runs', 'store', 'scratch', 'tmp', 'locks', 'leases', 'shards', 'logs', 'running', 'file-digests'];

export function makePlace(compiled?: string): Place {
  const cache = makeFolder();
  if (compiled !== undefined) copyCompiled(compiled, cache);
  return { root: makeFolder(wordFiles()), cache };
}

export function copyCompiled(from: string, to: string): void {
  for (const name of readdirSync(from)) if (!RESULTS.includes(name)) cpSync(join(from, name), join(to, name), { recursive: true });
}

export interface Ended {
  code: number | null;
  /** All that it printed. */
  text: string;
}

/** Runs the impulse up to the training in a process of its own, or up to a change of the file system at which it is killed. */
export function runUntil({ root, cache }: Place, changes?: number): Promise<Ended> {
  return start([join(__dirname, 'run-until.cjs'), dist, root, 'train', ...(changes === undefined ? [] : [String(changes)])], cache);
}

/** Runs the impulse up to the training as a user does. */
export function runCli({ root, cache }: Place, step = 'train'): Promise<Ended> {
  return start([join(dist, 'plugin', 'cli.js'), 'run', root, step], cache);
}

/** A run that nothing disturbs: digests of the artefacts by step, and a cache whose compiled blocks other places may take over. */
export async function runUndisturbed(): Promise<{ undisturbed: Record<string, string>; compiled: string }> {
  const place = makePlace();
  const { code, text } = await runCli(place);
  if (code !== 0) throw new Error(text);
  return { undisturbed: treesOf(place), compiled: place.cache };
}

function start(args: string[], cache: string): Promise<Ended> {
  const child = spawn(process.execPath, args, { env: { ...process.env, NX_IMPULSE_CACHE: cache }, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (text += piece));
  return new Promise((done) => child.on('close', (code) => done({ code, text })));
}

/** Step -> digest of its artefact, of those that show one. */
export function treesOf({ root }: Place): Record<string, string> {
  const paths = STEPS.map((id) => [id, join(root, '.impulse', id, 'artefact.json')] as const).filter(([, path]) => existsSync(path));
  return Object.fromEntries(paths.map(([id, path]) => [id, (JSON.parse(readFileSync(path, 'utf8')) as { tree: string }).tree]));
}

/** Files of the store whose content is not what their name says, and records that are no JSON. */
export function brokenFiles({ cache }: Place): string[] {
  const wrong = (folder: string, isRight: (path: string, name: string) => boolean): string[] =>
    listFiles(join(cache, folder)).filter((name) => !name.endsWith('.tmp') && !name.includes('.tmp/') && !isRight(join(cache, folder, name), name));
  const isJson = (path: string): boolean => typeof JSON.parse(readFileSync(path, 'utf8')) === 'object';
  const isVerified = (path: string): boolean => {
    const [digest, lines] = readFileSync(path, 'utf8').split(/\n(.*)/s);
    return digestText(lines!) === digest;
  };
  return [
    ...wrong('store/objects', (path, name) => digestFile(path) === name.replace('/', '')),
    ...wrong('store/listings', (path, name) => `${digestText(readFileSync(path, 'utf8'))}.json` === name),
    ...wrong('runs', isJson),
    ...wrong('file-digests', isVerified),
  ];
}
