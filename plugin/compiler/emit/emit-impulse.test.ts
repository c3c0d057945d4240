import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadImpulse, type Impulse } from '../../native';
import { includeClosure } from '../../native/include-closure';
import { assetRoot } from '../../paths';
import { emitHost } from './emit-host';
import { emitImpulse } from './emit-impulse';
import type { ImpulseSpec } from './impulse-spec';

/** Features = the values themselves, in the order of the axes that the block sees; state = none. */
const COPY_BLOCK = `
#include "impulse/block.h"
#include "impulse/status.h"
extern "C" int32_t copy_extract(const impulse_plan *, const impulse_signal *signal, void *scratch, float *features) {
  for (int32_t i = 0; i < 16; i++) static_cast<unsigned char *>(scratch)[i] = 0xff;
  for (int32_t step = 0; step < signal->length; step++) {
    for (int32_t axis = 0; axis < signal->axes; axis++) {
      const int32_t column = signal->columns ? signal->columns[axis] : axis;
      *features++ = static_cast<const float *>(signal->values)[step * signal->stride + column];
    }
  }
  return IMPULSE_OK;
}
`;

/** Stands for a compiled int8 model: the sum of its four inputs, and its negative. */
const MODEL_HEADER = `
extern "C" { int demo_sum_init(void); int demo_sum_invoke(void); void *demo_sum_input(int); void *demo_sum_output(int); }
`;
const MODEL_SOURCE = `
#include <stdint.h>
#include "demo_sum_model.h"
extern "C" unsigned char demo_memory[];
int demo_sum_init(void) { return 0; }
void *demo_sum_input(int) { return demo_memory + 16; }
void *demo_sum_output(int) { return demo_memory; }
int demo_sum_invoke(void) {
  const int8_t *in = reinterpret_cast<const int8_t *>(demo_memory + 16);
  int32_t sum = 0;
  for (int i = 0; i < 4; i++) sum += in[i] - 3;
  int8_t *out = reinterpret_cast<int8_t *>(demo_memory);
  out[0] = static_cast<int8_t>(sum);
  out[1] = static_cast<int8_t>(-sum);
  return 0;
}
`;

const tensor = { name: 't', shape: [4], dtype: 'int8' as const, scale: 0.5, zeroPoint: 3, bytes: 4, arenaOffset: 16 };

function specIn(folder: string): ImpulseSpec {
  writeFileSync(join(folder, 'copy.cpp'), COPY_BLOCK);
  const runtime = ['quantize.cpp', 'window_buffer.cpp'].map((name) => join(assetRoot, 'sdk-cpp', 'runtime', name));
  const plan = { shape: [2, 2], ints: [7], floats: [0.1], scratchBytes: 16, stateBytes: 0 };
  return {
    name: 'demo',
    input: { frequencyHz: 10, windowLength: 2, strideLength: 1, axes: ['x', 'y', 'z */ "'], dtype: 'float32' },
    dsp: [{ name: 'first', block: 'copy', plan, columns: [2, 0] }],
    learn: [
      {
        name: 'sum',
        block: 'none',
        input: ['first'],
        result: 'classes',
        labels: ['up", 0}; int x = {"', 'down\\'],
        model: {
          files: { 'demo_sum_model.h': MODEL_HEADER, 'demo_sum_model.cpp': MODEL_SOURCE },
          sdkFiles: [],
          inputs: [tensor],
          outputs: [{ ...tensor, shape: [2], bytes: 2, zeroPoint: 0 }],
          arenaBytes: 20,
          constantBytes: 0,
          macs: 4,
          arena: [],
          ops: [],
        },
      },
    ],
    sources: includeClosure([...runtime, join(folder, 'copy.cpp')]),
  };
}

function isInstalled(compiler: string): boolean {
  return spawnSync(compiler, ['--version']).status === 0;
}

describe('emitImpulse', () => {
  let folder: string;
  let spec: ImpulseSpec;
  let impulse: Impulse;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'impulse-emit-'));
    spec = specIn(folder);
    mkdirSync(join(folder, 'out'));
    mkdirSync(join(folder, 'host'));
    for (const [name, text] of Object.entries(emitImpulse(spec).files)) writeFileSync(join(folder, 'out', name), text);
    writeFileSync(join(folder, 'host', 'host.cpp'), emitHost(spec));
    impulse = await loadImpulse(join(folder, 'out'), join(folder, 'host'));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it('describes its window to the host', () => {
    expect(impulse.info).toEqual({ windowLength: 2, axes: 3, dtype: 'float32', features: 4, scores: 2 });
  });

  it('runs windows from raw values to scores', async () => {
    const values = Float32Array.of(1, 9, 2, 3, 9, 4, 0.24, 9, -0.26);
    const result = await impulse.run({ values, axes: 3, windowLength: 2, windows: Int32Array.of(0, 2, 1, 2) });
    expect([...result.features].map((value) => Math.fround(value))).toEqual([2, 1, 4, 3, 4, 3, -0.26, 0.24].map(Math.fround));
    expect([...result.scores]).toEqual([10, -10, 6.5, -6.5]);
    expect([...result.decisions]).toEqual([-1, -1]);
  });

  it('gives the same scores for a stream in pieces of any length', async () => {
    const values = Float32Array.from({ length: 30 }, (_, i) => i / 4);
    const windows = Int32Array.from({ length: 18 }, (_, i) => (i % 2 ? 2 : i / 2));
    const whole = await impulse.run({ values, axes: 3, windowLength: 2, windows });
    const pushed = await impulse.push(values, 1);
    expect([...pushed.scores]).toEqual([...whole.scores]);
    expect([...pushed.ends]).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect([...(await impulse.push(values, 10)).scores]).toEqual([...whole.scores.slice(-2)]);
  });

  it('cannot be injected through labels and axes', () => {
    const source = emitImpulse(spec).files['demo_impulse.cpp'];
    expect(source).toContain('{"up\\042, 0}; int x = {\\042", "down\\134"}');
    expect(emitImpulse(spec).files['demo_impulse.h']).toContain('z * / "');
  });

  it('gives the same text for the same spec', () => {
    expect(emitImpulse(specIn(folder))).toEqual(emitImpulse(spec));
  });

  describe.each(['g++', 'clang++', 'arm-none-eabi-g++'])('for %s', (compiler) => {
    it.skipIf(!isInstalled(compiler))('compiles without a warning', () => compileAll(compiler));
  });

  function compileAll(compiler: string): void {
    const flags = '-std=c++11 -Wall -Wextra -Werror -pedantic -Wconversion -fno-exceptions -fno-rtti -O2 -c'.split(' ');
    const units = Object.keys(emitImpulse(spec).files).filter((name) => name.endsWith('.cpp'));
    for (const unit of units) execFileSync(compiler, [...flags, unit, '-o', join(folder, 'unit.o')], { cwd: join(folder, 'out') });
  }

  it('has a header that C compilers take', () => {
    execFileSync('gcc', ['-std=c99', '-Wall', '-Wextra', '-Werror', '-pedantic', '-fsyntax-only', '-x', 'c', join(folder, 'out', 'demo_impulse.h')]);
  });
});
