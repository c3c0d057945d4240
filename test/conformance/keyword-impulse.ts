import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assetRoot } from '../../plugin/paths';
import { run as compile } from '../../plugin/steps/compile/run';
import { run as features } from '../../plugin/steps/features/run';
import { run as ingest } from '../../plugin/steps/ingest/run';
import { run as split } from '../../plugin/steps/split/run';
import type { StepContext } from '../../plugin/steps/step';
import { blockDefaults } from '../block-defaults';
import { makeWav } from '../make-wav';
import { runStepBody } from '../run-step';
import { sharedFolder } from '../shared-data';

const SPOKEN = ['down', 'go', 'left', 'no', 'off', 'on', 'right', 'stop', 'up', 'yes', 'silence', 'unknown'];

/** Shape of the features that the shared keyword model takes: 49 x 10. */
const MFCC = { frameLength: 40, frameStride: 20, coefficients: 10, filters: 40, fftLength: 1024 };

const block = (kind: string, id: string) => join(assetRoot, 'blocks', kind, id);

/** An impulse of the shared keyword model behind our own MFCC; its recordings are noises, so that only the arithmetic is at stake. */
export const KEYWORD_IMPULSE: Pick<StepContext, 'params' | 'folders'> = {
  params: {
    name: 'kws',
    input: { windowMs: 1000, strideMs: 500, frequencyHz: 16000, axes: ['audio'] },
    dsp: [{ name: 'mfcc', block: 'mfcc', params: { ...blockDefaults(block('dsp', 'mfcc')), ...MFCC } }],
    learn: [{ name: 'keywords', block: 'model-file', params: {}, input: ['mfcc'] }],
    postprocess: {
      name: 'postprocess',
      block: 'keyword-decision',
      params: { threshold: 0.1, average: 1000, suppression: 0, ignore: ['silence'] },
    },
  },
  folders: {
    'dsp:mfcc': block('dsp', 'mfcc'),
    'learn:keywords': block('learn', 'model-file'),
    postprocess: block('postprocess', 'keyword-decision'),
  },
};

/** Writes the artefacts that `compile` and `evaluate` read below `root`, with a shared model, and returns their folders by role. */
export async function makeKeywordArtefacts(root: string, arithmetic = 'float', model = 'kws_int8'): Promise<Record<string, string>> {
  const { params, folders } = KEYWORD_IMPULSE;
  const mfcc = { ...params.dsp[0], params: { ...params.dsp[0].params, arithmetic } };
  writeRecordings(root);
  const source = { path: 'data/**/*.wav', params: {}, label: { kind: 'dir' } };
  await runStepBody(ingest, root, { id: 'ingest', params: { sources: [source], frequencyHz: 16000, axes: ['audio'] } });
  const inputs = { dataset: join(root, 'ingest') };
  await runStepBody(split, root, { id: 'split', inputs, params: { split: { validation: 0.2, test: 0.2, seed: 1 } } });
  const dsp = { params: { input: params.input, dsp: mfcc }, folders: { block: folders['dsp:mfcc'] } };
  await runStepBody(features, root, { id: 'features--mfcc', inputs, ...dsp });
  writeModels(root, model);
  return {
    ...inputs,
    split: join(root, 'split'),
    'features:mfcc': join(root, 'features--mfcc'),
    'train:keywords': join(root, 'train--keywords'),
    'quantize:keywords': join(root, 'quantize--keywords'),
  };
}

/** Compiles the impulse for a target; the artefact is `<root>/compile--<target>`. */
export async function compileKeywordImpulse(root: string, inputs: Record<string, string>, target: string): Promise<string> {
  const { params, folders } = KEYWORD_IMPULSE;
  const targets = { target: join(assetRoot, 'targets', target), cores: join(assetRoot, 'targets', 'cores') };
  await runStepBody(compile, root, {
    id: `compile--${target}`,
    params: { ...params, target },
    inputs,
    folders: { ...folders, ...targets },
  });
  return join(root, `compile--${target}`);
}

function writeRecordings(root: string): void {
  let state = 1;
  const noise = () => (state = (Math.imul(state, 1664525) + 1013904223) | 0) >> 16;
  for (const [index, label] of SPOKEN.slice(0, 6).entries()) {
    mkdirSync(join(root, 'data', label), { recursive: true });
    for (const steps of [16000, 12000, 33000, 24000, 16001]) {
      const values = Array.from({ length: steps }, (_, i) => (i % (3 + 2 * index) === 0 ? noise() : noise() >> index));
      writeFileSync(join(root, 'data', label, `${steps}.wav`), makeWav(values));
    }
  }
  const extremes: [string, number[]][] = [
    ['zero', Array(16000).fill(0)],
    ['full', Array.from({ length: 16000 }, (_, i) => (i % 40 < 20 ? 32767 : -32768))],
    ['tiny', Array.from({ length: 16000 }, (_, i) => i % 2)],
  ];
  for (const [name, values] of extremes) writeFileSync(join(root, 'data', 'down', `${name}.wav`), makeWav(values));
}

function writeModels(root: string, model: string): void {
  const models = join(sharedFolder() as string, 'models');
  for (const name of ['train--keywords', 'quantize--keywords']) mkdirSync(join(root, name), { recursive: true });
  copyFileSync(join(models, model, 'model.tflite'), join(root, 'quantize--keywords', 'model.int8.tflite'));
  writeFileSync(join(root, 'train--keywords', 'labels.json'), JSON.stringify(SPOKEN));
}
