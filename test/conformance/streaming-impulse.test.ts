import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import { linkImage } from '../../plugin/estimate/link-image';
import { readCore } from '../../plugin/estimate/read-target';
import { runImage } from '../../plugin/estimate/run-image';
import { emulatorFolder } from '../../plugin/estimate/toolchain';
import { loadImpulse } from '../../plugin/native';
import { assetRoot } from '../../plugin/paths';
import { run as compile } from '../../plugin/steps/compile/run';
import { run as features } from '../../plugin/steps/features/run';
import { run as ingest } from '../../plugin/steps/ingest/run';
import { blockDefaults } from '../block-defaults';
import { makeWav } from '../make-wav';
import type { CompileFacts } from '../../plugin/steps/compile/compile-facts';
import { runStepBody } from '../run-step';
import { makeFolder } from '../temp-folder';
import { seededRandom } from './random-drafts';
import { drawWordModel } from './random-streams';
import { STRICT_FLAGS } from './run-model';
import { hasSharedModels, readSharedModel } from './shared-models';

const HZ = 16_000;

interface Case {
  windowMs: number;
  strideMs: number;
  mfe: Record<string, unknown>;
  file: Uint8Array;
  labels: string[];
  target: string;
  streaming?: boolean;
}

/** The compiled impulse of a model behind mel energies: the artefact of the compile step. */
async function compileCase({ windowMs, strideMs, mfe, file, labels, target, streaming }: Case): Promise<string> {
  const root = makeFolder({ 'data/word/one.wav': makeWav(noise(HZ)) });
  const block = (kind: string, id: string) => join(assetRoot, 'blocks', kind, id);
  const input = { windowMs, strideMs, frequencyHz: HZ, axes: ['audio'] };
  const dsp = { name: 'mfe', block: 'mfe', params: { ...blockDefaults(block('dsp', 'mfe')), ...mfe } };
  const source = { path: 'data/**/*.wav', params: {}, label: { kind: 'dir' } };
  await runStepBody(ingest, root, { id: 'ingest', params: { sources: [source], frequencyHz: HZ, axes: ['audio'] } });
  const dataset = { dataset: join(root, 'ingest') };
  await runStepBody(features, root, { id: 'features', inputs: dataset, params: { input, dsp }, folders: { block: block('dsp', 'mfe') } });
  for (const name of ['train', 'quantize']) mkdirSync(join(root, name));
  writeFileSync(join(root, 'quantize', 'model.int8.tflite'), file);
  writeFileSync(join(root, 'train', 'labels.json'), JSON.stringify(labels));
  await runStepBody(compile, root, {
    id: 'compile',
    params: { name: 'wake', input: { ...input, streaming }, dsp: [dsp], learn: [{ name: 'word', block: 'model-file', params: {}, input: ['mfe'] }], target, optimize: 'speed' },
    inputs: { ...dataset, 'features:mfe': join(root, 'features'), 'train:word': join(root, 'train'), 'quantize:word': join(root, 'quantize') },
    folders: {
      'dsp:mfe': block('dsp', 'mfe'), 'learn:word': block('learn', 'model-file'),
      target: join(assetRoot, 'targets', target), cores: join(assetRoot, 'targets', 'cores'),
    },
  });
  return join(root, 'compile');
}

function noise(steps: number): number[] {
  let state = 7;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) | 0) >> 16;
  // loud and quiet by turns, with a stretch that repeats itself
  return Array.from({ length: steps }, (_, i) => (i % 4000 < 1000 ? i % 50 : next() >> Math.floor(i / 2000) % 5));
}

/** A window of 15 rows that moves by 2: an odd row stands in front of the first hop. */
const WORDS: Omit<Case, 'target'> = {
  windowMs: 312, strideMs: 40, labels: ['a', 'b', 'c'],
  mfe: { frameLength: 32, frameStride: 20, filters: 10 },
  file: writeFlatbuffer(drawWordModel(seededRandom(3), 15, 10, 3), 'words'),
};

/** Pushes a stream in pieces of `piece` steps; the scores of each window are written. */
const PROGRAM = (read: string, write: string, head: string, main: string, piece: number): string => `${head}
#include "wake_impulse.h"
static int16_t values[${piece}];
static wake_result result;
int ${main}(void) {
  if (wake_init_impulse() != IMPULSE_OK) return 1;
  for (;;) {
    const int32_t steps = static_cast<int32_t>(${read} / 2);
    if (steps == 0) return 0;
    const int32_t status = wake_push_samples(values, steps, &result);
    if (status == IMPULSE_OK) ${write};
    else if (status != IMPULSE_PENDING) return 2;
  }
}
`;

const sourcesIn = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.cpp')).map((name) => join(folder, name));

async function scoresOfWindows(folder: string, values: Int16Array, { windowMs, strideMs }: Case): Promise<{ whole: number[]; pushed: number[] }> {
  const impulse = await loadImpulse(join(folder, 'int8'), join(folder, 'host', 'int8'));
  const [length, stride] = [windowMs, strideMs].map((ms) => (ms * HZ) / 1000);
  const starts = Array.from({ length: Math.floor((values.length - length) / stride) + 1 }, (_, at) => at * stride);
  const whole = await impulse.run({ values, axes: 1, windowLength: length, windows: Int32Array.from(starts.flatMap((start) => [start, length])) });
  const pushed = await impulse.push(values, 111);
  return { whole: [...whole.scores], pushed: [...pushed.scores] };
}

