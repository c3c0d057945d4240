import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { copyPlan, fixtureSources, loadFixture, passThroughModel, sumModel } from '../../../test/fixture-impulse';
import { makeFolder } from '../../../test/temp-folder';
import type { Impulse } from '../../native';
import { emitImpulse } from './emit-impulse';
import { suppliedSymbol } from './emit-supplied';
import type { ImpulseSpec } from './impulse-spec';

const INPUT = { frequencyHz: 10, windowLength: 2, strideLength: 1, axes: ['x', 'y', 'z */ "'], dtype: 'float32' as const };

/** One DSP block that sees two of three axes, one int8 model. */
function simpleSpec(folder: string): ImpulseSpec {
  return {
    name: 'demo',
    input: INPUT,
    dsp: [{ name: 'first', block: 'copy', plan: copyPlan([2, 2]), columns: [2, 0] }],
    learn: [
      {
        ...{ name: 'sum', block: 'none', input: ['first'], result: 'classes', model: sumModel('demo', 'sum', 4) },
        labels: ['up", 0}; int x = {"', 'down\\'],
      },
    ],
    sources: fixtureSources(folder),
  };
}

/** Two DSP blocks, an anomaly score over both in the other order, two models; names that are words of C++. */
function richSpec(folder: string): ImpulseSpec {
  writeFileSync(
    join(folder, 'far.cpp'),
    `#include "impulse/block.h"
extern "C" int32_t far_score(const impulse_plan *plan, const float *features, float *score) {
  *score = features[0] * 10.0f + features[2] - plan->floats[0];
  return 0;
}
`,
  );
  const dsp = (name: string, column: number) => ({ name, block: 'copy', plan: copyPlan([2]), columns: [column] });
  return {
    name: 'rich',
    input: INPUT,
    dsp: [dsp('a', 0), dsp('b', 1)],
    learn: [
      { name: 'class', block: 'none', input: ['b', 'a'], result: 'classes', labels: ['p', 'q'], model: sumModel('rich', 'class', 4) },
      { name: 'far', block: 'far', input: ['b', 'a'], result: 'anomaly', labels: [], plan: { ...copyPlan([]), floats: [0.5] } },
      {
        name: 'decision',
        block: 'none',
        input: ['b'],
        result: 'value',
        labels: ['first', 'second'],
        model: passThroughModel('rich', 'decision', 2),
      },
    ],
    sources: fixtureSources(folder, join(folder, 'far.cpp')),
  };
}

/** Feeds each impulse that its argument names a stream of its own, step by step in turn, and prints what it says. */
const FIRMWARE = `#include <stdio.h>
#include <string.h>
#include "demo/demo_impulse.h"
#include "twin/twin_impulse.h"
#include "rich/rich_impulse.h"
#ifdef IMPULSE_ARENA_SUPPLIED
static const size_t largest = DEMO_MEMORY_BYTES > RICH_MEMORY_BYTES ? DEMO_MEMORY_BYTES : RICH_MEMORY_BYTES;
alignas(16) static unsigned char shared[largest > TWIN_MEMORY_BYTES ? largest : TWIN_MEMORY_BYTES];
#endif
int main(int, char **argv) {
#ifdef IMPULSE_ARENA_SUPPLIED
  demo_memory = twin_memory = rich_memory = shared;
#endif
  demo_result demo; twin_result twin; rich_result rich;
  if (demo_init_impulse() + twin_init_impulse() + rich_init_impulse() != 0) return 1;
  for (int i = 0; i < 10; i++) {
    const float x = static_cast<float>(i);
    const float a[3] = {x, 1.0f, 0.5f * x}, b[3] = {3.0f - x, 2.0f, x}, c[3] = {x * 0.25f, -x, 1.0f};
    if (strchr(argv[1], 'd') && demo_push_samples(a, 1, &demo) == IMPULSE_OK) printf("d %g %g\\n", demo.sum[0], demo.sum[1]);
    if (strchr(argv[1], 't') && twin_push_samples(b, 1, &twin) == IMPULSE_OK) printf("t %g %g\\n", twin.sum[0], twin.sum[1]);
    if (strchr(argv[1], 'r') && rich_push_samples(c, 1, &rich) == IMPULSE_OK) printf("r %g %g %g\\n", rich.class_[0], rich.far, rich.decision_[0]);
  }
  return 0;
}
`;

