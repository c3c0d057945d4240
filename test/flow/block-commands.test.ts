import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { runCli } from '../../plugin/cli/run-cli';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { assetRoot } from '../../plugin/paths';
import { DEBIAN_IMAGE, importDebianImage, importTestImage, NO_DEBIAN, NO_DOCKER, TEST_IMAGE } from '../container-images';
import { drawClassifier } from '../draw-classifier';
import { EDGE_IMPULSE_DSP } from '../edge-impulse-dsp';
import { makeFolder } from '../temp-folder';
import { makeToneImpulse, TONE_MANIFEST } from '../tone-impulse';

const DONE = `echo '{"apiVersion":"impulse-step/v1","status":"ok"}' > /impulse/run/step-result.json`;

/** Runs one command line. */
async function type(...words: string[]): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const print = (line: string): void => void lines.push(line);
  const code = await runCli(words, { print, printError: print });
  return { code, text: lines.join('\n') };
}

function shellBlock(kind: string, script: string, parameters: object = {}): string {
  const command = ['sh', '-c', `set -e; IN=/impulse/inputs/data; OUT=/impulse/output; ${script}\n${DONE}`, 'block'];
  const container = { image: TEST_IMAGE, command };
  return JSON.stringify({ id: 'shell', kind, title: 'Shell', description: 'For tests.', container, parameters: { type: 'object', properties: parameters } });
}

describe('a block of C++ alone', { timeout: 120_000 }, () => {
  it('shows its features of a made-up window, and passes its checks', async () => {
    const { code, text } = await type('block', 'run', 'spectral-analysis', '--window', '500 ms');
    expect(code).toBe(0);
    expect(text).toContain('the first 500 ms (8000 time steps of audio at 16000 Hz)');
    expect(text).toMatch(/13 features, shape 13: min \S+, max \S+, mean \S+/);
    const checked = await type('block', 'test', 'spectral-analysis', '--json');
    expect(JSON.parse(checked.text).map(({ state }: { state: string }) => state)).toEqual(['ok', 'ok', 'ok', 'ok']);
  });

  it('takes parameters, window and recording from an impulse that uses it', async () => {
    const root = join(makeToneImpulse(), 'tones');
    const { text } = await type('block', 'run', 'mfcc', '--impulse', root, '--step', 'features--mfe');
    expect(text).toContain('the first 250 ms (2000 time steps of audio at 8000 Hz)');
    expect(text).toMatch(/shape \d+ x 6:/);
    const other = await type('block', 'run', 'flatten', '--impulse', root);
    expect(other).toEqual({ code: 1, text: expect.stringContaining('IMP_BLOCK_UNUSED') });
    expect((await type('block', 'run', 'mfcc', '--impulse', root, '--set', 'filters=20')).text).toContain('--set and --impulse both say the parameters.');
  });

  it('fails its checks where it refuses what it is shown', async () => {
    const { code, text } = await type('block', 'test', 'mfcc', '--window', '10 ms');
    expect(code).toBe(1);
    expect(text).toMatch(/failed +compiles, and takes two windows +IMP_BLOCK_REFUSED/);
  });

  it('is refused where it is code of an impulse rather than a program', async () => {
    const { code, text } = await type('block', 'run', 'ds-cnn');
    expect(code).toBe(1);
    expect(text).toContain('IMP_BLOCK_NOT_ALONE  ds-cnn, a learn block without a container, cannot be tried alone.');
  });
});

