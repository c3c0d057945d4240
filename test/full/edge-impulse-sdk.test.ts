import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { classifierMain, deployForSdk, drawValues, listUnits, packPixels, runOnHost, runWindows } from '../conformance/deployed-sdk';
import { gestureSpec, greySpec, pictureSpec, writeArtefact } from '../conformance/sdk-impulses';
import { makeFolder } from '../temp-folder';

/** Folder that holds `edge-impulse-sdk/`, as projects have it: the SDK is in no registry of packages. */
const sdk = process.env.NX_IMPULSE_EDGE_IMPULSE_SDK;
const isThere = sdk !== undefined && existsSync(join(sdk, 'edge-impulse-sdk', 'classifier', 'ei_run_classifier.h'));

const OPTIMISED = ['-O2', '-w', '-std=gnu++17', '-ffunction-sections', '-fdata-sections', '-DTF_LITE_DISABLE_X86_NEON=1', '-DSDK_HAS_PORT=1'];
const STATIC = ['-DEI_CLASSIFIER_ALLOCATION_STATIC=1', '-DEI_TENSOR_ARENA_LOCATION=.arena'];
const THIRD_PARTY = ['flatbuffers/include', 'gemmlowp', 'ruy'];

describe.skipIf(!isThere)('run_classifier() of the Edge Impulse SDK (needs a copy of the SDK in NX_IMPULSE_EDGE_IMPULSE_SDK)', () => {
  let flags: string[];

  beforeAll(() => {
    const folder = join(sdk!, 'edge-impulse-sdk');
    flags = [...OPTIMISED, '-I.', `-I${sdk}`, ...THIRD_PARTY.map((name) => `-I${join(folder, 'third_party', name)}`)];
  });

  /** The program of the deployed files with the SDK's own sources: the DSP that its headers name, and its port to POSIX. */
  function buildWithSdk(folder: string, switches: readonly string[]): string {
    rmSync(join(folder, 'edge-impulse-sdk'), { recursive: true });
    writeFileSync(join(folder, 'main.cpp'), classifierMain());
    const sources = ['dsp', 'dsp/kissfft', 'dsp/dct', 'porting/posix'].flatMap((name) => {
      const path = join(sdk!, 'edge-impulse-sdk', name);
      return readdirSync(path).filter((file) => file.endsWith('.cpp')).map((file) => join(path, file));
    });
    const units = ['main.cpp', ...listUnits(folder), ...sources];
    execFileSync('g++', [...flags, ...switches, ...units, '-Wl,--gc-sections', '-o', 'program'], { cwd: folder, stdio: 'pipe' });
    return join(folder, 'program');
  }

  it.each([
    ['gestures, with two DSP blocks and an anomaly score', () => gestureSpec('portable'), 'float32', 3, []],
    ['pictures in colours, from a static buffer', pictureSpec, 'uint8', 3, STATIC],
    ['grey pictures, with nothing but an anomaly score', greySpec, 'uint8', 1, []],
  ] as const)('says of %s what the host says, to the bit', async (_, makeSpec, dtype, axes, switches) => {
    const root = makeFolder();
    const spec = await makeSpec();
    const compiled = writeArtefact(join(root, 'compile'), spec);
    const values = drawValues(dtype, 5 * spec.input.windowLength * axes);
    const wanted = await runOnHost(compiled, values);
    const program = buildWithSdk(await deployForSdk(root, compiled), switches);
    const rows = runWindows(program, dtype === 'uint8' ? packPixels(values, axes) : (values as Float32Array));
    expect(rows.map((row) => row.values.map(Math.fround))).toEqual(wanted.map((row) => row.values));
  });
});
