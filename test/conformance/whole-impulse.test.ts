import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDataset } from '../../plugin/data/open-dataset';
import { loadImpulse, type Impulse } from '../../plugin/native';
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
      impulse = await loadImpulse(join(folder, 'int8'), join(folder, 'host'));
    });

    it('says what it is', () => {
      const facts: CompileFacts = JSON.parse(readFileSync(join(folder, 'compile.json'), 'utf8'));
      expect(facts).toMatchObject({ prefix: 'kws', windowLength: 16000, strideLength: 8000, dtype: 'int16', features: 490, postprocess: true });
      expect(facts.int8.memoryBytes).toBe(facts.int8.models[0].arenaBytes);
      expect(impulse.info).toEqual({ windowLength: 16000, axes: 1, dtype: 'int16', features: 490, scores: 12 });
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
