import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileModel } from '../../plugin/compiler/compile-model';
import { ImpulseError } from '../../plugin/errors';
import { CONVERTER, pythonWith } from '../python-env';
import { makeFolder } from '../temp-folder';
import { findDifferences, runZoo, type ZooModel } from './zoo-models';
import { compareWhole, hasControlFlow, hasSpectrum } from './zoo-loops';

/** `NX_IMPULSE_ZOO` names a folder of models that were converted before. */
const PYTHON = join(__dirname, '..', 'python');
/** What a sound file may be refused for: an operator, its form, or what belongs outside of a model. */
const REFUSALS = ['IMP_MODEL_OPERATOR', 'IMP_MODEL_UNSUPPORTED', 'IMP_MODEL_OUTSIDE'];
const NETWORKS = readdirSync(PYTHON).filter((name) => /^zoo_\w+\.py$/.test(name))
  .flatMap((name) => [...readFileSync(join(PYTHON, name), 'utf8').matchAll(/^ {4}"([a-z\d-]+)": /gm)].map(([, network]) => network));

describe.each(NETWORKS)('the network %s, by TensorFlow\'s converter', (network) => {
  let models: ZooModel[];
  beforeAll(() => {
    const folder = process.env.NX_IMPULSE_ZOO ?? exportNetwork(network);
    const names = readdirSync(folder).filter((name) => name.startsWith(`${network}.`)).sort();
    expect(names.length).toBeGreaterThan(0);
    models = names.map((name) => ({ name: name.replace('.tflite', ''), file: readFileSync(join(folder, name)) }));
  });

  it('is refused by naming the operator, or computes what TensorFlow Lite Micro or LiteRT computes, operator by operator', () => {
    const taken = models.filter((model) => {
      const error = refusalOf(model);
      if (!error) return true;
      console.log(`${model.name}: ${error.message}`);
      expect(REFUSALS, error.message).toContain(error.code);
      return false;
    });
    const isWhole = (model: ZooModel): boolean => hasControlFlow(model) || hasSpectrum(model);
    const [whole, parted] = [taken.filter(isWhole), taken.filter((model) => !isWhole(model))];
    const cases = runZoo(parted);
    // no interpreter has LOG of a spectrum on uint8
    const held = whole.filter((model) => !model.name.endsWith('.uint8') || !hasSpectrum(model));
    expect([...findDifferences(cases), ...compareWhole(held)]).toEqual([]);
    const operators = cases.reduce((sum, { graph }) => sum + graph.ops.length, 0);
    console.log(`${network}: ${taken.length} of ${models.length} models, ${operators} operators`);
  });
});

function exportNetwork(name: string): string {
  const folder = makeFolder();
  execFileSync(pythonWith(CONVERTER), ['-B', join(PYTHON, 'export_zoo.py'), folder, name], { stdio: ['ignore', 'pipe', 'ignore'] });
  return folder;
}

/** Anything else that is thrown fails the test. */
function refusalOf({ file }: ZooModel): ImpulseError | undefined {
  try {
    compileModel(file, { name: 'model', arch: 'portable' });
    return undefined;
  } catch (error) {
    if (error instanceof ImpulseError) return error;
    throw error;
  }
}
