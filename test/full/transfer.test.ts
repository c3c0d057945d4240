import { copyFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTrainingEngine } from '../../plugin/learn/setup/engine-folder';
import { runImpulse } from '../../plugin/runners/run-impulse';
import type { Outcome } from '../../plugin/runners/run-plans';
import { hasShared, NO_SHARED, sharedFolder, unpackShared } from '../shared-data';
import { makeFolder } from '../temp-folder';

/** Recordings of few labels: some of each to learn from, others to judge by. */
interface FewShot {
  /** `label -> files` */
  files: ReadonlyMap<string, readonly string[]>;
  /** From which file of a label on they judge: the same ones however many are learned from. */
  firstTest: number;
  input: string;
}

const SPEECH = '{ window: 1 s, stride: 1 s, frequency: 16 kHz, axes: [audio] }';
/** The shape that MLPerf Tiny's keyword model takes, of filters over the same frequencies. */
const COEFFICIENTS = `{ mfcc: { frameLength: 30 ms, frameStride: 20 ms, coefficients: 10, filters: 40, lowFrequency: 20 Hz, highFrequency: 4 kHz, preEmphasis: 0, normalisation: none } }`;
const MFCC = '{ mfcc: {} }';
const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'eight', 'nine'];
const BASE_WORDS = ['down', 'go', 'left', 'no', 'off', 'on'];
const NEW_WORDS = ['right', 'stop', 'up', 'yes'];

describe.skipIf(!hasShared('kws-speech-commands'))(`a head on MLPerf Tiny's int8 keyword model, beside a dense network from scratch (${NO_SHARED})`, () => {
  it('learns eight words that the model never heard, from five recordings each', async () => {
    const task = { files: unknownWords(), firstTest: 5, input: SPEECH };
    await expectBetter('eight new words', task, { few: 5, base: 'kws_int8', dsp: COEFFICIENTS, least: 0.33, lead: 0.08 });
  });

  it.each([[5, 0.68, 0.2], [20, 0.8, 0.2]])('learns four words from %i recordings each', async (few, least, lead) => {
    const task = { files: words(NEW_WORDS), firstTest: 41, input: SPEECH };
    await expectBetter('four words', task, { few, base: 'kws_int8', dsp: COEFFICIENTS, least, lead });
  });
});

describe.skipIf(!hasShared('image-cifar10'))(`a head on MLPerf Tiny's image models, beside a dense network from scratch (${NO_SHARED})`, () => {
  const task = (): FewShot => ({ files: pictures(['cat', 'frog', 'ship']), firstTest: 500, input: '{ image: { width: 32, height: 32 } }' });

  it.each([[5, 0.7, 0.12], [20, 0.75, 0.12]])('tells three of its own ten classes by %i pictures each', async (few, least, lead) => {
    await expectBetter('ic_int8', task(), { few, base: 'ic_int8', dsp: '{ image: { range: 0..255 } }', least, lead });
  });

  it('is no worse on the float32 base', async () => {
    await expectBetter('ic_float', task(), { few: 5, base: 'ic_float', dsp: '{ image: { range: 0..255 } }', least: 0.7, lead: 0.12 });
  });
});

describe.skipIf(!hasShared('kws-speech-commands') || !readTrainingEngine())(`a head on a model of our own (${NO_SHARED}, and training set up)`, () => {
  it('learns new words from few recordings, on the int8 model of an impulse that learned others', async () => {
    const base = await trainWords();
    const task = { files: words(NEW_WORDS), firstTest: 41, input: SPEECH };
    for (const few of [5, 20]) await expectBetter('four new words, own base', task, { few, base, dsp: MFCC, least: 0.5, lead: 0.1 });
  });
});

interface Expected {
  few: number;
  /** Folder of `shared/models`, or a file. */
  base: string;
  dsp: string;
  /** Accuracy that was measured, less two deviations of a share of so many windows. */
  least: number;
  /** Points before the network from scratch. */
  lead: number;
}

async function expectBetter(name: string, task: FewShot, { few, base, dsp, least, lead }: Expected): Promise<void> {
  const scratch = await measure(task, few, dsp, '{ block: dense-classifier }');
  const head = await measure(task, few, dsp, '{ block: transfer, base: base.tflite }', base.includes('/') ? base : join(sharedFolder()!, 'models', base, 'model.tflite'));
  const percent = (share: number) => `${(share * 100).toFixed(2)} %`;
  console.log(`${name}, ${few} each: head ${percent(head.int8)} int8, ${percent(head.float32)} float32; from scratch ${percent(scratch.int8)}`);
  expect(head.int8).toBeGreaterThan(least);
  expect(head.int8 - scratch.int8).toBeGreaterThan(lead);
  expect(Math.abs(head.int8 - head.float32)).toBeLessThan(0.02);
}

async function measure({ files, firstTest, input }: FewShot, few: number, dsp: string, learn: string, base?: string): Promise<{ int8: number; float32: number }> {
  const sources = [...files].flatMap(([label, names]) =>
    names.flatMap((name, place) => (place < few || place >= firstTest ? [source(name, label, place < few ? 'train' : 'test')] : [])),
  );
  const outcomes = await run(sources, input, dsp, learn, base);
  const metrics = outcomes.get('evaluate')!.metrics as Record<string, number>;
  return { int8: metrics['head.int8.test.accuracy'], float32: metrics['head.float32.test.accuracy'] };
}

function source(path: string, label: string, use: string): string {
  return `    - { path: "${path}", label: "${label}", use: ${use} }`;
}

function run(sources: readonly string[], input: string, dsp: string, learn: string, base?: string): Promise<Map<string, Outcome>> {
  const folder = makeFolder();
  if (base) copyFileSync(base, join(folder, 'base.tflite'));
  const text = `name: few
dataset:
  sources:
${sources.join('\n')}
  split: { validation: 0 %, test: 0 % }
input: ${input}
dsp: ${dsp}
learn: { head: ${learn} }
targets: [linux-x86-64]
`;
  writeFileSync(join(folder, 'impulse.yaml'), text);
  return runImpulse(folder, { steps: ['evaluate'] });
}

/** The int8 model of a convolutional classifier of six words. */
async function trainWords(): Promise<string> {
  const sources = [...words(BASE_WORDS)].flatMap(([label, names]) => names.map((name, place) => source(name, label, place % 10 === 9 ? 'test' : 'train')));
  const outcomes = await run(sources, SPEECH, MFCC, '{ block: conv-classifier }');
  return join(outcomes.get('quantize--head')!.folder, 'model.int8.tflite');
}

function words(labels: readonly string[]): ReadonlyMap<string, string[]> {
  const folder = join(unpackShared('kws-speech-commands'), 'speech-commands');
  return new Map(labels.map((label) => [label, filesIn(join(folder, label))]));
}

function unknownWords(): ReadonlyMap<string, string[]> {
  const folder = join(unpackShared('kws-speech-commands'), 'speech-commands', '_unknown_');
  return new Map(NUMBERS.map((label) => [label, filesIn(folder, `${label}_`)]));
}

function pictures(labels: readonly string[]): ReadonlyMap<string, string[]> {
  const folder = join(unpackShared('image-cifar10'), 'cifar10');
  return new Map(labels.map((label) => [label, ['training', 'testing'].flatMap((side) => filesIn(join(folder, side), `${label}.`))]));
}

function filesIn(folder: string, start = ''): string[] {
  return readdirSync(folder).filter((name) => name.startsWith(start)).sort().map((name) => join(folder, name));
}
