import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import type { StepPlan } from '../graph/step-plan';
import type { ChosenRunner } from './choose-runner';
import { collectIngredients, computeKey, type Ingredients } from './compute-key';
import type { Engine } from './engines/engine';
import { compareIngredients, explainPlans } from './explain-plans';
import { openFileDigests } from './file-digests';
import { publishFolder } from './publish';
import { recordRun } from './run-cache';
import { storeTree } from './store';

vi.mock('./engines', () => ({
  loadEngine: async (name: string): Promise<Pick<Engine, 'foreseeTools'>> => ({
    foreseeTools: async () => ({ local: {}, far: { versions: { ingest: { 'g++': '99' } } }, away: { unknown: 'nobody answers' } })[name]!,
  }),
}));

const base: Ingredients = { step: 'features', params: { dsp: { coefficients: 13 } }, inputs: { dataset: 'a' }, files: 'f', folders: { block: 'b' }, environment: {}, code: 'c', pins: {}, tools: {} };

describe('compareIngredients', () => {
  it.each<[string, Partial<Ingredients>]>([
    ['dsp.coefficients: 13 -> 20', { params: { dsp: { coefficients: 20 } } }],
    ['recordings or other files that it reads', { files: 'g' }],
    ['the result of dataset', { inputs: { dataset: 'z' } }],
    ['the files of block', { folders: { block: 'z' } }],
    ['the environment variable KEY', { environment: { KEY: 'z' } }],
    ['what s3://bucket/*.wav holds', { outside: { 's3://bucket/*.wav': 'z' } }],
    ['the code of the step itself', { code: 'z' }],
    ['gcc: nothing -> "12.2"', { tools: { gcc: '12.2' } }],
  ])('names %s', (phrase, change) => {
    expect(compareIngredients(base, { ...base, ...change })).toEqual([phrase]);
  });
});

describe('explainPlans', () => {
  const root = makeFolder({ 'a.txt': 'one' });
  process.env.NX_IMPULSE_CACHE = join(root, 'cache');
  const plan = (id: string, inputs: Record<string, string>, params: Record<string, unknown> = {}): StepPlan => ({
    id, step: id, params, inputs, files: id === 'ingest' ? ['a.txt'] : [], folders: {}, sections: [],
  });
  const here = (): ChosenRunner => ({ engine: 'local', hints: {} });
  const plans = [plan('ingest', {}), plan('split', { dataset: 'ingest' })];

  /** Leaves what a run of the step would: a result in the cache, and the ingredients in the impulse's folder. */
  async function pretendRun(done: StepPlan, inputs: Record<string, string>): Promise<string> {
    const ingredients = await collectIngredients(done, inputs, root, openFileDigests(root));
    const { tree } = storeTree(makeFolder({ 'result.txt': done.id }));
    recordRun(computeKey(ingredients), { id: done.id, tree, metrics: {}, cpuSeconds: 0 });
    const file = join(publishFolder(root, done.id), 'key.json');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(ingredients));
    return tree;
  }

  it('foretells runs, cached results and what waits for another step', async () => {
    expect((await explainPlans(plans, root, here)).map(({ state, reasons }) => [state, ...reasons])).toEqual([
      ['runs', 'never ran here'],
      ['runs', 'never ran here'],
    ]);

    const tree = await pretendRun(plans[0], {});
    await pretendRun(plans[1], { dataset: tree });
    expect((await explainPlans(plans, root, here)).map(({ state }) => state)).toEqual(['cached', 'cached']);

    const edited = [plans[0], plan('split', { dataset: 'ingest' }, { seed: 2 })];
    expect((await explainPlans(edited, root, here))[1]).toMatchObject({ state: 'runs', reasons: ['seed: nothing -> 2'] });

    writeFileSync(join(root, 'a.txt'), 'two, and longer');
    expect((await explainPlans(plans, root, here)).map(({ state, reasons }) => [state, ...reasons])).toEqual([
      ['runs', 'recordings or other files that it reads'],
      ['waits', 'ingest'],
    ]);
  });

  it('goes by the tools of the engine that a step would run on', async () => {
    await pretendRun(plans[0], {});
    const choose = (engine: string) => ({ id }: StepPlan): ChosenRunner => ({ engine: id === 'ingest' ? engine : 'local', hints: {} });
    const [ingest, split] = await explainPlans(plans, root, choose('far'));
    expect(ingest).toMatchObject({ engine: 'far', state: 'runs', reasons: ['g++: nothing -> "99"'] });
    expect(split).toMatchObject({ engine: 'local', state: 'waits', reasons: ['ingest'] });
    expect((await explainPlans(plans, root, choose('away')))[0]).toMatchObject({ engine: 'away', state: 'cached', toolsUnknown: 'nobody answers' });
  });
});
