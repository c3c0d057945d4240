import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openDataset } from '../../plugin/data/open-dataset';
import { assetRoot } from '../../plugin/paths';
import { runImpulse } from '../../plugin/runners/run-impulse';
import type { Evaluation } from '../../plugin/steps/evaluate/evaluation';
import { readJson } from '../../plugin/steps/read-json';
import { DEBIAN_IMAGE, importDebianImage, importTestImage, NO_DEBIAN, NO_DOCKER, TEST_IMAGE } from '../container-images';
import { makeFolder } from '../temp-folder';
import { makeToneImpulse, TONE_MANIFEST } from '../tone-impulse';

type Outcomes = Awaited<ReturnType<typeof runImpulse>>;

const LEARN = `learn:
  pitch: { block: dense-classifier, epochs: 6 }
  odd: { block: kmeans-anomaly, clusters: 2 }
`;
const PARAMETERS = { board: { title: 'Board', description: 'A board.', enum: ['nano', 'uno'], default: 'nano' } };
const DONE = `echo '{"apiVersion":"impulse-step/v1","status":"ok"}' > /impulse/run/step-result.json`;

/** A deploy block of busybox's image by our contract: `$IN` and `$OUT` are its folders. */
function shellBlock(script: string): Record<string, string> {
  const command = ['sh', '-c', `set -e; RUN=$1; IN=/impulse/inputs; OUT=/impulse/output; ${script}\n${DONE}`, 'block'];
  const container = { image: TEST_IMAGE, command };
  const block = { id: 'shell', kind: 'deploy', title: 'Shell', description: 'For tests.', container, parameters: { type: 'object', properties: PARAMETERS } };
  return { 'shell/block.json': JSON.stringify(block) };
}

/** One in the form of Edge Impulse: `$HOME_IN` and `$HOME_OUT` are its folders. */
function edgeBlock(script: string): Record<string, string | Buffer> {
  const parameters = [{ name: 'Board', param: 'board', type: 'select', value: 'nano', valid: ['nano', 'uno'] }, { name: 'Dry', param: 'dry', type: 'flag', value: true }];
  return {
    'edge/parameters.json': JSON.stringify({ version: 1, type: 'deploy', info: { name: 'Edge', category: 'library', cliArguments: '--fast' }, parameters }),
    'edge/Dockerfile': `FROM ${TEST_IMAGE}\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["sh", "./pack.sh"]\n`,
    'edge/pack.sh': `set -e; HOME_IN=$(dirname $2); HOME_OUT=$(dirname $HOME_IN)/output; echo "$@"\n${script}`,
    'edge/ready.zip': Buffer.from(zipSync({ 'firmware.hex': Buffer.from(':00') })),
  };
}

/** Runs the tone impulse up to deploy. */
async function deploy(uses: string, files: Record<string, string | Buffer>, learn = LEARN) {
  await importTestImage();
  const workspace = makeToneImpulse({ 'nx.json': '{}', ...files });
  const root = join(workspace, 'tones');
  const manifest = TONE_MANIFEST.replace(/learn:\n.*\n/, learn);
  const again = (changed = uses) => {
    writeFileSync(join(root, 'impulse.yaml'), `${manifest}deploy: ${changed}\n`);
    return runImpulse(root, { steps: ['deploy', 'evaluate'] });
  };
  const outcomes = await again();
  return { root, outcomes, again, archives: readArchives(outcomes) };
}

const folderOf = (outcomes: Outcomes): string => outcomes.get('deploy--linux-x86-64')!.folder;

/** Archive -> path -> text. */
function readArchives(outcomes: Outcomes): Record<string, Record<string, string>> {
  const folder = folderOf(outcomes);
  const names = readdirSync(folder).filter((name) => name.endsWith('.zip'));
  return Object.fromEntries(names.map((name) => {
    const files = unzipSync(readFileSync(join(folder, name)));
    return [name, Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, Buffer.from(bytes).toString()]))];
  }));
}

afterEach(() => vi.unstubAllEnvs());

