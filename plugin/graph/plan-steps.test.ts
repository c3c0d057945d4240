import { describe, expect, it } from 'vitest';
import type { ContainerSpec, Manifest } from '../manifest/manifest';
import { CONVERTER } from '../steps/train/converters';
import { planSteps } from './plan-steps';

const manifest: Manifest = {
  name: 'kws',
  dataset: {
    sources: [{ path: 'data/**/*.wav', params: {}, label: { kind: 'dir' } }],
    split: { validation: 0.2, test: 0.2, seed: 1 },
  },
  input: { windowMs: 1000, strideMs: 500, frequencyHz: 16000, axes: ['audio'] },
  dsp: [{ name: 'mfcc', block: 'mfcc', folder: '/house/blocks/dsp/mfcc', params: { coefficients: 13 } }],
  learn: [{ name: 'keywords', block: 'dense-classifier', folder: '/house/blocks/learn/dense', params: { epochs: 3 }, input: ['mfcc'] }],
  targets: [
    { id: 'rp2040', folder: '/house/targets/rp2040', budget: { ramBytes: 64000 }, optimize: 'flash' },
    { id: 'cortex-m3', folder: '/house/targets/cortex-m3', budget: {}, optimize: 'balanced' },
  ],
  budget: {},
  deploy: [{ name: 'cpp-library', block: 'cpp-library', folder: '/house/blocks/deploy/cpp-library', params: {} }],
  runner: { steps: {} },
};

describe('planSteps', () => {
  const plans = planSteps(manifest);

  it('plans one step per block and per target', () => {
    expect(plans.map(({ id }) => id)).toEqual([
      'ingest', 'split', 'features--mfcc', 'train--keywords', 'quantize--keywords', 'evaluate',
      'compile--rp2040', 'compile--cortex-m3', 'estimate--rp2040', 'estimate--cortex-m3',
      'deploy--rp2040', 'deploy--cortex-m3', 'budget--rp2040', 'report',
    ]);
  });

  it('puts producers before their consumers', () => {
    plans.forEach(({ inputs }, index) => {
      const before = plans.slice(0, index).map(({ id }) => id);
      expect(before).toEqual(expect.arrayContaining(Object.values(inputs)));
    });
  });

  it('keeps folders of this machine out of the parameters', () => {
    expect(JSON.stringify(plans.map(({ params }) => params))).not.toContain('/house');
  });

  it('compiles for the goal and the memory of each target, and for nothing else of its budget', () => {
    const goals = ['rp2040', 'cortex-m3'].map((target) => plans.find(({ id }) => id === `compile--${target}`)!.params);
    expect(goals[0]).toMatchObject({ optimize: 'flash', limits: { ramBytes: 64000 } });
    expect(goals[1]).toMatchObject({ optimize: 'balanced', limits: {} });
  });

  it('extracts the same features whether the device is fed with a stream or not, and compiles anew', () => {
    const whole = planSteps({ ...manifest, input: { ...manifest.input, streaming: false } });
    const paramsOf = (all: typeof plans, id: string) => all.find((plan) => plan.id === id)!.params;
    expect(paramsOf(whole, 'features--mfcc')).toEqual(paramsOf(plans, 'features--mfcc'));
    expect(paramsOf(whole, 'compile--rp2040').input).toEqual({ ...manifest.input, streaming: false });
  });

  it('gives a learn block in a container the C++ that scores what it may leave, and no other', () => {
    const forest = { ...manifest.learn[0], name: 'forest', folder: '/house/forest', container: CONVERTER };
    const contained = planSteps({ ...manifest, learn: [...manifest.learn, forest] });
    for (const id of ['evaluate', 'compile--rp2040']) {
      const { folders } = contained.find((plan) => plan.id === id)!;
      const scorers = Object.entries(folders).filter(([role]) => role.startsWith('scorer:'));
      expect(scorers).toEqual([['scorer:forest', expect.stringMatching(/blocks.learn.tree-ensemble$/)]]);
    }
  });

  it('names the container of a DSP block that has one, and compiles nothing for it', () => {
    const container = { contract: 'edge-impulse', environment: ['TOKEN'] } as Partial<ContainerSpec> as ContainerSpec;
    const plan = planSteps({ ...manifest, dsp: [{ ...manifest.dsp[0], container }] }).find(({ step }) => step === 'features');
    expect(plan).toMatchObject({ folders: { block: '/house/blocks/dsp/mfcc' }, containers: { block: container }, environment: ['TOKEN'] });
    expect(Object.keys(plan!.folders)).toEqual(['block']);
  });

  it('gives blocks in containers that deploy the models and facts of the impulse, and leaves those of ours alone', () => {
    const container = { contract: 'impulse', environment: ['ACME_TOKEN'] } as never;
    const zip = { name: 'zip', block: 'blocks/zip', folder: '/house/blocks/zip', params: { board: 'x' }, files: ['pins.h'], container };
    const [alone] = plans.filter(({ step }) => step === 'deploy');
    const [plan] = planSteps({ ...manifest, deploy: [...manifest.deploy, zip] }).filter(({ step }) => step === 'deploy');
    expect(alone).toEqual({
      id: 'deploy--rp2040', step: 'deploy', item: 'rp2040', target: 'rp2040', params: { name: 'kws', target: 'rp2040', formats: ['cpp-library'] },
      inputs: { compile: 'compile--rp2040' }, files: [], folders: { 'deploy:cpp-library': '/house/blocks/deploy/cpp-library' }, sections: ['name', 'deploy', 'targets.rp2040'],
    });
    expect(plan).toMatchObject({
      params: { ...alone.params, blocks: [{ name: 'zip', params: { board: 'x' } }], impulse: { dsp: [{ name: 'mfcc' }] } },
      inputs: { compile: 'compile--rp2040', 'train:keywords': 'train--keywords', 'quantize:keywords': 'quantize--keywords' },
      folders: { ...alone.folders, 'deploy:zip': '/house/blocks/zip', target: '/house/targets/rp2040' },
      ...{ containers: { 'deploy:zip': container }, environment: ['ACME_TOKEN'], files: ['pins.h'] },
    });
    expect(JSON.stringify(plan.params)).not.toContain('/house');
  });

  it('leaves every other target alone when one is added', () => {
    const more = planSteps({ ...manifest, targets: [...manifest.targets, { id: 'stm32l4r5', folder: '/t', budget: {}, optimize: 'balanced' }] });
    const untouched = plans.filter(({ id }) => id !== 'report');
    expect(more.filter(({ id }) => untouched.some((plan) => plan.id === id))).toEqual(untouched);
  });
});
