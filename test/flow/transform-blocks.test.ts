import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { findFiles } from '../../plugin/data/find-files';
import { openDataset } from '../../plugin/data/open-dataset';
import { assetRoot } from '../../plugin/paths';
import { runImpulse } from '../../plugin/runners/run-impulse';
import { DEBIAN_IMAGE, importDebianImage, importTestImage, NO_DEBIAN, NO_DOCKER, TEST_IMAGE } from '../container-images';
import { metricsProblems } from '../metrics-problems';
import { hasShared, NO_SHARED, unpackShared } from '../shared-data';
import { startBucketServer } from '../bucket-server';
import { makeWav } from '../make-wav';
import { makeFolder } from '../temp-folder';
import { makeToneImpulse, TONE_MANIFEST } from '../tone-impulse';

// What an earlier run left would be found again.
beforeEach(() => void vi.stubEnv('NX_IMPULSE_CACHE', makeFolder()));

const EMPTY = { type: 'object', properties: {} };
const DONE = `echo '{"apiVersion":"impulse-step/v1","status":"ok"}' > /impulse/run/step-result.json`;

/** A block of busybox's image: `$IN` and `$OUT` are its folders. */
function shellBlock(kind: string, script: string, more = {}): string {
  const command = ['sh', '-c', `set -e; IN=/impulse/inputs/data; OUT=/impulse/output; ${script}\n${DONE}`, 'block'];
  return JSON.stringify({ id: 'shell', kind, title: 'Shell', description: 'For tests.', container: { image: TEST_IMAGE, command, ...more }, parameters: EMPTY });
}

/** A transform block in the form of Edge Impulse; without `info`, in its old form: what it works on is read from its program. */
function edgeBlock(script: string, info: object | undefined, name = 'edge'): Record<string, string> {
  return {
    [`${name}/parameters.json`]: JSON.stringify(info ? { version: 1, type: 'transform', info: { name: 'Edge', ...info }, parameters: [] } : []),
    [`${name}/Dockerfile`]: `FROM ${TEST_IMAGE}\nWORKDIR /app\nCOPY run.sh .\nENTRYPOINT ["sh", "./run.sh"]\n`,
    [`${name}/run.sh`]: `set -e\n${script}\n`,
  };
}

function makeFolders(...path: string[]): string {
  const folder = join(...path);
  mkdirSync(folder, { recursive: true });
  return folder;
}

const COPY = 'cd $IN; find . -name "*.wav" | while read f; do mkdir -p $OUT/$(dirname $f); cp $f $OUT/$f; done';

/** Runs the tone impulse up to ingest with another source. */
async function ingest(source: string, files: Record<string, string>) {
  await importTestImage();
  const workspace = makeToneImpulse({ 'nx.json': '{}', ...files });
  const root = join(workspace, 'tones');
  const write = (text: string): void => writeFileSync(join(root, 'impulse.yaml'), TONE_MANIFEST.replace(/sources: .*/, `sources: [${text}]`));
  write(source);
  const again = async () => {
    const outcomes = await runImpulse(root, { steps: ['ingest'] });
    return { outcomes, dataset: openDataset(outcomes.get('ingest')!.folder) };
  };
  return { root, write, again, ...(await again()) };
}

