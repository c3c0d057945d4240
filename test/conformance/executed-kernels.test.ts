import { describe, expect, test } from 'vitest';
import { compileModel } from '../../plugin/compiler/compile-model';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import { measureModel } from '../../plugin/estimate/measure-model';
import { readCore } from '../../plugin/estimate/read-target';
import { NO_SHARED } from '../shared-data';
import { hasSharedModels, readSharedModel } from './shared-models';

type Counts = Record<string, number>;

const scalarProducts = ({ mul, mac, mul_long, mac_long }: Counts): number => mul + mac + mul_long + mac_long;

/** What each layer with weights executes on a core, of a layer's counts and its multiply-accumulates: what is missing, or undefined. */
const CORES: { id: string; missing(counts: Counts, macs: number): string | false }[] = [
  {
    // SMLAD and its family take two products; a depthwise 3x3 filter does its ninth tap and the edges by others
    id: 'cortex-m4f',
    missing: (counts, macs) => (2 * counts.simd_mac < 0.8 * macs && 'dual multiply-accumulates') || (counts.mve > 0 && 'a core without vectors'),
  },
  {
    // and three of ten instructions leave beside the one before
    id: 'cortex-m7',
    missing: (counts, macs) =>
      (2 * counts.simd_mac < 0.8 * macs && 'dual multiply-accumulates') || (counts.paired < 0.3 * counts.total && 'instructions that leave together'),
  },
  {
    // a vector takes sixteen products at most; what is multiplied one by one are places in memory
    id: 'cortex-m55',
    missing: (counts, macs) =>
      (16 * counts.mve < macs && 'vector instructions') || (scalarProducts(counts) + counts.simd_mac > macs / 50 && 'layers without scalar products'),
  },
  {
    // an output takes one SMULL
    id: 'cortex-m3',
    missing: (counts, macs) =>
      (counts.mul + counts.mac < 0.8 * macs && 'products') || (counts.total > 2.7 * macs + 40 * counts.mul_long && 'few instructions around a product'),
  },
  {
    // an output takes four products beside its sum's, and no call for 64 bits
    id: 'cortex-m0plus',
    missing: (counts, macs) =>
      (counts.mul < macs && 'products') || (counts.total > 4.8 * macs + (70 / 4) * (counts.mul - macs) && 'few instructions around a product'),
  },
];

describe.skipIf(!hasSharedModels() || !findEmulatorTools())(`kernels of an instruction set (${NO_SHARED}, the emulator)`, () => {
  test.each(CORES.flatMap((core) => ['kws_int8', 'ad_int8'].map((name) => ({ ...core, name }))))('are what each layer of $name executes on $id', async ({ id, missing, name }) => {
    const shared = readSharedModel(name);
    const core = readCore(id);
    const model = compileModel(shared.file, { name: 'model', arch: core.arch, optimize: 'speed' });
    const { run } = await measureModel(model, { name: 'model', core, input: shared.inputs.subarray(0, model.inputs[0].bytes) });
    const layers = model.ops.filter((op) => /CONV|FULLY_CONNECTED/.test(op.name));
    expect(layers.length).toBeGreaterThanOrEqual(10);
    expect(run.output.equals(shared.outputs.subarray(0, run.output.length))).toBe(true);
    const wrong = layers.map(({ name: op, index, macs }) => {
      const region = `${op.toLowerCase()}_${index}`;
      return [region, missing(run.regions[region].counts, macs)];
    });
    expect(wrong.filter(([, what]) => what)).toEqual([]);
  });
});
