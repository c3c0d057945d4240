import { describe, expect, test } from 'vitest';
import { compileModel, type CompileOptions } from '../../plugin/compiler/compile-model';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import { measureModel } from '../../plugin/estimate/measure-model';
import { readCore } from '../../plugin/estimate/read-target';
import { drawInputs, FAMILIES, seededRandom } from './random-models';
import { runTflm } from './run-interpreter';
import { runManyOnHost } from './run-model';

/** Kernels that stand for several operators, and the family of models that they are for. */
const KERNELS = [
  ['conv_depthwise_packed_s8', 'CONV_2D and DEPTHWISE_CONV_2D by rows int8'],
  ['depthwise_conv_packed_s8', 'DEPTHWISE_CONV_2D and 1x1 CONV_2D by rows int8'],
  ['conv_depthwise_conv_packed_s8', 'CONV_2D, DEPTHWISE_CONV_2D and 1x1 CONV_2D by rows int8'],
  ['conv_max_pool_packed_s8', 'CONV_2D and MAX_POOL_2D int8'],
  ['conv_average_pool_packed_s8', 'CONV_2D and AVERAGE_POOL_2D int8'],
] as const;
const MODELS = Number(process.env.NX_IMPULSE_RANDOM_MODELS ?? 3);
const RUNS = 4;

/** Random models with the answers of TensorFlow Lite Micro, each operator by itself. */
function drawCases(name: string) {
  const family = FAMILIES.find((candidate) => candidate.name === name)!;
  const random = seededRandom(11);
  const cases = Array.from({ length: MODELS }, () => {
    const graph = family.draw(random);
    return { file: writeFlatbuffer(graph, name), inputs: Array.from({ length: RUNS }, (_, run) => drawInputs(graph, random, run)), outputCount: 1, ops: graph.ops.length };
  });
  const wanted = runTflm(cases).map((result) => ('outputs' in result ? result.outputs : undefined));
  return cases.map((item, at) => ({ ...item, wanted: wanted[at] }));
}

/** Compiled so that the kernel is taken, as one operator. */
function compileFused(file: Uint8Array, name: string, kernel: string, arch: CompileOptions['arch']) {
  const model = compileModel(file, { name, arch, kernels: [kernel] });
  expect(model.sdkFiles, 'the kernel is taken').toContain(`nn/${kernel}.h`);
  expect(model.ops, 'one operator is left').toHaveLength(1);
  return model;
}

describe('kernels of several operators', () => {
  test.each(KERNELS)('%s gives the bits of the single operators, on tiles that are folded and not', (kernel, name) => {
    const cases = drawCases(name);
    const runs = cases.flatMap(({ file, inputs, wanted }, at) =>
      (['armv7e-m', 'portable'] as const).map((arch, way) => ({ name: `model_${at}_${way}`, inputs, wanted, model: compileFused(file, `model_${at}_${way}`, kernel, arch) })));
    const got = runManyOnHost(runs).map((outputs) => Buffer.concat(outputs));
    expect(runs.filter(({ wanted }, at) => wanted === undefined || !got[at].equals(wanted)).map((run) => run.name)).toEqual([]);
  });

  test.skipIf(!findEmulatorTools()).each(KERNELS)('%s gives them on a Cortex-M4F (needs the emulator)', async (kernel, name) => {
    const [{ file, inputs, wanted }] = drawCases(name);
    const { run } = await measureModel(compileFused(file, 'model', kernel, 'armv7e-m'), { name: 'model', core: readCore('cortex-m4f'), input: Buffer.concat(inputs) });
    expect(Buffer.from(run.output).equals(wanted!)).toBe(true);
  });
});
