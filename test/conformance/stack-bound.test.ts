import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileModel } from '../../plugin/compiler/compile-model';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import { boundModel, measureModel } from '../../plugin/estimate/measure-model';
import { readCore } from '../../plugin/estimate/read-target';
import { NO_SHARED, sharedFolder } from '../shared-data';
import { writeDetection } from './detection-models';
import { writeChoice, writeNested, writeRecurrent } from './loop-models';
import { FAMILIES, seededRandom } from './random-models';

/** Every core; int8 needs libgcc on one without long multiplication. Floats stand in the measured impulse, with its DSP. */
const CASES = [
  ...['cortex-m4f', 'cortex-m0plus', 'cortex-m3', 'cortex-m7', 'cortex-m33', 'cortex-m55'].map((core) => [core, 'kws_int8']),
  ['cortex-m4f', 'str_ww_int8'],
];
/** Arguments and saved registers of calls that the inputs of the run did not make. */
const LOOSE_BYTES = 16;

describe.skipIf(!sharedFolder() || !findEmulatorTools())(`the bound of the stack (${NO_SHARED}, and the emulator)`, () => {
  it.each(CASES)('on %s of %s is what a run takes, or little more', async (id, name) => {
    const core = readCore(id);
    const folder = join(sharedFolder()!, 'models', name);
    const model = compileModel(readFileSync(join(folder, 'model.tflite')), { name: 'model', arch: core.arch });
    const input = new Uint8Array(model.inputs.reduce((sum, { bytes }) => sum + bytes, 0));
    const { stackBytes, stack } = await measureModel(model, { name: 'model', core, input });
    expect(stack?.problem).toBeUndefined();
    expect(stack!.boundBytes).toBeGreaterThanOrEqual(stackBytes);
    expect(stack!.boundBytes).toBeLessThanOrEqual(stackBytes + LOOSE_BYTES);
    expect(stack!.path!.slice(0, 2)).toEqual(['measured_call', 'model_invoke']);
    expect(stack!.interruptFrameBytes).toBe(core.flags.includes('-mfloat-abi=hard') ? 108 : 36);
  });
});

const random = seededRandom(1);
const drawn = (name: string): Uint8Array => writeFlatbuffer(FAMILIES.find((family) => family.name === name)!.draw(random), name);
/** Code that sorts, searches, loops or branches: what is written by recursion or with a buffer of the length of its input elsewhere. */
const DEEP: [string, () => Uint8Array][] = [
  ...['TOPK_V2 int8', 'TOPK_V2 float32', 'NON_MAX_SUPPRESSION_V4 float32', 'NON_MAX_SUPPRESSION_V5 float32'].map((name): [string, () => Uint8Array] => [name, () => drawn(name)]),
  ...[true, false].map((isRegular): [string, () => Uint8Array] => [
    `TFLite_Detection_PostProcess, ${isRegular ? 'regular' : 'fast'}`,
    () => writeDetection({ type: 'float32', boxes: 40, classes: 4, background: 1, maxDetections: 6, isRegular, detectionsOfClass: 5 }, random),
  ]),
  ['a recurrent layer in a loop', () => writeRecurrent(random, { steps: 10, units: 5, depth: 3 })],
  ['a branch', () => writeChoice(6)],
  ['a loop in a loop', () => writeNested(6)],
];

describe.skipIf(!findEmulatorTools())('the stack of what sorts, suppresses, loops and branches (needs the cross compiler)', () => {
  it.each(DEEP)('is bounded, so that nothing recurs and no frame grows with its input: %s', async (_, write) => {
    const core = readCore('cortex-m4f');
    const stack = await boundModel(compileModel(write(), { name: 'model', arch: core.arch }), { name: 'model', core });
    expect(stack!.problem).toBeUndefined();
    expect(stack!.path!.slice(0, 2)).toEqual(['measured_call', 'model_invoke']);
  });
});
