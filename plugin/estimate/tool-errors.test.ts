import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { readCore } from './read-target';

beforeEach(() => void vi.resetModules());
afterEach(() => {
  vi.unstubAllEnvs();
  vi.doUnmock('./execute-image');
  vi.doUnmock('./link-image');
});

describe('errors of emulation', () => {
  it('name the set-up command where compiler or emulator are not installed', async () => {
    vi.stubEnv('PATH', makeFolder());
    const { needEmulatorTools } = await import('./emulator-tools');
    const missing = { code: 'IMP_EMULATOR_MISSING', fix: expect.stringContaining('npx nx-impulse setup emulator') };
    expect(needEmulatorTools).toThrow(expect.objectContaining(missing));
  });

  it('refuse to build for a core that is only described', async () => {
    const { compileSources } = await import('./compile-sources');
    const unbuilt = compileSources({ core: readCore('xtensa-lx7'), sources: [], output: makeFolder() });
    await expect(unbuilt).rejects.toMatchObject({ code: 'IMP_CORE_UNEMULATED', message: expect.stringContaining('xtensa-lx7') });
  });

  it("show the compiler's words for sources that do not build", async () => {
    const { compileSources } = await import('./compile-sources');
    const folder = makeFolder({ 'broken.c': 'int x = ;\n' });
    const failed = compileSources({ core: readCore('x86-64'), sources: [join(folder, 'broken.c')], output: join(folder, 'out') });
    await expect(failed).rejects.toMatchObject({ code: 'IMP_IMAGE_LINK', message: expect.stringMatching(/broken\.c[^]*error/) });
  });

  it('stop where an emulator counts the known loop wrongly, and name what it counted', async () => {
    vi.doMock('./link-image', () => ({ linkImage: async () => ({ symbols: [] }) }));
    const counts = { divide: 1e9 };
    vi.doMock('./execute-image', () => ({ executeImage: async () => ({ stretches: [{ stages: { loop: { counts } } }] }) }));
    const { verifyCounting } = await import('./verify-counting');
    const wrong = { code: 'IMP_COUNTING_WRONG', message: expect.stringContaining('divide 1000000000 instead of') };
    await expect(verifyCounting(readCore('cortex-m4f'))).rejects.toMatchObject(wrong);
  });
});