describe.skipIf(NO_DOCKER !== undefined)(`transform blocks (${NO_DOCKER ?? 'in containers'})`, { timeout: 300_000 }, () => {
  it('change files before they are read, one behind the other, and are in the key of what they do', async () => {
    const { root, write, again, outcomes, dataset } = await ingest('{ path: "recordings/**/*.wav", label: "{dir}", transform: [../one, ../two] }', {
      'one/block.json': shellBlock('transform', `${COPY}; rm $OUT/recordings/low/0.wav`),
      'two/block.json': shellBlock('transform', `${COPY}; rm $OUT/recordings/low/2.wav; echo '{"recordings/low/4.wav":{"microphone":"m1"}}' > $OUT/metadata.json`),
    });
    expect([...outcomes.keys()]).toEqual(['transform--one', 'transform--two', 'ingest']);
    expect(metricsProblems('transform', outcomes.get('transform--two')!.metrics)).toEqual([]);
    expect(outcomes.get('transform--two')!.metrics).toEqual({ filesIn: 15, filesOut: 14, runs: 1 });
    expect(dataset.samples.map(({ file }) => file)).toContain('recordings/high/1.wav');
    expect(dataset.samples.find(({ file }) => file === 'recordings/low/4.wav')).toMatchObject({ label: 'low', metadata: { microphone: 'm1' } });
    expect([...(await again()).outcomes.values()].map(({ cached }) => cached)).toEqual([true, true, true]);
    writeFileSync(join(root, '../two/block.json'), shellBlock('transform', COPY));
    const changed = await again();
    expect([...changed.outcomes.values()].map(({ cached }) => cached)).toEqual([true, false, false]);
    expect(changed.dataset.samples).toHaveLength(15);
    write('{ path: "recordings/**/*.wav", label: "{dir}" }');
    expect((await again()).dataset.samples).toHaveLength(16);
  });

  it('change objects of a bucket as they do files', async () => {
    const server = await startBucketServer();
    for (const key of ['in/high/1.wav', 'in/low/2.wav']) server.objects.set(key, makeWav([1, 2, 3], { hz: 8000 }));
    const source = `{ path: "s3://bucket/in/**/*.wav", label: "{dir}", s3: { endpoint: "${server.address}", anonymous: true }, transform: [../one] }`;
    const { outcomes, dataset } = await ingest(source, { 'one/block.json': shellBlock('transform', `${COPY}; rm $OUT/bucket/in/low/2.wav`) });
    server.close();
    expect([...outcomes.keys()]).toEqual(['fetch--bucket', 'transform--one', 'ingest']);
    expect(dataset.samples.map(({ file, label }) => `${file} ${label}`)).toEqual(['bucket/in/high/1.wav high']);
  });

  it('work on shards in several containers at once, and leave the same bytes as in one', async () => {
    const count = 150;
    const files = Object.fromEntries(Array.from({ length: count }, (_, i) => [`tones/many/${i % 2 ? 'a' : 'b'}/${i}.csv`, `x\n${i}\n${i + 1}\n`]));
    const script = 'cd $IN; find . -name "*.csv" | while read f; do mkdir -p $OUT/$(dirname $f); sed s/x/audio/ $f > $OUT/$f; done; echo $(hostname) >&2';
    const { outcomes, write, again } = await ingest('{ path: "many/**/*.csv", label: "{dir}", map: 3, csv: { frequency: 8 kHz, timestamp: none }, transform: [../one] }', { ...files, 'one/block.json': shellBlock('transform', script) });
    expect(outcomes.get('transform--one')!.metrics).toMatchObject({ filesIn: count, filesOut: count, runs: expect.any(Number) });
    expect(outcomes.get('transform--one')!.metrics.runs).toBeGreaterThan(2);
    write('{ path: "many/**/*.csv", label: "{dir}", csv: { frequency: 8 kHz, timestamp: none }, transform: [../one] }');
    const alone = await again();
    expect(alone.outcomes.get('transform--one')!.metrics.runs).toBe(1);
    expect(alone.outcomes.get('transform--one')!.tree).toBe(outcomes.get('transform--one')!.tree);
  });

  it('that write a file twice, or none, are told so', async () => {
    const many = Object.fromEntries(Array.from({ length: 70 }, (_, i) => [`tones/many/a/${i}.wav`, 'x']));
    const source = '{ path: "many/**/*.wav", map: 2, transform: [../one] }';
    await expect(ingest(source, { ...many, 'one/block.json': shellBlock('transform', 'echo > $OUT/same.wav') })).rejects.toMatchObject({ code: 'IMP_TRANSFORM_CLASH', details: { file: 'same.wav' } });
    await expect(ingest(source, { ...many, 'one/block.json': shellBlock('transform', 'echo > $OUT/metadata.json') })).rejects.toMatchObject({ code: 'IMP_TRANSFORM_METADATA' });
    await expect(ingest(source, { ...many, 'one/block.json': shellBlock('transform', 'true') })).rejects.toMatchObject({ code: 'IMP_TRANSFORM_EMPTY', message: expect.stringContaining('of 70') });
  });

  it('make and label recordings as well', async () => {
    const { dataset } = await ingest('{ block: ../maker, label: "{dir}" }', { 'maker/block.json': shellBlock('synthetic', 'mkdir -p $OUT/a $OUT/b; printf "audio\\n1\\n2\\n" > $OUT/a/1.csv; printf "audio\\n3\\n4\\n" > $OUT/b/1.csv') });
    expect(dataset.samples.map(({ file, label }) => [file, label])).toEqual([['a/1.csv', 'a'], ['b/1.csv', 'b']]);
    const labeller = shellBlock('label', 'cd $IN; echo "file,label" > $OUT/labels.csv; find . -name "*.wav" | sed "s#^./##" | while read f; do echo "$f,$(expr length $(basename $f))" >> $OUT/labels.csv; done');
    const labelled = await ingest('{ path: "recordings/**/*.wav", labels: { block: ../labeller } }', { 'labeller/block.json': labeller });
    expect(labelled.dataset.labels).toEqual(['5', '6']);
    const silent = ingest('{ path: "recordings/**/*.wav", labels: { block: ../labeller } }', { 'labeller/block.json': shellBlock('label', 'true') });
    await expect(silent).rejects.toMatchObject({ code: 'IMP_LABELS_NOT_WRITTEN' });
  });

  it('of Edge Impulse get its arguments: one file, one folder, or nothing', async () => {
    const items = [{ name: 'Gain', param: 'gain', type: 'int', value: '3' }, { name: 'Dry', param: 'dry', type: 'flag', value: true }, { name: 'On', param: 'on', type: 'boolean', value: false }, { name: 'Key', param: 'ACME_KEY', type: 'secret' }];
    const block = (operatesOn: string, script: string): Record<string, string> => ({
      'edge/parameters.json': JSON.stringify({ version: 1, type: 'transform', info: { name: 'Edge', operatesOn, indMetadata: operatesOn === 'file' }, parameters: items }),
      'edge/Dockerfile': `FROM ${TEST_IMAGE}\nWORKDIR /app\nCOPY run.sh .\nENTRYPOINT ["sh", "./run.sh"]\n`,
      'edge/run.sh': `set -e\necho "$@" key=$ACME_KEY\n${script}`,
    });
    vi.stubEnv('EDGE_KEY', 'k-1');
    const use = 'block: ../edge, gain: 4, ACME_KEY: "env:EDGE_KEY"';
    const perFile = await ingest(`{ path: "recordings/**/*.wav", label: "{dir}", map: 2, transform: [{ ${use} }] }`, block('file', 'test "$ACME_KEY" = k-1; test -f $2; test "$6" = "{}"; test "$8" = 4; test "$9" = --dry; cp $2 $4/; echo "{\\"version\\":1,\\"action\\":\\"add\\",\\"metadata\\":{\\"from\\":\\"$(basename $2)\\"}}" > $4/ei-metadata.json'));
    expect(perFile.outcomes.get('transform--edge')!.metrics).toMatchObject({ runs: 16, filesOut: 16 });
    expect(perFile.dataset.samples.find(({ file }) => file === 'recordings/low/4.wav')).toMatchObject({ label: 'low', metadata: { from: '4.wav' } });
    const perFolder = await ingest(`{ path: "recordings/**/*.wav", label: "{dir}", transform: [{ ${use} }] }`, block('directory', 'test $1 = --in-directory; cp $2/*.wav $4/'));
    expect(perFolder.outcomes.get('transform--edge')!.metrics).toMatchObject({ runs: 2, filesOut: 16 });
    const alone = await ingest(`{ ${use}, label: noise }`, block('standalone', 'test $1 = --out-directory; printf "audio\\n1\\n2\\n" > $2/made.csv'));
    expect(alone.dataset.samples.map(({ file, label }) => [file, label])).toEqual([['made.csv', 'noise']]);
    vi.unstubAllEnvs();
  });

  it('of Edge Impulse share a container for many files, each as if it had its own, unless the image cannot stay', async () => {
    const script = 'test -z "$(ls -A /tmp)"; touch /tmp/left /tmp/.hidden; cp $2 $4/; hostname > $4/$(basename $2).host';
    const hosts = async (source: string, files: Record<string, string>) => {
      const folder = join((await ingest(`{ path: "recordings/**/*.wav", label: "{dir}", ${source} }`, files)).outcomes.get('transform--edge')!.folder, 'files');
      return findFiles(folder, '**/*.host').map(({ absolute }) => readFileSync(absolute, 'utf8'));
    };
    const edge = edgeBlock(script, { operatesOn: 'file' });
    expect(new Set(await hosts('transform: [../edge]', edge)).size).toBe(1);
    expect(new Set(await hosts('map: 3, transform: [../edge]', edge)).size).toBe(3);
    const bare = `FROM scratch\nCOPY --from=${TEST_IMAGE} /bin/busybox /bin/busybox\nCOPY run.sh /\nENTRYPOINT ["/bin/busybox", "env", "PATH=/bin", "busybox", "sh", "/run.sh"]\n`;
    const names = ['test', 'touch', 'ls', 'cp', 'hostname', 'basename'].map((name) => `${name}() { busybox ${name} "$@"; }`).join('\n');
    const alone = await hosts('transform: [../edge]', { ...edge, 'edge/Dockerfile': bare, 'edge/run.sh': `${names}\n${edge['edge/run.sh']}` });
    expect(new Set(alone).size).toBe(16);
  });

  it('of Edge Impulse that fail at a file among many say which', async () => {
    const fail = 'case $2 in */4.wav) echo "no such column" >&2; exit 3;; esac; cp $2 $4/';
    const error = await ingest('{ path: "recordings/**/*.wav", transform: [../edge] }', edgeBlock(fail, { operatesOn: 'file' })).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'IMP_STEP_DIED', message: expect.stringMatching(/recordings\/low\/4\.wav[^]*exit code 3[^]*no such column/) });
  });

  it('of Edge Impulse that only say something of a folder leave its files as they are, and tell the next block', async () => {
    const check = 'echo reading --in-directory; test "$6" = "{}"; echo "{\\"action\\":\\"add\\",\\"metadata\\":{\\"checked\\":1,\\"folder\\":\\"$(basename $2)\\"}}" > $4/ei-metadata.json';
    const merge = 'echo --in-directory; test "$6" = "{\\"checked\\":\\"1\\",\\"folder\\":\\"$(basename $2)\\"}"; cat $2/*.wav > $4/$(basename $2).wav';
    const { outcomes, dataset } = await ingest('{ path: "recordings/**/*.wav", label: "{dir}", transform: [../check, ../merge] }', {
      ...edgeBlock(`${check} # --metadata`, undefined, 'check'),
      ...edgeBlock(`${merge} # --metadata`, undefined, 'merge'),
    });
    expect(outcomes.get('transform--check')!.metrics).toEqual({ filesIn: 16, filesOut: 16, runs: 2 });
    expect(dataset.samples).toMatchObject([
      { file: 'recordings/high/high.wav', label: 'high', metadata: { checked: '1', folder: 'high' } },
      { file: 'recordings/low/low.wav', label: 'low', metadata: { checked: '1', folder: 'low' } },
    ]);
  });

  it('of Edge Impulse that leave nothing, or look into a store that is not here, say so', async () => {
    const hello = { ...edgeBlock('test $# = 2; echo "Hello $2"', undefined), 'edge/parameters.json': JSON.stringify([{ name: 'Name', param: 'name', type: 'string', value: 'you' }]) };
    await expect(ingest('{ block: ../edge, label: x }', hello)).rejects.toMatchObject({ code: 'IMP_TRANSFORM_EMPTY' });
    const bucket = { ...edgeBlock('echo --in-file; ls /mnt/s3fs', undefined), 'edge/parameters.json': JSON.stringify([{ name: 'Bucket', param: 'bucket_name', type: 'bucket', value: '' }]) };
    await expect(ingest('{ path: "recordings/**/*.wav", transform: [../edge] }', bucket)).rejects.toMatchObject({
      code: 'IMP_TRANSFORM_STORE',
      message: expect.stringMatching(/"bucket_name", a bucket of Edge Impulse[^]*\/mnt\/s3fs: No such file/),
    });
  });

  it('of Edge Impulse may share their files by links', async () => {
    const folder = makeFolder(edgeBlock('cp $2 $4/', { operatesOn: 'file' }, 'base'));
    for (const name of ['Dockerfile', 'run.sh']) symlinkSync(`../base/${name}`, join(makeFolders(folder, 'edge'), name));
    cpSync(join(folder, 'base/parameters.json'), join(folder, 'edge/parameters.json'));
    const { dataset } = await ingest(`{ path: "recordings/**/*.wav", label: "{dir}", transform: ["${join(folder, 'edge')}"] }`, {});
    expect(dataset.samples).toHaveLength(16);
  });
});

