import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileModel } from '../../plugin/compiler/compile-model';
import { ImpulseError } from '../../plugin/errors';
import { CONVERTER, pythonWith } from '../python-env';
import { makeFolder } from '../temp-folder';
import { findDifferences, runZoo, type ZooModel } from './zoo-models';

const PYTHON = join(__dirname, '..', 'python');
const NETWORKS = [...readFileSync(join(PYTHON, 'zoo_networks.py'), 'utf8').matchAll(/^ {4}"([a-z\d-]+)": /gm)].map(([, name]) => name);

describe.each(NETWORKS)('the network %s, by TensorFlow\'s converter', (network) => {
  let models: ZooModel[];
  beforeAll(() => {
    const folder = process.env.NX_IMPULSE_ZOO ?? exportNetwork(network);
    const names = readdirSync(folder).filter((name) => name.startsWith(`${network}.`) && name.includes(process.env.ZOO_FORM ?? '')).sort();
    models = names.map((name) => ({ name: name.replace('.tflite', ''), file: readFileSync(join(folder, name)) }));
  });

  it('computes in every form what TensorFlow Lite Micro or LiteRT computes, operator by operator', () => {
    const refusals = new Map(models.map((model) => [model, refusalOf(model)]));
    for (const [{ name }, error] of refusals) if (error) console.log(`${name}: ${error.code} ${error.message}`);
    const taken = models.filter((model) => !refusals.get(model));
    expect(findDifferences(runZoo(taken))).toEqual([]);
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
