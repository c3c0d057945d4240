import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { buildGraph } from '../../plugin/compiler/ir/graph-builder';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { createRandom } from '../../plugin/learn/random';
import { assetRoot } from '../../plugin/paths';
import { runImpulse } from '../../plugin/runners/run-impulse';
import { DEBIAN_IMAGE, importDebianImage, importTestImage, NO_DEBIAN, NO_DOCKER, TEST_IMAGE } from '../container-images';
import { drawClassifier } from '../draw-classifier';
import { metricsProblems } from '../metrics-problems';
import { hasShared, NO_SHARED, unpackShared } from '../shared-data';
import { makeFolder } from '../temp-folder';
import { makeToneImpulse, TONE_MANIFEST } from '../tone-impulse';

const PARAMETERS = [{ name: 'Rounds', param: 'rounds', type: 'int', value: '3' }];

/** An ML block of busybox's image in the form of Edge Impulse; `$OUT` is where the model goes. */
async function trainBy(script: string, files: Record<string, string | Buffer> = {}, steps = ['evaluate']) {
  await importTestImage();
  const workspace = makeToneImpulse({
    'nx.json': '{}',
    'block/parameters.json': JSON.stringify({ version: 1, type: 'machine-learning', info: { name: 'Shell' }, parameters: PARAMETERS }),
    'block/Dockerfile': `FROM ${TEST_IMAGE}\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["sh", "./train.sh"]\n`,
    'block/train.sh': `set -e; DATA=$2; OUT=$4; echo "$@"\n${script}`,
    ...files,
  });
  const root = join(workspace, 'tones');
  writeFileSync(join(root, 'impulse.yaml'), TONE_MANIFEST.replace('block: dense-classifier, epochs: 6', 'block: ../block, rounds: 5'));
  return runImpulse(root, { steps });
}

describe.skipIf(NO_DOCKER !== undefined)(`learn blocks of Edge Impulse (${NO_DOCKER ?? 'in containers'})`, { timeout: 300_000 }, () => {
  it('learn from npy files, and what they leave is quantized, compiled and evaluated like our own', async () => {
    const model = Buffer.from(writeFlatbuffer((await drawClassifier('dense-classifier', [11, 6], {}, 2)).graph, 'theirs'));
    const outcomes = await trainBy(
      `test "$*" = "--data-directory /data --out-directory /out --info-file /data/train_input.json --rounds 5"
       head -c 100 $DATA/X_split_train.npy | grep -q "'shape': (8, 66)"; head -c 100 $DATA/Y_split_test.npy | grep -q "(4, 2)"
       grep -q '"classes":\\["high","low"\\],"mode":"classification","inputShapeString":"(66,)"' $DATA/train_input.json
       cp model.tflite $OUT/`,
      { 'block/model.tflite': model },
      ['evaluate', 'compile'],
    );
    expect(outcomes.get('train--pitch')!.metrics).toMatchObject({ trainWindows: 8, validationWindows: 4, format: 'float32' });
    expect(metricsProblems('train', outcomes.get('train--pitch')!.metrics)).toEqual([]);
    expect(outcomes.get('quantize--pitch')!.metrics).toMatchObject({ representativeWindows: 8 });
    expect(outcomes.get('evaluate')!.metrics).toHaveProperty(['pitch.int8.test.accuracy']);
  });

  it.each([
    ['left nothing', 'true', 'IMP_LEARN_NO_MODEL', /model\.tflite, model_quantized_int8_io\.tflite, saved_model\.zip, model\.onnx, model\.pkl/],
    ['died', 'echo "no module named keras" >&2; exit 1', 'IMP_STEP_DIED', /no module named keras/],
    ['left a model of another shape', 'cp model.tflite $OUT/', 'IMP_MODEL_INPUT_MISMATCH', /7/],
    ['left a model that is none', 'echo hello > $OUT/model.tflite', 'IMP_MODEL_INVALID', /./],
  ])('that %s become one error', async (_, script, code, message) => {
    const model = Buffer.from(writeFlatbuffer((await drawClassifier('dense-classifier', [7], {}, 2)).graph, 'theirs'));
    const error = await trainBy(script, { 'block/model.tflite': model }, ['train']).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code });
    expect(`${(error as Error).message} ${(error as { fix: string }).fix}`).toMatch(message);
  });
});

/** What the second axis is in: so small beside the first that int8 of both at once sees nothing of it. */
const UNITS = [1000, 0.001];

/** Axes of two scales, of which the small one tells the label; the model that a block leaves takes features with these units. */
function makeScaledImpulse(units: readonly number[], option: string): string {
  const builder = buildGraph();
  const [x, sums, scores] = [[1, 8], [1, 2], [1, 2]].map((shape, at) => builder.tensor(`t${at}`, shape, 'float32'));
  const weights = Float32Array.from({ length: 16 }, (_, at) => ((at < 8 ? -1 : 1) * (at % 2 === 0 ? 0.01 : 1)) / units[at % 2]);
  builder.op('FULLY_CONNECTED', [x, builder.constant('w', [2, 8], weights), builder.constant('b', [2], new Float32Array(2))], [sums], { activation: 0 });
  builder.op('SOFTMAX', [sums], [scores], { beta: 1 });
  builder.graph.inputs.push(x);
  builder.graph.outputs.push(scores);
  const random = createRandom(5);
  const recordings = Array.from({ length: 40 }, (_, n) => {
    const rows = Array.from({ length: 4 }, () => [random.normal() * UNITS[0], ((n % 2 ? -1 : 1) + random.normal() / 3) * UNITS[1]].join(','));
    return [`recordings/${n % 2 ? 'down' : 'up'}/${n}.csv`, `big,small\n${rows.join('\n')}\n`];
  });
  return makeFolder({
    'nx.json': '{}',
    ...Object.fromEntries(recordings),
    'block/parameters.json': JSON.stringify({ version: 1, type: 'machine-learning', info: { name: 'Shell' }, parameters: [] }),
    'block/Dockerfile': `FROM ${TEST_IMAGE}\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["sh", "-c", "cp /app/model.tflite /out/"]\n`,
    'block/model.tflite': Buffer.from(writeFlatbuffer(builder.graph, 'theirs')),
    'impulse.yaml': `name: scales
dataset:
  sources: [{ path: "recordings/**/*.csv", label: "{dir}", csv: { timestamp: none } }]
  split: { validation: 20 %, test: 40 % }
input: { window: 400 ms, frequency: 10 Hz, axes: [big, small] }
dsp: { raw: {} }
learn: { way: { block: ./block${option} } }
targets: [linux-x86-64]
`,
  });
}

