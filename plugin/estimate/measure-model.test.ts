import { describe, expect, it } from 'vitest';
import type { CompiledModel } from '../compiler/compile-model';
import { findEmulatorTools } from './emulator-tools';
import { measureModel } from './measure-model';
import { readCore } from './read-target';

/** A model as the compiler writes it, with two operators that share one kernel and a third that is inlined. */
const MODEL = `
#include "demo_model.h"
struct scale_0 { static constexpr int32_t rounds = 100; };
struct scale_1 { static constexpr int32_t rounds = 300; };
struct clip_2 {};
alignas(16) static unsigned char arena[64];
static __attribute__((noinline)) void work(volatile unsigned char *value, int32_t rounds) {
  for (int32_t i = 0; i < rounds; i++) *value = static_cast<unsigned char>(*value + 3);
}
template <typename Op> static void scale(unsigned char *value) { work(value, Op::rounds); }
template <typename Op> static inline void clip(volatile unsigned char *value) { if (*value > 100) *value = 100; }
void *demo_input(int) { return arena; }
void *demo_output(int) { return arena; }
size_t demo_input_bytes(int) { return 1; }
size_t demo_output_bytes(int) { return 1; }
int demo_init(void) { return 0; }
int demo_invoke(void) {
  scale<scale_0>(arena);
  scale<scale_1>(arena);
  clip<clip_2>(arena);
  return 0;
}
`;
const HEADER = `
#pragma once
#include <stddef.h>
#include <stdint.h>
extern "C" {
int demo_init(void); int demo_invoke(void); void *demo_input(int); void *demo_output(int); size_t demo_input_bytes(int); size_t demo_output_bytes(int);
}
`;
const byte = { name: 't', shape: [1], dtype: 'uint8' as const, bytes: 1 };
const model: CompiledModel = {
  files: { 'demo_model.h': HEADER, 'demo_model.cpp': MODEL },
  ...{ sdkFiles: [], inputs: [byte], outputs: [byte], arenaBytes: 64, constantBytes: 0, macs: 0, arena: [], ops: [] },
};

describe.skipIf(findEmulatorTools() === undefined)('measureModel', () => {
  it('runs each input, and splits the cycles by operator even where they share a kernel', async () => {
    const { run, ramBytes, stackBytes } = await measureModel(model, { name: 'demo', core: readCore('cortex-m4f'), input: Uint8Array.of(1, 255) });
    expect([...run.output]).toEqual([100, 100]);
    expect(ramBytes - stackBytes).toBeGreaterThanOrEqual(64);
    expect(ramBytes - stackBytes).toBeLessThan(64 + 16);
    const { scale_0: small, scale_1: large, clip_2: inlined } = run.regions;
    expect(large.counts.store - small.counts.store).toBe(2 * 200);
    expect(small.counts.store).toBe(2 * 100);
    expect(inlined.cycles).toBeGreaterThan(0);
    expect(Object.values(run.regions).reduce((sum, { cycles = 0 }) => sum + cycles, 0)).toBeLessThanOrEqual(run.cycles!);
  });

  it('keeps operators of one name apart where an image has two models', async () => {
    const rename = (text: string) => text.replace(/\bdemo_/g, 'other_');
    const caller = MODEL.replace('int demo_invoke', 'extern "C" int other_invoke(void);\nint demo_invoke').replace(/return 0;\n}\n$/, 'return other_invoke();\n}\n');
    const other = rename(MODEL).replace('rounds = 100', 'rounds = 50');
    const files = { 'demo_model.h': HEADER, 'demo_model.cpp': caller, 'other_model.h': rename(HEADER), 'other_model.cpp': other };
    const { run } = await measureModel({ ...model, files }, { name: 'demo', core: readCore('cortex-m4f'), input: Uint8Array.of(1) });
    const [here, there] = ['demo', 'other'].map((name) => run.regions[`${name}:scale_0`].counts.store);
    expect(here - there).toBe(2 * 50 - 50);
    expect(Object.keys(run.regions)).not.toContain('scale_0');
  });
});
