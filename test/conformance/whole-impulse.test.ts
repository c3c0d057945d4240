import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDataset } from '../../plugin/data/open-dataset';
import { loadImpulse, type Impulse } from '../../plugin/native';
import { assetRoot } from '../../plugin/paths';
import type { CompileFacts } from '../../plugin/steps/compile/compile-facts';
import type { ClassEvaluation, Evaluation } from '../../plugin/steps/evaluate/evaluation';
import { run as evaluate } from '../../plugin/steps/evaluate/run';
import { runStepBody } from '../run-step';
import { NO_SHARED, sharedFolder } from '../shared-data';
import { makeFolder } from '../temp-folder';
import { compileKeywordImpulse, KEYWORD_IMPULSE, makeKeywordArtefacts } from './keyword-impulse';

describe.skipIf(!sharedFolder())(`the whole impulse (${NO_SHARED})`, () => {
  let root: string;
  let inputs: Record<string, string>;

  beforeAll(async () => {
    root = makeFolder();
    inputs = await makeKeywordArtefacts(root);
  });

  describe('compiled for this machine', () => {
    let folder: string;
    let impulse: Impulse;

    beforeAll(async () => {
      folder = await compileKeywordImpulse(root, inputs, 'linux-x86-64');
      impulse = await loadImpulse(join(folder, 'int8'), join(folder, 'host', 'int8'));
    });

    it('says what it is', () => {
      const facts: CompileFacts = JSON.parse(readFileSync(join(folder, 'compile.json'), 'utf8'));
      expect(facts).toMatchObject({
        prefix: 'kws',
        windowLength: 16000,
        strideLength: 8000,
        dtype: 'int16',
        features: 490,
        postprocess: true,
      });
      expect(facts.int8.memoryBytes).toBe(facts.int8.models[0].arenaBytes);
      expect(impulse.info).toEqual({ windowLength: 16000, axes: 1, dtype: 'int16', features: 490, scores: 12 });
    });

    it('keeps no window of samples where the DSP blocks can be fed in slices', () => {
      const text = readFileSync(join(folder, 'int8', 'kws_continuous.cpp'), 'utf8');
      expect(text).toContain('kws_mfcc_slice(');
      expect(text).not.toContain('WindowBuffer');
    });

    it('gives the same decisions for a stream in pieces of any length as for its windows', async () => {
      const dataset = openDataset(inputs.dataset);
      const sample = dataset.samples.find(({ length }) => length === 33000)!;
      const values = dataset.values(sample);
      const windows = Int32Array.of(0, 16000, 8000, 16000, 16000, 16000);
      const whole = await impulse.run({ values, axes: 1, windowLength: 16000, windows });
      for (const piece of [1, 160, 7999, 8000]) {
        const pushed = await impulse.push(values, piece);
        expect([...pushed.scores], `pieces of ${piece}`).toEqual([...whole.scores]);
        expect([...pushed.decisionScores]).toEqual([...whole.decisionScores]);
      }
    });
  });

  const models = [['kws_int8', 'linux-x86-64'], ['kws_int8', 'arduino-nano-33-ble-sense'], ['kws_float', 'arduino-nano-33-ble-sense']];

  describe.each(models)('of %s compiled for %s', (model, target) => {
    it('gives the same bits as the host build, with nothing that the sanitizers object to', async () => {
      const own = model === 'kws_int8' ? root : makeFolder();
      const artefacts = own === root ? inputs : await makeKeywordArtefacts(own, 'float', model);
      const folder = await compileKeywordImpulse(own, artefacts, target);
      const { values, windows } = pickWindows(artefacts.dataset);
      const impulse = await loadImpulse(join(folder, 'int8'), join(folder, 'host', 'int8'));
      const expected = await impulse.run({ values, axes: 1, windowLength: 16000, windows });
      const actual = runSanitized(folder, 'int8', values);
      const width = 490 + 12 + 2;
      for (let row = 0; row * 2 < windows.length; row++) {
        const said = new Float32Array(actual.buffer, actual.byteOffset + row * width * 4, width);
        expect(bitsOf(said.subarray(0, 490)), `features of window ${row}`).toEqual(
          bitsOf(expected.features.subarray(row * 490, (row + 1) * 490)),
        );
        expect(bitsOf(said.subarray(490, 502)), `scores of window ${row}`).toEqual(
          bitsOf(expected.scores.subarray(row * 12, (row + 1) * 12)),
        );
        expect(bitsOf(said.subarray(502))[0], `decision of window ${row}`).toBe(expected.decisions[row]);
      }
    });
  });

  it('is evaluated on every window of every side, with features equal to the bit', async () => {
    const { params, folders } = KEYWORD_IMPULSE;
    const metrics = await runStepBody(evaluate, root, { id: 'evaluate', params, folders, inputs });
    const evaluation: Evaluation = JSON.parse(readFileSync(join(root, 'evaluate', 'evaluation.json'), 'utf8'));
    const { train, validation, test } = evaluation.windows;
    expect(evaluation.featuresEqual).toBe(train + validation + test);
    const side = evaluation.learn[0].int8.test as ClassEvaluation;
    expect(side.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(test);
    expect(metrics['keywords.int8.test.accuracy']).toBe(side.accuracy);
  });
});

describe.skipIf(!sharedFolder())(`an impulse whose parts do not fit (${NO_SHARED})`, () => {
  let root: string;
  let inputs: Record<string, string>;

  beforeAll(async () => {
    root = makeFolder();
    inputs = await makeKeywordArtefacts(root);
  });

  /** A copy of an artefact with one file changed. */
  const alter = (role: string, file: string, change: (content: Buffer) => string | Buffer) => {
    const copy = mkdtempSync(join(root, 'altered-'));
    cpSync(inputs[role], copy, { recursive: true });
    if (existsSync(join(copy, file))) chmodSync(join(copy, file), 0o644);
    writeFileSync(join(copy, file), change(existsSync(join(copy, file)) ? readFileSync(join(copy, file)) : Buffer.alloc(0)));
    return { ...inputs, [role]: copy };
  };
  const evaluateWith = (altered: Record<string, string>) =>
    runStepBody(evaluate, root, { ...KEYWORD_IMPULSE, id: 'evaluate', inputs: altered });

  it('is refused when the compiled features are not those of the artefact, by one bit', async () => {
    const altered = alter('features:mfcc', 'features.npy', (bytes) => {
      bytes[bytes.length - 4] ^= 1;
      return bytes;
    });
    await expect(evaluateWith(altered)).rejects.toMatchObject({ code: 'IMP_FEATURES_DIFFER', details: { feature: 489 } });
  });

  it('is refused when the model has more outputs than labels', async () => {
    await expect(evaluateWith(alter('train:keywords', 'labels.json', () => '["down","go"]'))).rejects.toMatchObject({
      code: 'IMP_MODEL_OUTPUT_MISMATCH',
    });
  });

  it('is refused when post-processing has no classifier', async () => {
    await expect(evaluateWith(alter('train:keywords', 'task.json', () => '"value"'))).rejects.toMatchObject({
      code: 'IMP_POSTPROCESS_NO_CLASSES',
    });
  });
});

/** Whole windows of the first recordings and of the extreme ones, one behind the other. */
function pickWindows(folder: string): { values: Int16Array; windows: Int32Array } {
  const dataset = openDataset(folder);
  const whole = dataset.samples.filter(({ length }) => length >= 16000);
  const extreme = whole.filter(({ file }) => /(zero|full|tiny)\.wav$/.test(file));
  const picked = [...extreme, ...whole.slice(0, 5)].map((sample) => (dataset.values(sample) as Int16Array).subarray(0, 16000));
  const values = new Int16Array(picked.length * 16000);
  picked.forEach((window, index) => values.set(window, index * 16000));
  return { values, windows: Int32Array.from(picked.flatMap((_, index) => [index * 16000, 16000])) };
}

/** Features, scores and decision of every window by a program with address and undefined-behaviour checks. */
function runSanitized(artefact: string, format: string, values: Int16Array): Buffer {
  const sdk = join(assetRoot, 'sdk-cpp');
  const unitsIn = (folder: string) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.cpp'))
      .map((name) => join(folder, name));
  const units = [...unitsIn(join(artefact, format)), ...unitsIn(join(artefact, 'host', format)), join(sdk, 'test', 'impulse_program.cpp')];
  const includes = [join(artefact, format), join(sdk, 'node'), join(sdk, 'include')].flatMap((folder) => ['-I', folder]);
  const program = join(artefact, 'sanitized');
  const sanitizers = ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'];
  execFileSync('g++', ['-std=c++11', '-O1', '-g', ...sanitizers, ...includes, ...units, '-o', program]);
  return execFileSync(program, { input: Buffer.from(values.buffer), maxBuffer: 64 << 20 });
}

function bitsOf(values: Float32Array): number[] {
  return [...new Int32Array(values.slice().buffer)];
}
