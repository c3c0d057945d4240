import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { digestFile } from '../../plugin/runners/digest';
import { listFiles } from '../../plugin/runners/list-files';
import { seededRandom } from '../conformance/random-models';
import { makeWav } from '../make-wav';
import { makeFolder } from '../temp-folder';
import { brokenFiles, copyCompiled, makePlace, runCli, runUndisturbed, runUntil, treesOf, wordFiles, type Ended, type Place } from './word-impulse';

let undisturbed: Record<string, string>;
let compiled: string;
beforeAll(async () => void ({ undisturbed, compiled } = await runUndisturbed()));

/** An error of the table with its fix, and no stack. */
function expectTold({ code, text }: Ended, pattern: RegExp): void {
  expect(text).toMatch(pattern);
  expect(text).toMatch(/IMP_[A-Z_]+ [^]*\n {2}fix: /);
  expect(text).not.toMatch(/^ +at .*:\d+/m);
  expect(code).toBe(1);
}

async function expectRepaired(place: Place): Promise<void> {
  expect(await runUntil(place)).toMatchObject({ code: 0 });
  expect(treesOf(place)).toEqual(undisturbed);
  expect(brokenFiles(place)).toEqual([]);
}

const mounted: string[] = [];
afterEach(() => mounted.splice(0).forEach((folder) => execFileSync('umount', [folder])));

function mount(folder: string, options: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'pipe' });
  mounted.push(folder);
}

/** Only root may mount, and not in every container. */
function mayMount(): boolean {
  try {
    mount(makeFolder(), 'size=64k');
    mounted.splice(0).forEach((folder) => execFileSync('umount', [folder]));
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!mayMount())('on a disk of its own (needs the right to mount one), a run', () => {
  it.each([40, 120, 200, 320, 400])('that fills the cache at %i kB says so, and goes on where there is room again', async (kB) => {
    const place = makePlace();
    mount(place.cache, 'size=64m');
    copyCompiled(compiled, place.cache);
    const used = Number(execFileSync('df', ['--output=used', '-k', place.cache], { encoding: 'utf8' }).split('\n')[1]);
    execFileSync('mount', ['-o', `remount,size=${used + kB}k`, place.cache]);
    expectTold(await runUntil(place), /IMP_DISK_FULL/);
    expect(brokenFiles(place)).toEqual([]);
    for (const [id, tree] of Object.entries(treesOf(place))) expect(tree, id).toBe(undisturbed[id]);
    execFileSync('mount', ['-o', 'remount,size=64m', place.cache]);
    await expectRepaired(place);
  });

  it('whose steps are processes tells of a full disk too', async () => {
    const place = makePlace();
    mount(place.cache, 'size=64m');
    copyCompiled(compiled, place.cache);
    const used = Number(execFileSync('df', ['--output=used', '-k', place.cache], { encoding: 'utf8' }).split('\n')[1]);
    execFileSync('mount', ['-o', `remount,size=${used + 100}k`, place.cache]);
    expectTold(await runCli(place), /IMP_DISK_FULL/);
    execFileSync('mount', ['-o', 'remount,size=64m', place.cache]);
    await expectRepaired(place);
  });

  it.each(['cache', 'root'] as const)('that may not write to its %s says so', async (which) => {
    const place = makePlace();
    const folder = place[which];
    mount(folder, 'size=64m');
    if (which === 'cache') copyCompiled(compiled, folder);
    else for (const [path, content] of Object.entries(wordFiles())) writeBelow(folder, path, content);
    if (which === 'root') copyCompiled(compiled, place.cache);
    execFileSync('mount', ['-o', 'remount,ro', folder]);
    expectTold(await runCli(place), /IMP_PATH_REFUSED +\S+ cannot be used: .*read-only file system/);
    execFileSync('mount', ['-o', 'remount,rw', folder]);
    await expectRepaired(place);
  });

  it('reads recordings that it may not write to', async () => {
    const place = makePlace(compiled);
    const data = join(place.root, 'data');
    renameSync(data, join(place.root, 'moved'));
    mkdirSync(data);
    mount(data, 'size=64m');
    execFileSync('cp', ['-r', `${join(place.root, 'moved')}/.`, data]);
    rmSync(join(place.root, 'moved'), { recursive: true });
    execFileSync('mount', ['-o', 'remount,ro', data]);
    await expectRepaired(place);
  });
});

function writeBelow(folder: string, path: string, content: string | Buffer): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), content);
}