describe.skipIf(NO_DOCKER !== undefined)(`features of scales that lie far apart (${NO_DOCKER ?? 'in containers'})`, { timeout: 300_000 }, () => {
  it.each([
    ['are lost to int8 where a block learned from them as they are', UNITS, '', (accuracy: number) => expect(accuracy).toBeLessThan(0.8)],
    ['are all kept where they are normalised in front of it', [1, 1], ', normalise: standard', (accuracy: number) => expect(accuracy).toBe(1)],
  ])('%s', async (_, units, option, check) => {
    await importTestImage();
    const { metrics } = (await runImpulse(makeScaledImpulse(units, option), { steps: ['evaluate'] })).get('evaluate')!;
    expect(metrics['way.float32.test.accuracy']).toBe(1);
    check(metrics['way.int8.test.accuracy'] as number);
  });
});

const NEEDED = NO_DEBIAN ?? (hasShared('motion-ei-gestures') ? undefined : NO_SHARED);

describe.skipIf(NEEDED !== undefined)(`worked examples of learn blocks (${NEEDED ?? 'in their images'})`, { timeout: 1_200_000 }, () => {
  it.each(['forest-learn', 'keras-learn', 'pytorch-learn'])('%s learns real gestures, and its model runs on the emulated core like our own', async (block) => {
    await importDebianImage();
    vi.stubEnv('IMPULSE_DOCKER_BASES', `debian:12-slim=${DEBIAN_IMAGE}`);
    const root = makeFolder({ 'nx.json': '{}' });
    cpSync(join(assetRoot, 'blocks/examples', block), join(root, 'block'), { recursive: true });
    writeFileSync(join(root, 'impulse.yaml'), manifestOf(join(unpackShared('motion-ei-gestures'), 'ei-gestures')));
    const outcomes = await runImpulse(root, { steps: ['evaluate', 'estimate'] });
    expect(outcomes.get('evaluate')!.metrics['gestures.int8.test.accuracy']).toBeGreaterThan(0.95);
    expect(outcomes.get('estimate--arduino-nano-33-ble-sense')!.metrics).toMatchObject({ how: 'emulated' });
    vi.unstubAllEnvs();
  });

  it.each(['LogisticRegression(max_iter=1000)', 'RidgeClassifierCV()'])('%s, whose classes count from 1, becomes a network of one layer', async (model) => {
    await importDebianImage();
    vi.stubEnv('IMPULSE_DOCKER_BASES', `debian:12-slim=${DEBIAN_IMAGE}`);
    const root = makeFolder({ 'nx.json': '{}' });
    cpSync(join(assetRoot, 'blocks/examples/forest-learn'), join(root, 'block'), { recursive: true });
    writeFileSync(join(root, 'block', 'train.py'), LINEAR.replace('MODEL', model));
    writeFileSync(join(root, 'impulse.yaml'), manifestOf(join(unpackShared('motion-ei-gestures'), 'ei-gestures')));
    const { metrics } = (await runImpulse(root, { steps: ['evaluate'] })).get('evaluate')!;
    expect(metrics['gestures.float32.test.accuracy']).toBeGreaterThan(0.95);
    expect(metrics['gestures.int8.test.accuracy']).toBeGreaterThan(0.95);
    vi.unstubAllEnvs();
  });
});

const LINEAR = `
import argparse, os, pickle
import numpy as np
from sklearn.linear_model import LogisticRegression, RidgeClassifierCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
parser = argparse.ArgumentParser()
parser.add_argument("--data-directory"); parser.add_argument("--out-directory")
args, _ = parser.parse_known_args()
load = lambda name: np.load(os.path.join(args.data_directory, name + ".npy"))
x, y = load("X_split_train"), load("Y_split_train").argmax(axis=1) + 1
model = make_pipeline(StandardScaler(), MODEL).fit(x, y)
print("validation", model.score(load("X_split_test"), load("Y_split_test").argmax(axis=1) + 1))
pickle.dump(model, open(os.path.join(args.out_directory, "model.pkl"), "wb"))
`;

function manifestOf(data: string): string {
  return `name: gestures
dataset:
  sources: [{ path: "${data}/*/*.json", labels: "${data}/info.labels" }]
  split: { validation: 0 %, test: 0 % }
input: { window: 976 ms, stride: 976 ms, frequency: 62.5 Hz, axes: [accX, accY, accZ] }
dsp:
  spectral: { block: spectral-analysis }
  flatten: { block: flatten }
learn:
  gestures: { block: ./block, input: [spectral, flatten] }
targets: [arduino-nano-33-ble-sense]
`;
}