describe.skipIf(NO_DOCKER !== undefined)(`blocks alone (${NO_DOCKER ?? 'in containers'})`, { timeout: 300_000 }, () => {
  it.each([
    ['transform', 'shell', 'impulse', /3 files in, 3 out/],
    ['transform', 'shell', 'edge-impulse', /32 kB {2}one.wav {2}cut: 100000/],
    ['label', 'shell', 'impulse', /3 files in, 1 out\n +52 B {2}labels.csv/],
  ])('start from a template, run and keep their contract: %s in %s (%s)', async (kind, language, contract, shown) => {
    await importTestImage();
    vi.stubEnv('IMPULSE_DOCKER_BASES', `debian:12-slim=${TEST_IMAGE}`);
    const folder = join(makeFolder(), `${kind}-block`);
    expect((await type('block', 'init', kind, folder, '--language', language, '--contract', contract)).code).toBe(0);
    const ran = await type('block', 'run', folder);
    expect(ran).toEqual({ code: 0, text: expect.stringMatching(shown) });
    const { code, text } = await type('block', 'test', folder);
    expect(text.split('\n').map((line) => line.split(' ')[0])).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
    expect(code).toBe(0);
    vi.unstubAllEnvs();
  });

  it('get the files and parameters that are asked for, and their results are kept', async () => {
    await importTestImage();
    const folder = makeFolder({
      'block/block.json': shellBlock('transform', 'cp -r $IN/. $OUT; grep -o \'"rate": [0-9]*\' /impulse/run/step-run.json > $OUT/rate', { rate: { title: 'Rate', description: 'For tests.', type: 'number', 'x-unit': 'Hz', default: '1 kHz' } }),
      'data/a/1.csv': 'x\n1\n', 'data/2.csv': 'x\n2\n',
    });
    const { text } = await type('block', 'run', join(folder, 'block'), '--input', join(folder, 'data'), '--set', 'rate=8 kHz', '--out', join(folder, 'out'), '--page', join(folder, 'page.html'), '--json');
    expect(JSON.parse(text)).toMatchObject({ kind: 'files', filesIn: 2, files: [{ name: '2.csv', bytes: 4 }, { name: 'a/1.csv' }, { name: 'rate' }] });
    expect(readFileSync(join(folder, 'out/files/rate'), 'utf8')).toBe('"rate": 8000\n');
    expect(readFileSync(join(folder, 'page.html'), 'utf8')).toContain('<td>a/1.csv</td><td class="n">4 B</td>');
    const single = await type('block', 'run', join(folder, 'block'), '--input', join(folder, 'data/2.csv'));
    expect(single.text).toContain('1 files in, 2 out');
  });

  it('are found out where they fail, write elsewhere, or write other bytes each time', async () => {
    await importTestImage();
    const test = async (script: string, parameters = {}) => type('block', 'test', makeFolder({ 'block.json': shellBlock('synthetic', script, parameters) }));
    const failing = await test('echo it is broken >&2; exit 3');
    expect(failing.code).toBe(1);
    expect(failing.text).toMatch(/failed +runs without network.*IMP_STEP_DIED[^]*it is broken[^]*npx nx-impulse block run/);
    expect((await test('echo x > /app')).text).toMatch(/failed +runs without network[^]*[Rr]ead-only/);
    const silent = await test('true', { count: { type: 'integer', default: 1 } });
    expect(silent).toEqual({ code: 1, text: expect.stringMatching(/failed +its description and parameters can be read +IMP_KEY_MISSING/) });
    const random = await test('head -c 16 /dev/urandom > $OUT/made.csv');
    expect(random).toEqual({ code: 1, text: expect.stringMatching(/failed +same input, same bytes +differ in two runs: made.csv/) });
  });

  it('learn from made-up windows, and what they leave is compiled', async () => {
    await importTestImage();
    const model = Buffer.from(writeFlatbuffer((await drawClassifier('dense-classifier', [8], {}, 3)).graph, 'theirs'));
    const files = (script: string): Record<string, string | Buffer> => ({
      'parameters.json': JSON.stringify({ version: 1, type: 'machine-learning', info: { name: 'Shell' }, parameters: [] }),
      Dockerfile: `FROM ${TEST_IMAGE}\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["sh", "./train.sh"]\n`,
      'train.sh': `set -e; DATA=$2; OUT=$4; head -c 100 $DATA/X_split_train.npy | grep -q "(90, 8)"; ${script}\n`,
      'model.tflite': model,
    });
    const { code, text } = await type('block', 'test', makeFolder(files('cp model.tflite $OUT/')));
    expect(text).toMatch(/ok +learns, and leaves a model that we can read +model.float32.tflite/);
    expect(text).toMatch(/ok +the model compiles +arena [^]*ok +same seed, same bytes/);
    expect(code).toBe(0);
    const ran = await type('block', 'run', makeFolder(files('cp model.tflite $OUT/')));
    expect(ran.text).toMatch(/^learned from 120 made-up windows of 8 features: trainWindows 90, validationWindows 30, format float32/);
    const idle = await type('block', 'test', makeFolder(files('true')));
    expect(idle).toEqual({ code: 1, text: expect.stringMatching(/failed +learns, and leaves a model that we can read +IMP_LEARN_NO_MODEL/) });
  });

  it('pack an impulse that is made up, or that of a manifest', async () => {
    await importTestImage();
    const pack = shellBlock('deploy', 'cp /impulse/inputs/compile/compile.json /impulse/inputs/impulse/impulse.json $OUT');
    const workspace = makeToneImpulse({ 'nx.json': '{}', 'shell/block.json': pack });
    const [block, root] = [join(workspace, 'shell'), join(workspace, 'tones')];
    const made = await type('block', 'run', block);
    expect(made.text).toMatch(/made-up-linux-x86-64-shell\.zip\n[^]*made-up-linux-x86-64-shell\.zip\/impulse\.json/);
    writeFileSync(join(root, 'impulse.yaml'), `${TONE_MANIFEST}deploy: [../shell]\n`);
    expect((await type('block', 'run', block, '--impulse', root)).text).toMatch(/tones-linux-x86-64-shell\.zip\/compile\.json/);
    const checked = await type('block', 'test', block);
    expect(checked.text.split('\n').map((line) => line.split(' ')[0])).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
    expect(checked.text).toMatch(/packs an impulse[^]*made-up-linux-x86-64-shell\.zip, 2 files in it/);
    writeFileSync(join(block, 'block.json'), shellBlock('deploy', 'head -c 16 /dev/urandom > $OUT/made.bin'));
    expect(await type('block', 'test', block)).toEqual({ code: 0, text: expect.stringMatching(/warning +same impulse, same bytes +differ in two runs: .*made\.bin/) });
  });

  it('leave nothing behind, even where they fail', async () => {
    await importTestImage();
    const folder = makeFolder({ 'block/block.json': shellBlock('synthetic', 'echo x > $OUT/x; exit 1'), 'tmp/.keep': '' });
    vi.stubEnv('TMPDIR', join(folder, 'tmp'));
    expect((await type('block', 'run', join(folder, 'block'))).text).toContain('IMP_STEP_DIED');
    expect(readdirSync(join(folder, 'tmp'))).toEqual(['.keep']);
    vi.unstubAllEnvs();
  });
});