describe('runs at the same time', () => {
  it('of one workspace end alike, each step done once', async () => {
    const place = makePlace(compiled);
    const ends = await Promise.all([runCli(place), runCli(place), runCli(place)]);
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0]);
    await expectRepaired(place);
    expect(listFiles(join(place.cache, 'runs'))).toHaveLength(4);
  });

  it('of which others are killed end as if they were alone', async () => {
    const place = makePlace(compiled);
    const kills = [30, 90, 150, 210].map((at) => runUntil(place, at));
    const [end] = await Promise.all([runUntil(place), ...kills]);
    expect(end).toMatchObject({ code: 0 });
    await expectRepaired(place);
  });
});

const DAMAGE: [string, (path: string) => void][] = [
  ['cut short', (path) => truncateSync(path, statSync(path).size >> 1)],
  ['emptied', (path) => truncateSync(path, 0)],
  ['written over', (path) => writeFileSync(path, Buffer.alloc(statSync(path).size, 0x5a))],
  ['changed in one bit', (path) => {
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1]! ^= 4;
    writeFileSync(path, bytes);
  }],
  ['lengthened', (path) => appendFileSync(path, '!')],
  ['made null', (path) => writeFileSync(path, 'null')],
  ['removed', (path) => rmSync(path)],
];

describe('a cache that was damaged', () => {
  it.each(DAMAGE)('is repaired by the next run where a file of each kind was %s', async (_, damage) => {
    const place = makePlace(compiled);
    await expectRepaired(place);
    const random = seededRandom(3);
    for (const folder of ['runs', 'store/objects', 'store/listings', 'store/trees', 'shards', 'file-digests']) {
      const files = listFiles(join(place.cache, folder));
      damage(join(place.cache, folder, random.choose(files)));
    }
    await expectRepaired(place);
  });

  it('is repaired where all of it is', async () => {
    const place = makePlace(compiled);
    await expectRepaired(place);
    const folders = ['runs', 'store/objects', 'store/listings', 'shards', 'file-digests'];
    folders.flatMap((folder) => listFiles(join(place.cache, folder)).map((file) => join(place.cache, folder, file))).forEach((file) => truncateSync(file, 3));
    await expectRepaired(place);
  });
});

/** As a disk does it: size and time stamp stay. */
function rot(path: string): void {
  const { atime, mtime } = statSync(path);
  const bytes = readFileSync(path);
  if (bytes.length === 0) return;
  bytes[bytes.length >> 1]! ^= 4;
  chmodSync(path, 0o644);
  writeFileSync(path, bytes);
  utimesSync(path, atime, mtime);
}

describe('a disk that lost bits, and kept sizes and time stamps,', () => {
  const folders = ['runs', 'store/objects', 'store/listings', 'file-digests'];
  const rotAll = (place: Place, folder: string) => listFiles(join(place.cache, folder)).forEach((file) => rot(join(place.cache, folder, file)));

  it.each(folders)('is found out where a step makes something of what it lost in %s', async (folder) => {
    const place = makePlace(compiled);
    await expectRepaired(place);
    rotAll(place, folder);
    // The training runs again, and reads all that it is made of.
    const { from: _, ...last } = JSON.parse(readFileSync(join(place.root, '.impulse', 'train--words', 'run.json'), 'utf8')) as Record<string, unknown>;
    for (const file of listFiles(join(place.cache, 'runs'))) {
      if (readFileSync(join(place.cache, 'runs', file), 'utf8').includes(String(last.startedAt))) rmSync(join(place.cache, 'runs', file));
    }
    await expectRepaired(place);
    for (const tree of Object.values(treesOf(place))) expect(damagedFiles(place, tree)).toEqual([]);
  });

  it('spoils no dataset that a shard of the cache goes into', async () => {
    const place = makePlace(compiled);
    await expectRepaired(place);
    rotAll(place, 'shards');
    rmSync(join(place.cache, 'runs'), { recursive: true });
    await expectRepaired(place);
  });
});

/** Files of a tree that are not what its listing says. */
function damagedFiles({ cache }: Place, tree: string): string[] {
  const files = JSON.parse(readFileSync(join(cache, 'store', 'listings', `${tree}.json`), 'utf8')) as { path: string; digest: string }[];
  return files.filter(({ path, digest }) => digestFile(join(cache, 'store', 'trees', tree, path)) !== digest).map(({ path }) => path);
}