describe.skipIf(NO_DEBIAN !== undefined)(`the transform block in Python (${NO_DEBIAN ?? 'in its image'})`, { timeout: 600_000 }, () => {
  it.skipIf(!hasShared('kws-fsdd'))(`cleans and resamples real speech (${NO_SHARED})`, async () => {
    await importDebianImage();
    vi.stubEnv('IMPULSE_DOCKER_BASES', `debian:12-slim=${DEBIAN_IMAGE}`);
    const { root, again, write } = await ingest('{ path: "recordings/**/*.wav", label: "{dir}" }', {});
    cpSync(join(assetRoot, 'blocks/examples/python-transform'), join(root, 'clean'), { recursive: true });
    const speech = findFiles(unpackShared('kws-fsdd'), '**/*_jackson_*.wav');
    for (const { absolute } of speech) cpSync(absolute, join(root, 'speech', basename(absolute)));
    write('{ path: "speech/*.wav", pattern: "{label}_{speaker}_{n}.wav", resample: true, map: 2, transform: [{ block: ./clean, rate: 4 kHz, cutoff: 100 Hz }] }');
    const { outcomes, dataset } = await again();
    const folder = join(outcomes.get('transform--clean')!.folder, 'files');
    for (const { absolute } of speech.slice(0, 20)) {
      const [before, after] = [readFileSync(absolute), readFileSync(join(folder, 'speech', basename(absolute)))];
      expect(after.readUInt32LE(24)).toBe(4000);
      expect(after.length - 44).toBe(2 * Math.ceil((before.length - 44) / 4));
    }
    expect(dataset.samples).toHaveLength(speech.length);
    expect(dataset.labels).toHaveLength(10);
    vi.unstubAllEnvs();
  });
});

