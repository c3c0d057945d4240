import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileModel } from '../../plugin/compiler/compile-model';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import { measureModel } from '../../plugin/estimate/measure-model';
import { readCore } from '../../plugin/estimate/read-target';
import { NO_SHARED, sharedFolder } from '../shared-data';

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