describe.skipIf(NO_DOCKER !== undefined)(`deploy blocks (${NO_DOCKER ?? 'in containers'})`, { timeout: 300_000 }, () => {
  it('get the C++, the models and the facts of the impulse, and leave an archive for each use, published beside the one of ours', async () => {
    const script = `test -s $IN/compile/int8/tones_impulse.h; test -s $IN/compile/float32/tones_impulse.h; test -s $IN/model/pitch/model.int8.tflite; test -s $IN/model/pitch/model.float32.tflite
      test -s $IN/model/odd/plan.json; test ! -e $IN/model/odd/model.int8.tflite
      mkdir $OUT/firmware; cp $IN/compile/compile.json $IN/impulse/impulse.json $IN/model/pitch/labels.json $OUT; grep '"board"' $RUN > $OUT/firmware/board.txt`;
    const { root, outcomes, archives, again } = await deploy('[cpp-library, ../shell, { block: ../shell, board: uno }]', shellBlock(script));
    expect(Object.keys(archives)).toEqual(['tones-linux-x86-64-cpp-library.zip', 'tones-linux-x86-64-shell-2.zip', 'tones-linux-x86-64-shell.zip']);
    const [nano, uno] = [archives['tones-linux-x86-64-shell.zip']!, archives['tones-linux-x86-64-shell-2.zip']!];
    expect(Object.keys(nano)).toEqual(['compile.json', 'firmware/board.txt', 'impulse.json', 'labels.json']);
    expect([nano, uno].map((files) => files['firmware/board.txt'])).toEqual([expect.stringContaining('nano'), expect.stringContaining('uno')]);
    expect(JSON.parse(nano['labels.json']!)).toEqual(['high', 'low']);
    expect(JSON.parse(nano['impulse.json']!)).toMatchObject({
      name: 'tones', target: { id: 'linux-x86-64', arch: 'x86-64' }, input: { windowMs: 250, frequencyHz: 8000, axes: ['audio'] },
      dsp: [{ name: 'mfe', block: 'mfcc', params: { coefficients: 6, filters: expect.any(Number) }, axes: ['audio'] }],
      learn: [{ name: 'pitch', block: 'dense-classifier', params: { epochs: 6 }, input: ['mfe'] }, { name: 'odd', block: 'kmeans-anomaly' }],
    });
    expect(JSON.stringify(nano)).not.toContain(dirname(root));
    expect(outcomes.get('deploy--linux-x86-64')!.metrics).toMatchObject({ 'cpp-library.archiveBytes': expect.any(Number), 'shell.archiveBytes': expect.any(Number) });
    expect(readdirSync(join(root, '.impulse/deploy--linux-x86-64'))).toEqual(expect.arrayContaining(Object.keys(archives)));
    expect((await again()).get('deploy--linux-x86-64')!.cached).toBe(true);
    const changed = readArchives(await again('[cpp-library, ../shell, { block: ../shell, board: nano }]'));
    expect(changed['tones-linux-x86-64-shell-2.zip']!['firmware/board.txt']).toContain('nano');
    expect(changed['tones-linux-x86-64-cpp-library.zip']).toEqual(archives['tones-linux-x86-64-cpp-library.zip']);
  });

  it('of Edge Impulse get its arguments and the folder that they know, as far as it can be filled, and leave deploy.zip', async () => {
    const files = ['trained.tflite', 'tflite-model/pitch.tflite', 'model-parameters/impulse.json', 'model-parameters/pitch/model.float32.tflite', 'model-parameters/odd/plan.json', 'impulse-library/tones_impulse.h', 'impulse-library/compile.json'];
    const script = `test "$*" = "--metadata $HOME_IN/deployment-metadata.json --board uno --dry --fast"
      for f in ${files.join(' ')}; do test -s $HOME_IN/$f; done; cmp $HOME_IN/trained.tflite $HOME_IN/tflite-model/pitch.tflite
      for f in edge-impulse-sdk trained.h5.zip trained.savedmodel.zip; do test ! -e $HOME_IN/$f; grep -q "\\"$f" $HOME_IN/missing.json; done
      grep -q "\\"output\\": \\"$HOME_OUT\\"" $2; grep -q "\\"modelPath\\": \\"$HOME_IN/trained.tflite\\"" $2
      cp -r $HOME_IN/* /tmp; cp ready.zip $HOME_OUT/deploy.zip`;
    const { archives } = await deploy('[{ block: ../edge, board: uno }]', edgeBlock(script));
    expect(archives).toEqual({ 'tones-linux-x86-64-edge.zip': { 'firmware.hex': ':00' } });
  });

  it.each([
    ['wrote nothing', '[../shell]', shellBlock('echo "no such board"'), 'IMP_BLOCK_RESULT', /The block of deploy--linux-x86-64, shell,[^]*it wrote no file[^]*no such board/],
    ['wrote a zip that is none', '[../shell]', shellBlock('echo hello > $OUT/project.zip'), 'IMP_BLOCK_RESULT', /its project\.zip is no zip archive/],
    ['died', '[../shell]', shellBlock('echo "no board called nano" >&2; exit 3'), 'IMP_STEP_DIED', /The block of deploy--linux-x86-64, shell,[^]*no board called nano/],
    ['gave its archive another name', '[../edge]', edgeBlock('cp ready.zip $HOME_OUT/firmware.zip'), 'IMP_BLOCK_RESULT', /it wrote firmware\.zip, but no deploy\.zip[^]*--metadata/],
    ['wrote into its input', '[../edge]', edgeBlock('echo x > $HOME_IN/x'), 'IMP_STEP_DIED', /Read-only file system/],
  ])('that %s become one error', async (_, uses, files, code, message) => {
    const pitch = 'learn:\n  pitch: { block: dense-classifier, epochs: 6 }\n';
    const error = await deploy(uses, files, pitch).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});

/** In the model's order. */
const LABELS = ['high', 'low'];
const EXAMPLE = join(assetRoot, 'blocks/examples/cmake-zip');

describe.skipIf(NO_DEBIAN !== undefined)(`the deploy block in Python (${NO_DEBIAN ?? 'in its image'})`, { timeout: 600_000 }, () => {
  it('packs a CMake project in the same bytes each time, which builds and says of every window what was evaluated', async () => {
    await importDebianImage();
    vi.stubEnv('IMPULSE_DOCKER_BASES', `debian:12-slim=${DEBIAN_IMAGE}`);
    const block = Object.fromEntries(readdirSync(EXAMPLE).map((file) => [`cmake-zip/${file}`, readFileSync(join(EXAMPLE, file))]));
    const { outcomes, archives, again } = await deploy('[../cmake-zip]', block);
    const archive = 'tones-linux-x86-64-cmake-zip';
    const say = build(unpack(archives[`${archive}.zip`]!));
    const said = LABELS.map(() => [0, 0]);
    for (const { values, label } of testWindows(outcomes)) {
      const [pitch, odd] = execFileSync(say, { input: values.join(' '), encoding: 'utf8' }).trim().split('\n');
      expect(odd).toMatch(/^odd -?\d+\.\d{6}$/);
      said[LABELS.indexOf(label)]![LABELS.indexOf(/^pitch (\w+) \d\.\d{6}$/.exec(pitch!)![1]!)]!++;
    }
    const { learn } = readJson<Evaluation>(outcomes.get('evaluate')!.folder, 'evaluation.json');
    expect(learn[0]).toMatchObject({ labels: LABELS, int8: { test: { windows: 4, confusion: said } } });

    const changed = await again('[{ block: ../cmake-zip, example: false }, ../cmake-zip]');
    const bytes = (of: Outcomes, name: string): Buffer => readFileSync(join(folderOf(of), `${name}.zip`));
    expect(bytes(changed, `${archive}-2`)).toEqual(bytes(outcomes, archive));
    expect(Object.keys(readArchives(changed)[`${archive}.zip`]!).filter((path) => path.startsWith('tones/example'))).toEqual([]);
  });
});

/** Recordings of the test side: each is one window. */
function testWindows(outcomes: Outcomes): { values: number[]; label: string }[] {
  const split = readJson<Record<string, string>>(outcomes.get('split')!.folder, 'split.json');
  const dataset = openDataset(outcomes.get('ingest')!.folder);
  return dataset.samples.filter(({ id }) => split[id] === 'test').map((sample) => ({ values: [...dataset.values(sample)], label: sample.label! }));
}

function unpack(files: Record<string, string>): string {
  return join(makeFolder(files), 'tones');
}

/** Builds the project by CMake where there is one, otherwise by one g++ line. @returns its program. */
function build(project: string): string {
  const warnings = '-Wall -Wextra -Werror -pedantic';
  if (spawnSync('cmake', ['--version']).status === 0) {
    execFileSync('sh', ['-c', 'cmake -B build && cmake --build build'], { cwd: project, env: { ...process.env, CXXFLAGS: warnings } });
    return join(project, 'build', 'say');
  }
  execFileSync('sh', ['-c', `g++ -std=c++11 -O2 ${warnings} -Iimpulse impulse/*.cpp example/say.cpp -o say`], { cwd: project });
  return join(project, 'say');
}