describe.skipIf(NO_DEBIAN !== undefined)(`DSP servers alone (${NO_DEBIAN ?? 'in their images'})`, { timeout: 600_000 }, () => {
  it('show features and graphs of a window, and agree with their C++', async () => {
    await importDebianImage();
    vi.stubEnv('IMPULSE_DOCKER_BASES', `debian:12-slim=${DEBIAN_IMAGE}`);
    const folder = makeFolder({ 'wave.csv': `timestamp,x,y\n${Array.from({ length: 200 }, (_, i) => `${10 * i},${i % 7},${(i * i) % 11}`).join('\n')}\n` });
    cpSync(join(assetRoot, 'blocks/examples/python-dsp'), join(folder, 'jerk'), { recursive: true });
    const { text } = await type('block', 'run', join(folder, 'jerk'), '--input', join(folder, 'wave.csv'), '--page', join(folder, 'page.html'));
    expect(text).toContain('wave.csv: the first 1000 ms (100 time steps of x, y at 100 Hz)\n10 features, shape 10');
    expect(text).toContain('graph "Jerk per second", y');
    const page = readFileSync(join(folder, 'page.html'), 'utf8');
    expect(page).toContain('<figcaption>Jerk per second</figcaption>');
    expect(page).not.toMatch(/<script|https?:/);
    const checked = await type('block', 'test', join(folder, 'jerk'), '--input', join(folder, 'wave.csv'));
    expect(checked.code).toBe(0);
    expect(checked.text).toMatch(/ok +\/batch gives what \/run gives +equal/);
    expect(checked.text).toMatch(/ok +the C\+\+ gives the same features +(equal|at most \S+ of their range apart)/);
  });

  it('of Edge Impulse are held to their contract: a state that lasts is found', async () => {
    await importDebianImage();
    vi.stubEnv('IMPULSE_DOCKER_BASES', `debian:12-slim=${DEBIAN_IMAGE}`);
    const counting = EDGE_IMPULSE_DSP['dsp.py']!.replace('import numpy as np\n', 'import numpy as np\nCOUNT = [0]\n').replace("    window =", "    COUNT[0] += 1\n    window = COUNT[0] +");
    const options = ['--axes', 'x,y,z', '--frequency', '62.5 Hz'];
    const { code, text } = await type('block', 'test', makeFolder({ ...EDGE_IMPULSE_DSP, 'dsp.py': counting }), ...options);
    expect(code).toBe(1);
    expect(text).toMatch(/warning +each parameter has help +none for refuse-above, die-above/);
    expect(text).toMatch(/failed +same window, same features +at most \S+ of their range apart\n +fix: keep nothing from one window to the next/);
  });
});