describe('an impulse whose model slides', () => {
  test('gives for a stream in pieces of any length what it gives for each window, with nothing that sanitizers object to', async () => {
    const item = { ...WORDS, target: 'linux-x86-64' };
    const folder = await compileCase(item);
    expect(readFileSync(join(folder, 'int8', 'wake_continuous.cpp'), 'utf8')).toContain('wake_word_slide_invoke()');
    const values = Int16Array.from(noise(10_000));
    const { whole, pushed } = await scoresOfWindows(folder, values, item);
    expect(new Set(whole).size).toBeGreaterThan(3);
    expect(pushed).toEqual(whole);

    const main = join(folder, 'main.cpp');
    writeFileSync(main, PROGRAM('fread(values, 1, sizeof values, stdin)', 'fwrite(&result, 1, sizeof result, stdout)', '#include <stdio.h>', 'main', 333));
    const flags = [...STRICT_FLAGS, '-O1', '-mavx2', '-fsanitize=address,undefined', '-fno-sanitize-recover=all'];
    execFileSync('g++', [...flags, '-I', join(folder, 'int8'), main, ...sourcesIn(join(folder, 'int8')), '-o', join(folder, 'main')]);
    const said = execFileSync(join(folder, 'main'), { input: Buffer.from(values.buffer) });
    expect([...new Float32Array(said.buffer.slice(said.byteOffset, said.byteOffset + said.length))]).toEqual(whole);
  });

  test('computes whole windows where the manifest says so, and counts what it keeps either way', async () => {
    const factsOf = (folder: string): CompileFacts => JSON.parse(readFileSync(join(folder, 'compile.json'), 'utf8'));
    const item = { ...WORDS, target: 'linux-x86-64' };
    const { int8 } = factsOf(await compileCase(item));
    expect(int8.stream).toMatchObject({ by: 'hops', windowBytes: 0 });
    expect(int8.stream!.stateBytes).toBeGreaterThan(2 * 512);
    const whole = await compileCase({ ...item, streaming: false });
    expect(factsOf(whole).int8.stream).toBeUndefined();
    expect(readdirSync(join(whole, 'int8')).filter((name) => name.includes('slide_model'))).toEqual([]);
    expect(int8.stream!.memoryBytes).toBeLessThan(factsOf(whole).int8.memoryBytes);
  });

  test.skipIf(!findEmulatorTools())('gives on an emulated Cortex-M4F the bits of the host', async () => {
    const item = { ...WORDS, target: 'arduino-nano-33-ble-sense' };
    const folder = await compileCase(item);
    const values = Int16Array.from(noise(7_000));
    const { whole } = await scoresOfWindows(folder, values, item);
    expect(await pushOnDevice(folder, values)).toEqual(whole);
  });

  test.skipIf(!hasSharedModels() || !findEmulatorTools())('takes one frame a hop for the streaming wake word of MLPerf Tiny, on an emulated Cortex-M4F too', async () => {
    const mfe = { frameLength: 30, frameStride: 20, filters: 40, fftLength: 1024 };
    const item = { windowMs: 610, strideMs: 20, mfe, labels: ['wake', 'silence', 'other'], file: readSharedModel('str_ww_int8').file, target: 'arduino-nano-33-ble-sense' };
    const folder = await compileCase(item);
    const text = readFileSync(join(folder, 'int8', 'wake_word_slide_model.h'), 'utf8');
    expect(text).toContain('#define WAKE_WORD_SLIDE_HOP 1\n#define WAKE_WORD_SLIDE_RUNS_TO_WINDOW 30\n');
    const values = Int16Array.from(noise(HZ));
    const { whole, pushed } = await scoresOfWindows(folder, values, item);
    expect(pushed).toEqual(whole);
    expect(await pushOnDevice(folder, values)).toEqual(whole);
  });
});

/** Scores that the impulse gives on the emulated core, of a stream in pieces of 100 steps. */
async function pushOnDevice(folder: string, values: Int16Array): Promise<number[]> {
  const core = readCore('cortex-m4f');
  const main = join(folder, 'device.cpp');
  const [read, write] = ['emulator_read(values, sizeof values)', 'emulator_write(&result, sizeof result)'];
  writeFileSync(main, PROGRAM(read, write, '#include "emulator.h"', 'emulator_main', 100));
  const sources = [main, ...sourcesIn(join(folder, 'int8'))];
  const image = await linkImage({ core, sources, includes: [join(folder, 'int8'), emulatorFolder], output: join(folder, 'image') });
  const { output } = await runImage(image, core, { input: new Uint8Array(values.buffer), stages: {}, regions: [] });
  return [...new Float32Array(output.buffer.slice(output.byteOffset, output.byteOffset + output.length))];
}