describe('a clock that was set back', () => {
  it('makes no old result current', async () => {
    const place = makePlace(compiled);
    const future = Date.now() / 1000 + 86_400;
    for (const file of listFiles(join(place.root, 'data'))) utimesSync(join(place.root, 'data', file), future, future);
    await expectRepaired(place);
    for (const folder of ['runs', 'file-digests', 'native']) {
      for (const file of listFiles(join(place.cache, folder))) utimesSync(join(place.cache, folder, file), future, future);
    }
    const changed = join(place.root, 'data', 'low', '0.wav');
    writeFileSync(changed, makeWav(Array.from({ length: 4000 }, (_, i) => (i * 77) % 9000), { hz: 8000 }));
    utimesSync(changed, future, future);
    expect(await runUntil(place)).toMatchObject({ code: 0 });
    expect(treesOf(place).ingest).not.toBe(undisturbed.ingest);
    writeFileSync(changed, wordFiles()['data/low/0.wav']!);
    await expectRepaired(place);
  });
});

describe('paths', () => {
  it('of any letters work', async () => {
    const labels = ['日本語 "§" $HOME', "💥 it's; `rm` %s \\n"] as const;
    const place = { root: join(makeFolder(), 'caf\u00e9 \u4e2d & "q" $(x) \u{1f600}'), cache: makePlace(compiled).cache };
    for (const [path, content] of Object.entries(wordFiles([...labels]))) writeBelow(place.root, path, content);
    expect(await runCli(place)).toMatchObject({ code: 0 });
    const { files } = JSON.parse(readFileSync(join(place.root, '.impulse', 'ingest', 'artefact.json'), 'utf8')) as { files: { path: string; digest: string }[] };
    const { digest } = files.find(({ path }) => path === 'dataset.json')!;
    const dataset = JSON.parse(readFileSync(join(place.cache, 'store', 'objects', digest.slice(0, 2), digest.slice(2)), 'utf8'));
    expect(dataset).toMatchObject({ samples: 20, labels: [...labels].sort(), quarantine: [] });
  });

  it('whose names are no UTF-8 are told, and the others work', async () => {
    const place = makePlace(compiled);
    writeFileSync(Buffer.concat([Buffer.from(`${place.root}/data/low/`), Buffer.from([0xff, 0xfe]), Buffer.from('.wav')]), 'x');
    expect(await runUntil(place)).toMatchObject({ code: 0 });
    expect(datasetOf(place).quarantine).toEqual([expect.objectContaining({ code: 'IMP_RECORDING_BROKEN' })]);
  });

  it('of 4 kB are refused in one sentence', async () => {
    const place = makePlace(compiled);
    const folder = makeDeep(place.root, 4090);
    for (const [path, content] of Object.entries(wordFiles())) {
      if (!path.startsWith('data')) continue;
      const beyond = join('e'.repeat(200), path);
      execFileSync('sh', ['-c', `mkdir -p "$(dirname "$1")" && cat > "$1"`, 'sh', beyond], { input: content, cwd: folder });
    }
    expectTold(await runUntil(place), /IMP_PATH_REFUSED +\S+ cannot be used: name too long/);
    execFileSync('rm', ['-rf', join(place.root, 'data', 'd'.repeat(200))]);
    await expectRepaired(place);
  });

  it('that lead in circles are followed once', async () => {
    const place = makePlace(compiled);
    const data = join(place.root, 'data');
    symlinkSync('.', join(data, 'low', 'self'));
    symlinkSync('../high', join(data, 'low', 'there'));
    symlinkSync('../low', join(data, 'high', 'back'));
    symlinkSync('loop', join(data, 'loop'));
    symlinkSync('nowhere', join(data, 'nowhere.wav'));
    expect(await runUntil(place)).toMatchObject({ code: 0 });
    expect(datasetOf(place)).toMatchObject({ quarantine: [{ file: 'data/nowhere.wav', code: 'IMP_RECORDING_BROKEN' }] });
  });
});

/** The last of folders below `data/`, so deep that its absolute path has that length. */
function makeDeep(root: string, length: number): string {
  const segment = 'd'.repeat(200);
  const levels = Math.floor((length - root.length - 5) / 201);
  execFileSync('sh', ['-c', `cd "$1/data" && for i in $(seq ${levels}); do mkdir "$2" && cd "$2"; done`, 'sh', root, segment]);
  return join(root, 'data', ...Array.from({ length: levels }, () => segment));
}

function datasetOf({ root, cache }: Place): { samples: number; quarantine: unknown[] } {
  const { tree } = JSON.parse(readFileSync(join(root, '.impulse', 'ingest', 'artefact.json'), 'utf8')) as { tree: string };
  return JSON.parse(readFileSync(join(cache, 'store', 'trees', tree, 'dataset.json'), 'utf8'));
}
