import { describe, expect, test } from 'vitest';
import { compileModel } from '../../plugin/compiler/compile-model';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import { measureModel } from '../../plugin/estimate/measure-model';
import { readCore } from '../../plugin/estimate/read-target';
import { NO_SHARED } from '../shared-data';
import { CLOSE_FAMILIES, drawInputs, FAMILIES, seededRandom } from './random-models';
import { runTflm } from './run-interpreter';
import { runOnHost } from './run-model';
import { hasSharedModels, readSharedModel } from './shared-models';

/** Million cycles, bytes of RAM and flash of the best measured peer on each axis (TFLM with CMSIS-NN, EON-style, TinyEngine). */
const PEERS = {
  kws_int8: { cycles: 9.4e6, ramBytes: 24_500, flashBytes: 62_000 },
  ic_int8: { cycles: 36.6e6, ramBytes: 56_700, flashBytes: 113_000 },
  vww_int8: { cycles: 25.4e6, ramBytes: 61_000, flashBytes: 247_000 },
  ad_int8: { cycles: 0.72e6, ramBytes: 2_800, flashBytes: 279_000 },
  str_ww_int8: { cycles: 2.7e6, ramBytes: 18_000, flashBytes: 88_000 },
};
const RUNS = 2;

const CORES = [
  { id: 'cortex-m4f', arch: 'armv7e-m' },
  { id: 'cortex-m0plus', arch: 'armv6-m' },
  { id: 'cortex-m3', arch: 'armv7-m' },
  { id: 'cortex-m33', arch: 'armv7e-m' },
  { id: 'cortex-m7', arch: 'armv7e-m-dual' },
  { id: 'cortex-m55', arch: 'armv8.1-m' },
] as const;
/** Kernels with state, which lies outside the arena. */
const KEEPING = ['SVDF int8', 'UNIDIRECTIONAL_SEQUENCE_LSTM int8'];
/** Taken by every second model: what small code is made of. */
const SHARED = ['conv_2d_shared_s8', 'depthwise_shared_s8', 'fully_connected_shared_s8'];
const PACKED = ['CONV_2D int8', 'DEPTHWISE_CONV_2D int8', 'FULLY_CONNECTED int8', 'ADD int8', 'SUB int8', 'AVERAGE_POOL_2D int8'];
/** What the kernels of Armv8.1-M have beside them. */
const VECTORED = [...PACKED, 'AVERAGE_POOL_2D int16', 'CONV_2D and DEPTHWISE_CONV_2D by rows int8'];

describe.skipIf(!findEmulatorTools())('random models on emulated cores (needs the emulator)', () => {
  // Cortex-M33 runs the Cortex-M4F's kernels, and the benchmark models as well: one operator shows that its builds do.
  const familiesOf = (arch: string, index: number): string[] => (arch === 'armv8.1-m' ? VECTORED : index < 2 ? [...PACKED, ...KEEPING] : arch === 'armv7-m' || arch === 'armv7e-m-dual' ? PACKED : PACKED.slice(0, 1));
  const CASES = CORES.flatMap((core, index) => familiesOf(core.arch, index).map((name) => ({ ...core, name })));

  test.each(CASES)('$name on $id equals TensorFlow Lite Micro', async ({ id, arch, name }) => {
    const random = seededRandom(name.length);
    const family = FAMILIES.find((candidate) => candidate.name === name)!;
    const cases = Array.from({ length: 4 }, () => {
      const graph = family.draw(random);
      return { file: writeFlatbuffer(graph, name), inputs: [0, 1, 2].map((run) => drawInputs(graph, random, run)), outputCount: 1 };
    });
    for (const [index, golden] of runTflm(cases).entries()) {
      const model = compileModel(cases[index].file, { name: 'model', arch, kernels: index % 2 === 0 ? undefined : SHARED });
      const costs = await measureModel(model, { name: 'model', core: readCore(id), input: Buffer.concat(cases[index].inputs) });
      expect(golden).not.toHaveProperty('error');
      if ('outputs' in golden) expect(Buffer.from(costs.run.output).equals(golden.outputs), `model ${index}`).toBe(true);
    }
  });
});

describe.skipIf(!findEmulatorTools())('spectra on emulated cores (needs the emulator)', () => {
  const { name, draw } = CLOSE_FAMILIES.find((family) => family.name === 'COMPLEX_ABS float32')!;

  test.each(CORES.filter(({ id }) => ['cortex-m4f', 'cortex-m0plus', 'cortex-m55'].includes(id)))('$id gives the bits of the host', async ({ id, arch }) => {
    const random = seededRandom(5);
    const graph = draw(random);
    const model = compileModel(writeFlatbuffer(graph, name), { name: 'model', arch });
    const inputs = [0, 1].map((run) => drawInputs(graph, random, run));
    const costs = await measureModel(model, { name: 'model', core: readCore(id), input: Buffer.concat(inputs) });
    for (const compiler of ['g++', 'clang++']) {
      expect(Buffer.from(costs.run.output).equals(Buffer.concat(runOnHost(model, 'model', inputs, compiler)))).toBe(true);
    }
  });
});

describe.skipIf(!hasSharedModels() || !findEmulatorTools())(`the benchmark models on an emulated Cortex-M4F (${NO_SHARED}, the emulator)`, () => {
  test.each(Object.entries(PEERS))('%s equals TensorFlow Lite Micro bit for bit and needs less than every measured peer', async (name, peer) => {
    const shared = readSharedModel(name);
    const model = compileModel(shared.file, { name: 'model', arch: 'armv7e-m' });
    const input = shared.inputs.subarray(0, RUNS * model.inputs[0].bytes);
    const costs = await measureModel(model, { name: 'model', core: readCore('cortex-m4f'), input });
    expect(Buffer.from(costs.run.output).equals(shared.outputs.subarray(0, RUNS * model.outputs[0].bytes))).toBe(true);
    expect(costs.run.cycles! / RUNS).toBeLessThan(peer.cycles);
    expect(costs.ramBytes).toBeLessThan(peer.ramBytes);
    expect(costs.flashBytes).toBeLessThan(peer.flashBytes);
  });
});
