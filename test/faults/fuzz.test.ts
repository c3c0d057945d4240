import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeCorpus } from '../fuzz/make-corpus';
import { fuzz } from '../fuzz/run-fuzz';
import { makeFolder } from '../temp-folder';
import { runMutants } from './mutant-models';

const SEED = 1;
const CASES = 400;
const KINDS = ['manifest', 'block', 'parameters', 'target', 'options', 'labels', 'boxes', 'wav', 'csv', 'json', 'cbor', 'parquet', 'png', 'jpeg', 'tflite', 'trees', 'linear', 'npy'];

const folder = makeFolder();
beforeAll(() => makeCorpus(join(folder, 'corpus')));

describe('inputs that were changed at random', () => {
  it.each(KINDS)(`of the kind %s are read, or refused by an error of the table (seed ${SEED}, ${CASES} cases)`, async (kind) => {
    const { findings, accepted } = await fuzz({ kind, seed: SEED, cases: CASES, corpus: join(folder, 'corpus', kind), folder });
    expect(findings.slice(0, 3)).toEqual([]);
    expect(accepted).toBeGreaterThan(0);
  });

  it('that are models, and that the compiler takes, give programs without undefined behaviour', async () => {
    expect(await runMutants(join(folder, 'corpus', 'tflite'), join(folder, 'mutants'), SEED, 12)).toBeGreaterThan(5);
  });

  it('have each a corpus', () => {
    expect(readdirSync(join(folder, 'corpus')).sort()).toEqual([...KINDS].sort());
  });
});
