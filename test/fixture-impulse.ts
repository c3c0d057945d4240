import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { declareMemory } from '../plugin/compiler/emit/emit-memory';
import type { CompiledModel } from '../plugin/compiler/compile-model';
import type { ImpulseSpec } from '../plugin/compiler/emit/impulse-spec';
import { loadImpulse, type Impulse } from '../plugin/native';
import { includeClosure } from '../plugin/native/include-closure';
import { assetRoot } from '../plugin/paths';
import { writeImpulse } from '../plugin/steps/compile/write-impulse';

/** Features = the values themselves, in the order of the axes that the block sees. It writes its whole scratch of 16 bytes. */
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

/** Sources of the runtime, the copy block and more files. */
export function fixtureSources(folder: string, ...more: string[]): ImpulseSpec['sources'] {
  writeFileSync(join(folder, 'copy.cpp'), COPY_BLOCK);
  const runtime = ['nn/placement.h', 'runtime/quantize.cpp', 'runtime/window_buffer.cpp'].map((name) => join(assetRoot, 'sdk-cpp', name));
  return includeClosure([...runtime, join(folder, 'copy.cpp'), ...more]);
}

/** Plan of the copy block. */
export function copyPlan(shape: number[]): ImpulseSpec['dsp'][number]['plan'] {
  return { shape, ints: [7], floats: [0.1], scratchBytes: 16, stateBytes: 0 };
}

/** Stands for a compiled int8 model: the sum of its inputs (scale 0.5, zero point 3), and its negative (scale 0.5). */
export function sumModel(impulse: string, learn: string, count: number): CompiledModel {
  const input = { name: 'in', shape: [count], dtype: 'int8' as const, scale: 0.5, zeroPoint: 3, bytes: count, arenaOffset: 16 };
  const output = { name: 'out', shape: [2], dtype: 'int8' as const, scale: 0.5, zeroPoint: 0, bytes: 2, arenaOffset: 0 };
  const body = `  const int8_t *in = reinterpret_cast<const int8_t *>(${impulse}_memory + 16);
  int32_t sum = 0;
  for (int i = 0; i < ${count}; i++) sum += in[i] - 3;
  int8_t *out = reinterpret_cast<int8_t *>(${impulse}_memory);
  out[0] = static_cast<int8_t>(sum);
  out[1] = static_cast<int8_t>(-sum);
`;
  return { ...describeModel(impulse, learn, body, 16, 0), inputs: [input], outputs: [output], arenaBytes: 16 + count };
}

/** Stands for a compiled float model: its outputs are its inputs. */
export function passThroughModel(impulse: string, learn: string, count: number): CompiledModel {
  const tensor = { name: 'through', shape: [count], dtype: 'float32' as const, bytes: 4 * count, arenaOffset: 0 };
  return { ...describeModel(impulse, learn, '', 0, 0), inputs: [tensor], outputs: [tensor], arenaBytes: 4 * count };
}

/** Writes the generated sources to `<folder>/out`, builds them for this machine and loads them. */
export async function loadFixture(spec: ImpulseSpec, folder: string): Promise<Impulse> {
  writeImpulse(spec, join(folder, 'out'), join(folder, 'host'));
  return loadImpulse(join(folder, 'out'), join(folder, 'host'));
}

function describeModel(impulse: string, learn: string, body: string, input: number, output: number) {
  const name = `${impulse}_${learn}`;
  const header = `extern "C" { int ${name}_init(void); int ${name}_invoke(void); void *${name}_input(int); void *${name}_output(int); }\n`;
  const source = `#include <stdint.h>
#include "${name}_model.h"
${declareMemory(`${impulse}_memory`)}int ${name}_init(void) { return 0; }
void *${name}_input(int) { return ${impulse}_memory + ${input}; }
void *${name}_output(int) { return ${impulse}_memory + ${output}; }
int ${name}_invoke(void) {
${body}  return 0;
}
`;
  return {
    files: { [`${name}_model.h`]: header, [`${name}_model.cpp`]: source },
    sdkFiles: [],
    constantBytes: 0,
    macs: 0,
    arena: [],
    ops: [],
  };
}