describe('emitImpulse', () => {
  const folder = makeFolder();
  const spec = simpleSpec(folder);
  let impulse: Impulse;

  beforeAll(async () => {
    impulse = await loadFixture(spec, folder);
  });

  it('describes its window to the host', () => {
    expect(impulse.info).toEqual({ windowLength: 2, axes: 3, dtype: 'float32', features: 4, scores: 2 });
  });

  it('runs windows from raw values to scores', async () => {
    const values = Float32Array.of(1, 9, 2, 3, 9, 4, 0.24, 9, -0.26);
    const result = await impulse.run({ values, axes: 3, windowLength: 2, windows: Int32Array.of(0, 2, 1, 2) });
    expect([...result.features]).toEqual([2, 1, 4, 3, 4, 3, -0.26, 0.24].map(Math.fround));
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

  it('runs several DSP and learn blocks in their own orders', async () => {
    const other = makeFolder();
    const rich = await loadFixture(richSpec(other), other);
    const values = Float32Array.of(1, 5, 0, 2, 6, 0);
    const { scores } = await rich.run({ values, axes: 3, windowLength: 2, windows: Int32Array.of(0, 2) });
    expect([...scores]).toEqual([14, -14, 50.5, 5, 6]);
  });

  it('leaves the features of a block without C++ to a function of the firmware, which the host replaces by features computed before', async () => {
    const other = makeFolder();
    const plan = { shape: [2, 1], ints: [], floats: [], scratchBytes: 0, stateBytes: 0 };
    const given = { name: 'far-off', block: 'edge', plan, columns: [1], supplied: true as const };
    const spec = richSpec(other);
    const host = await loadFixture({ ...spec, dsp: [spec.dsp[0], { ...given, name: 'b' }] }, other);
    expect(readFileSync(join(other, 'out', 'rich_impulse.h'), 'utf8')).toContain('int32_t rich_extract_b(const impulse_signal *window, float *features);');
    expect(readFileSync(join(other, 'out', 'rich_plans.h'), 'utf8')).not.toContain('rich_dsp_b_plan');
    const recording = { values: Float32Array.of(1, 0, 0, 2, 0, 0, 3, 0, 0), axes: 3, windowLength: 2, windows: Int32Array.of(0, 2, 1, 2) };
    const { features, scores } = await host.run({ ...recording, supplied: Float32Array.of(5, 6, 7, 8) });
    expect([...features]).toEqual([1, 2, 5, 6, 2, 3, 7, 8]);
    expect([...scores]).toEqual([14, -14, 50.5, 5, 6, 20, -20, 71.5, 7, 8]);
    await expect(host.run(recording)).rejects.toThrow('supplied features of every window');
  });

  it('names such a function apart from its own, whatever the block is called', () => {
    const symbols = ['features', 'features-2', 'far-off'].map((dsp) => suppliedSymbol('my-impulse', dsp));
    expect(symbols).toEqual(['my_impulse_extract_features_', 'my_impulse_extract_features_2', 'my_impulse_extract_far_off']);
  });

  it('quantises halves away from zero and saturates', async () => {
    const other = makeFolder();
    const model = sumModel('demo', 'sum', 1);
    const single = { ...simpleSpec(other), dsp: [{ name: 'first', block: 'copy', plan: copyPlan([1]), columns: [1] }] };
    const impulses = { ...single, input: { ...INPUT, windowLength: 1 }, learn: [{ ...spec.learn[0], model }] };
    const impulse = await loadFixture(impulses, other);
    const raw = [0.25, -0.25, 0.2499999, -0.75, 1e30, -1e30, 61.75, 1e-40];
    const values = Float32Array.from(raw.flatMap((value) => [0, value, 0]));
    const windows = Int32Array.from(raw.flatMap((_, index) => [index, 1]));
    const { scores } = await impulse.run({ values, axes: 3, windowLength: 1, windows });
    const said = raw.map((_, index) => scores[2 * index]);
    expect(said.slice(0, 4)).toEqual([0.5, -0.5, 0, -1]);
    expect([said[4], said[6], said[7]]).toEqual([62, 62, 0]);
  });

  it('skips samples where the stride is longer than the window', async () => {
    const other = makeFolder();
    const sparse = await loadFixture({ ...simpleSpec(other), input: { ...INPUT, strideLength: 5 } }, other);
    const { ends } = await sparse.push(new Float32Array(39), 1);
    expect([...ends]).toEqual([2, 7, 12]);
  });

  it('cannot be injected through labels and axes', () => {
    const { files } = emitImpulse(spec);
    expect(files['demo_impulse.cpp']).toContain('{"up\\042, 0}; int x = {\\042", "down\\134"}');
    expect(files['demo_impulse.h']).toContain('z * / "');
  });

  it('gives the same text for the same spec', () => {
    expect(emitImpulse(simpleSpec(folder))).toEqual(emitImpulse(spec));
  });

  it('lets impulses live in one firmware, two of one kind too, each as if it were alone', () => {
    const other = makeFolder();
    const twin = { ...simpleSpec(other), name: 'twin', learn: [{ ...spec.learn[0], model: sumModel('twin', 'sum', 4) }] };
    const folders = [simpleSpec(other), twin, richSpec(other)].map((one) => {
      const out = join(other, one.name);
      mkdirSync(out);
      for (const [name, text] of Object.entries(emitImpulse(one).files)) writeFileSync(join(out, name), text);
      return out;
    });
    writeFileSync(join(other, 'main.cpp'), FIRMWARE);
    const units = folders.flatMap((out) => readdirSync(out).filter((name) => name.endsWith('.cpp')).map((name) => join(out, name)));
    const build = (name: string, ...flags: string[]) =>
      execFileSync('g++', ['-std=c++11', ...flags, join(other, 'main.cpp'), ...units, '-o', join(other, name)]);
    build('firmware');
    build('in-turns', '-DIMPULSE_ARENA_SUPPLIED');
    const run = (which: string, name = 'firmware') => execFileSync(join(other, name), [which], { encoding: 'utf8' }).trim().split('\n');
    const together = run('dtr');
    expect(together).toHaveLength(3 * 9);
    for (const which of ['d', 't', 'r']) expect(together.filter((line) => line.startsWith(which)), which).toEqual(run(which));
    expect(run('dtr', 'in-turns'), 'in one buffer that the firmware supplies, one after another').toEqual(together);
    expect(run('d').map((line) => line.slice(1))).not.toEqual(run('t').map((line) => line.slice(1)));
  });

  describe.each(['g++', 'clang++', 'arm-none-eabi-g++'])('for %s', (compiler) => {
    it.skipIf(spawnSync(compiler, ['--version']).status !== 0)('compiles without a warning', () => {
      const flags = '-std=c++11 -Wall -Wextra -Werror -pedantic -Wconversion -fno-exceptions -fno-rtti -O2 -c'.split(' ');
      const units = Object.keys(emitImpulse(spec).files).filter((name) => name.endsWith('.cpp'));
      for (const unit of units) execFileSync(compiler, [...flags, unit, '-o', join(folder, 'unit.o')], { cwd: join(folder, 'out') });
    });
  });

  it('has a header that C compilers take', () => {
    execFileSync('gcc', [
      '-std=c99',
      '-Wall',
      '-Wextra',
      '-Werror',
      '-pedantic',
      '-fsyntax-only',
      '-x',
      'c',
      join(folder, 'out', 'demo_impulse.h'),
    ]);
  });
});
