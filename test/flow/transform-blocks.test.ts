import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { findFiles } from '../../plugin/data/find-files';
import { openDataset } from '../../plugin/data/open-dataset';
import { assetRoot } from '../../plugin/paths';
import { runImpulse } from '../../plugin/runners/run-impulse';
import { DEBIAN_IMAGE, importDebianImage, importTestImage, NO_DEBIAN, NO_DOCKER, TEST_IMAGE } from '../container-images';
import { metricsProblems } from '../metrics-problems';
import { hasShared, NO_SHARED, unpackShared } from '../shared-data';
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

