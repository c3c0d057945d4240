import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { isTranslationUnit } from '../../plugin/native/include-closure';
import { compileSources } from '../../plugin/estimate/compile-sources';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import { linkImage, type Image } from '../../plugin/estimate/link-image';
import { readCore } from '../../plugin/estimate/read-target';
import { runImage } from '../../plugin/estimate/run-image';
import type { Core } from '../../plugin/estimate/target';
import { emulatorFolder } from '../../plugin/estimate/toolchain';
import { NO_SHARED, sharedFolder } from '../shared-data';
import { makeFolder } from '../temp-folder';
import { makeKeywordLibrary } from './keyword-library';

/** The memories of a part with tightly coupled ones and a flash of its own for data, as a firmware's linker script names them. */
const PLACED = `
MEMORY {
  CODE (rx) : ORIGIN = 0x00000000, LENGTH = 2M
  ITCM (rx) : ORIGIN = 0x00200000, LENGTH = 64K
  QSPI (r) : ORIGIN = 0x00300000, LENGTH = 1M
  DTCM (rw) : ORIGIN = 0x20000000, LENGTH = 128K
  DATA (rw) : ORIGIN = 0x20100000, LENGTH = 1M
}
SECTIONS {
  .itcm : { *(.text.*impulse_nn*) } > ITCM
  .qspi : { *(.qspi) } > QSPI
  .dtcm (NOLOAD) : { *(.dtcm) } > DTCM
}
INCLUDE sections.ld
`;
const MACROS = [`-DIMPULSE_ARENA=__attribute__((section(".dtcm")))`, `-DIMPULSE_CONST=__attribute__((section(".qspi")))`];
const WINDOW_STEPS = 16_000;
/** Sections of an object file that a firmware's linker script knows. */
const KNOWN_SECTIONS = /^\.(text|rodata|bss|data|rel|ARM\.(exidx|extab|attributes)|debug|comment|note|symtab|strtab|shstrtab|group)/;

describe.skipIf(!sharedFolder() || !findEmulatorTools())(`the memory of a firmware (${NO_SHARED}, and the emulator)`, () => {
  const plainCore = readCore('cortex-m4f');
  let library: string;
  let plain: Image;
  let placed: Image;

  const link = (core: Core, flags: string[]) => {
    const sources = [join(emulatorFolder, 'measure_impulse.cpp'), ...unitsIn(library)];
    const named = ['-DIMPULSE_HEADER="kws_impulse.h"', '-DIMPULSE_PREFIX=kws', `-DIMPULSE_VALUES=${WINDOW_STEPS}`, '-DIMPULSE_SUPPLIED=0'];
    return linkImage({ core, sources, includes: [library], flags: [...named, ...flags], output: makeFolder() });
  };
  const placedCore = (): Core => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'link.ld'), PLACED);
    return { ...plainCore, folder };
  };

  beforeAll(async () => {
    library = await makeKeywordLibrary(makeFolder(), 'arduino-nano-33-ble-sense');
    plain = await link(plainCore, []);
    placed = await link(placedCore(), MACROS);
  });

  it('holds arena, constants and kernels where the macros and the linker script put them', () => {
    const at = (name: string) => placed.symbols.filter((symbol) => symbol.name.includes(name)).map(({ address }) => address >>> 0);
    const sizeOf = (section: string) => placed.sections.find(({ name }) => name === section)?.bytes ?? 0;
    expect(at('kws_memory').every((address) => address >= 0x20000000 && address < 0x20020000)).toBe(true);
    const constants = [...at('_filterE'), ...at('_packedE'), ...at('_plan_ints'), ...at('_plan_floats')];
    expect(constants.length).toBeGreaterThan(5);
    expect(constants.filter((address) => address < 0x300000 || address >= 0x400000)).toEqual([]);
    const kernels = placed.symbols.filter(({ name, kind }) => kind === 'function' && /impulse_nn\d/.test(name));
    expect(kernels.length).toBeGreaterThan(3);
    expect(kernels.filter(({ address }) => address < 0x200000 || address >= 0x300000)).toEqual([]);
    expect(sizeOf('.dtcm')).toBeGreaterThan(7000);
    expect(sizeOf('.itcm')).toBeGreaterThan(2000);
    expect(sizeOf('.qspi')).toBeGreaterThan(24_000);
    expect(plain.sections.find(({ name }) => name === '.bss')!.bytes - sizeOf('.bss')).toBeGreaterThanOrEqual(sizeOf('.dtcm') - 16);
  });

  it('gives the same results wherever it lies', async () => {
    let state = 1;
    const noise = Int16Array.from({ length: 2 * WINDOW_STEPS }, () => (state = (Math.imul(state, 1664525) + 1013904223) | 0) >> 18);
    const [here, there] = await Promise.all([plain, placed].map((image) => runImage(image, plainCore, { input: new Uint8Array(noise.buffer) })));
    expect(there.output.equals(here.output)).toBe(true);
    expect(there.stretches).toHaveLength(2);
  });

  it('holds no heap, no constructor, no exception, and only sections that every linker script knows', async () => {
    const names = plain.symbols.map(({ name }) => name);
    expect(names.filter((name) => /malloc|calloc|realloc|^_?free|_sbrk|__cxa_|^_Zn[wa]|^_Zd[la]|_GLOBAL__sub_I|_Unwind|atexit/.test(name))).toEqual([]);
    expect(plain.sections.map(({ name }) => name).filter((name) => /^\.(preinit_array|init_array|fini_array|ctors|dtors|tdata|tbss)/.test(name))).toEqual([]);
    const objects = await compileSources({ core: plainCore, sources: unitsIn(library), includes: [library], output: makeFolder() });
    const headers = execFileSync('arm-none-eabi-readelf', ['-SW', ...objects], { encoding: 'utf8' });
    const sections = [...headers.matchAll(/^\s+\[ *\d+\] (\.\S+)/gm)].map(([, name]) => name);
    expect(sections.length).toBeGreaterThan(100);
    expect(sections.filter((name) => !KNOWN_SECTIONS.test(name))).toEqual([]);
    expect(sections.filter((name) => /^\.data/.test(name) && name !== '.data'), 'nothing is copied from flash at start-up').toEqual([]);
  });
});

function unitsIn(folder: string): string[] {
  return readdirSync(folder).filter(isTranslationUnit).sort().map((name) => join(folder, name));
}
