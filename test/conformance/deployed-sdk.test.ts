import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDataset } from '../../plugin/data/open-dataset';
import { loadImpulse } from '../../plugin/native';
import type { CompileFacts } from '../../plugin/steps/compile/compile-facts';
import { NO_SHARED, sharedFolder } from '../shared-data';
import { makeFolder } from '../temp-folder';
import {
  buildProgram, classifierMain, deployForSdk, drawValues, linkForBoard, modelMain, packPixels, runOnHost, runWindows, streamMain,
} from './deployed-sdk';
import { compileKeywordImpulse, makeKeywordArtefacts } from './keyword-impulse';
import { gestureSpec, greySpec, pictureSpec, writeArtefact } from './sdk-impulses';
import { cut, readSharedModel } from './shared-models';

const WINDOWS = 5;

const isInstalled = (command: string) => spawnSync(command, ['--version']).status === 0;

describe('files for the Edge Impulse SDK', () => {
  describe('of gestures, two DSP blocks, a classifier and an anomaly score', () => {
    let root: string;
    let folder: string;
    let wanted: number[][];
    const values = drawValues('float32', WINDOWS * 125 * 3) as Float32Array;

    beforeAll(async () => {
      root = makeFolder();
      const compiled = writeArtefact(join(root, 'compile'), await gestureSpec('portable'));
      folder = await deployForSdk(root, compiled);
      wanted = (await runOnHost(compiled, values)).map((row) => row.values);
    });

    const FORMS: [string, string, string[]][] = [
      ['a signal that is a function object', 'g++', []],
      ['one that is a plain function', 'clang++', ['-DEIDSP_SIGNAL_C_FN_POINTER=1', '-fno-exceptions', '-fno-rtti']],
    ];

    it.each(FORMS.filter(([, compiler]) => isInstalled(compiler)))('say what the host says, to the bit, of %s, with %s', (_, compiler, flags) => {
      const rows = runWindows(buildProgram(folder, classifierMain(), compiler, flags), values).map((row) => row.values);
      expect(rows.map((row) => row.map(Math.fround))).toEqual(wanted);
      expect(new Set(wanted.map((row) => row.join())).size).toBe(WINDOWS);
    });
  });

  it.each([['pictures in colours', 3, pictureSpec], ['grey pictures', 1, greySpec]] as const)('of %s unpack the pixels of a signal', async (_, axes, makeSpec) => {
    const root = makeFolder();
    const compiled = writeArtefact(join(root, 'compile'), await makeSpec());
    const values = drawValues('uint8', WINDOWS * 192 * axes);
    const wanted = await runOnHost(compiled, values);
    const program = buildProgram(await deployForSdk(root, compiled), classifierMain());
    expect(runWindows(program, packPixels(values, axes)).map((row) => row.values.map(Math.fround))).toEqual(wanted.map((row) => row.values));
  });

  describe.skipIf(!sharedFolder())(`of the keyword impulse (${NO_SHARED})`, () => {
    let root: string;
    let inputs: Record<string, string>;
    let compiled: string;
    let folder: string;

    beforeAll(async () => {
      root = makeFolder();
      inputs = await makeKeywordArtefacts(root);
      compiled = await compileKeywordImpulse(root, inputs, 'linux-x86-64');
      folder = await deployForSdk(root, compiled);
    });

    it.each([
      ['take their arena from the callback, or refuse', []],
      ['call nothing where the arena is static', ['-DEI_CLASSIFIER_ALLOCATION_STATIC=1']],
    ])('answer by the compiled-model functions what TensorFlow Lite Micro answers, every run twice, and %s', (_, flags) => {
      const { inputs: fed, outputs } = readSharedModel('kws_int8');
      const { int8 } = JSON.parse(readFileSync(join(compiled, 'compile.json'), 'utf8')) as CompileFacts;
      const program = buildProgram(folder, modelMain('tflite_learn_kws_keywords', int8.models[0]!.arenaBytes), 'g++', ['-mavx2', ...flags]);
      const answers = cut(execFileSync(program, { input: fed }), 12);
      expect(answers).toHaveLength((2 * outputs.length) / 12);
      expect(Buffer.concat(answers.filter((_, run) => run % 2 === 0)).equals(outputs)).toBe(true);
      expect(Buffer.concat(answers.filter((_, run) => run % 2 === 1)).equals(outputs)).toBe(true);
    });

    it('give features, scores and decisions of evaluation, and hold no window of samples', async () => {
      const dataset = openDataset(inputs.dataset!);
      const samples = dataset.samples.filter(({ length }) => length >= 16000);
      const values = Int16Array.from(samples.flatMap((sample) => [...dataset.values(sample).slice(0, 16000)]));
      const wanted = await runOnHost(compiled, values);
      const program = buildProgram(folder, classifierMain('kws_last_decision()->label'), 'g++', ['-mavx2']);
      const rows = runWindows(program, Float32Array.from(values));
      expect(rows.map((row) => ({ ...row, values: row.values.map(Math.fround) }))).toEqual(wanted);
      expect(wanted.some(({ decision }) => decision >= 0)).toBe(true);
      expect(readFileSync(join(folder, 'tflite-model', 'kws_sdk.cpp'), 'utf8')).not.toContain('window[');
    });

    it('say of a stream in slices what the newest window says', async () => {
      const dataset = openDataset(inputs.dataset!);
      const values = Int16Array.from(dataset.values(dataset.samples.find(({ length }) => length === 33000)!).slice(0, 32000));
      const { scores, decisions, ends } = await (await loadImpulse(join(compiled, 'int8'), join(compiled, 'host', 'int8'))).push(values, 4000);
      const rows = runWindows(buildProgram(folder, streamMain('kws', 4000), 'g++', ['-mavx2']), Float32Array.from(values));
      const wanted = rows.map((_, slice) => {
        const row = ends.findLastIndex((end) => end <= 4000 * (slice + 1));
        return row < 0 ? { values: Array(12).fill(0), decision: -1 } : { values: [...scores.slice(12 * row, 12 * row + 12)], decision: decisions[row] };
      });
      expect([...ends]).toEqual([16000, 24000, 32000]);
      expect(rows.map((row) => ({ ...row, values: row.values.map(Math.fround) }))).toEqual(wanted);
    });

    it.skipIf(!isInstalled('arm-none-eabi-g++'))('compile for a Cortex-M4F without a warning, and take the RAM that their README says', async () => {
      const target = 'arduino-nano-33-ble-sense';
      const board = await deployForSdk(root, await compileKeywordImpulse(root, inputs, target));
      const main = classifierMain('kws_last_decision()->label');
      const located = ['-DEI_CLASSIFIER_ALLOCATION_STATIC=1', '-DEI_TENSOR_ARENA_LOCATION=.bss.arena_of_sdk'];
      const { flashBytes, ramBytes, symbols } = linkForBoard(board, main, located);
      const said = [...readFileSync(join(board, 'README.md'), 'utf8').matchAll(/^\| (?:heap of a window|static).* \| (\d+) \|$/gm)].map(([, bytes]) => Number(bytes));
      expect(said).toEqual([symbols.get('kws_memory'), symbols.get('mfcc_state')]);
      const onHeap = linkForBoard(board, main);
      expect(onHeap.symbols.get('kws_memory'), 'a pointer').toBe(4);
      expect(ramBytes - onHeap.ramBytes).toBeGreaterThan(said[0]! - 64);
      console.log(`keywords behind run_classifier() on a Cortex-M4F: flash ${flashBytes}, static RAM ${ramBytes - symbols.get('window')!}, of it ${said.join(' + ')}`);
      expect(flashBytes).toBeLessThan(56_000);
      const fed = symbols.get('window')!;
      expect(ramBytes - fed - said[0]! - said[1]!, 'results, and what the C library takes for them').toBeLessThan(512);
    });
  });
});
