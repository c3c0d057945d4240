import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { assetRoot } from '../paths';
import type { CompileFacts } from '../steps/compile/compile-facts';
import { estimateImpulse } from './estimate-impulse';
import { readTarget } from './read-target';

const variant = { memoryBytes: 20000, featuresOffset: 0, constantBytes: 50000, macs: 1_000_000, models: [] };
const facts = { windowLength: 1000, axes: ['x', 'y'], dsp: [{ name: 'gait', supplied: true }], int8: variant, float32: variant } as unknown as CompileFacts;

describe('estimateImpulse without an emulator', () => {
  const { PATH } = process.env;
  afterEach(() => {
    process.env.PATH = PATH;
    vi.restoreAllMocks();
  });

  it('guesses, says so, and neither builds nor runs anything', async () => {
    process.env.PATH = '';
    const target = readTarget(join(assetRoot, 'targets', 'rp2040'));
    const refuse = () => {
      throw new Error('nothing is run');
    };
    const places = { folder: '/nowhere', scratch: '/nowhere', output: '/nowhere' };
    const estimate = await estimateImpulse({ target, facts, windows: refuse, progress: refuse, ...places });
    expect(estimate).toMatchObject({ how: 'analytic', target: 'rp2040', clockHz: 133_000_000, measured: [], without: ['gait'] });
    expect(estimate.parity).toBeUndefined();
    expect(estimate.method.latency).toMatch(/^analytic/);
    expect(estimate.int8.stages.find(({ name }) => name === 'dsp')!.cycles).toBe(0);
    expect(estimate.float32!.latencyMs).toBeGreaterThan(estimate.int8.latencyMs!);
  });

  it.each([['linux', 'arm64'], ['darwin', 'arm64'], ['darwin', 'x64']] as const)('does not measure x86-64 Linux on %s %s', async (platform, arch) => {
    vi.spyOn(process, 'platform', 'get').mockReturnValue(platform);
    vi.spyOn(process, 'arch', 'get').mockReturnValue(arch);
    const never = () => {
      throw new Error('nothing is run');
    };
    const places = { folder: '/nowhere', scratch: '/nowhere', output: '/nowhere' };
    const target = readTarget(join(assetRoot, 'targets', 'linux-x86-64'));
    const estimate = await estimateImpulse({ target, facts, windows: never, progress: never, ...places });
    expect(estimate).toMatchObject({ how: 'analytic', measured: [], modelled: ['flashBytes', 'ramBytes'] });
    expect(estimate.method.latency).toContain(`on ${platform} ${arch}`);
    expect(estimate.int8.latencyMs).toBeUndefined();
  });

  it('models the energy of a part whose power is known, and says by which source', async () => {
    process.env.PATH = '';
    const target = readTarget(join(assetRoot, 'targets', 'stm32u575'));
    const never = () => {
      throw new Error('nothing is run');
    };
    const places = { folder: '/nowhere', scratch: '/nowhere', output: '/nowhere' };
    const { int8, modelled, method } = await estimateImpulse({ target, facts, windows: never, progress: never, ...places });
    expect(int8.energyMicrojoules).toBeCloseTo(22.718 * int8.latencyMs!, 6);
    expect(modelled).toContain('energyMicrojoules');
    expect(method.energy).toMatch(/MLPerf Tiny v1\.2/);
  });
});
