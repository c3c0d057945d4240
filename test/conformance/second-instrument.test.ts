import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileModel } from '../../plugin/compiler/compile-model';
import { cyclesOf } from '../../plugin/estimate/counts';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import { measureModel } from '../../plugin/estimate/measure-model';
import { readElf } from '../../plugin/estimate/read-elf';
import { readCore } from '../../plugin/estimate/read-target';
import { runImage } from '../../plugin/estimate/run-image';
import { readInputs } from '../bench/eight-inputs.mjs';
import { NO_SHARED, sharedFolder } from '../shared-data';
import { buildApart, compileApart, readSections, readSymbols, stepThrough, sumSections } from './second-instrument';

const MODELS = ['kws', 'ic', 'vww', 'ad', 'str_ww'];
/** Of one or two seconds each, one instruction after another. */
const STEPPED = ['ad', 'str_ww'];
/** A recorded input, and any bytes: their places among the eight. */
const INPUTS = [1, 6];

/** Code, constants, zeroed memory, and what a linker or a debugger reads. A section of .data has no contents. */
const OBJECT_SECTIONS = /^\.(text|rodata|bss)(\.|$)|^\.data$|^\.rel\.text\.|^\.(comment|group|ARM\.attributes|symtab|strtab|shstrtab|note\.GNU-stack)$/;
const IMAGE_SECTIONS = ['.vectors', '.text', '.rodata', '.bss'];
/** All that generated code may want of a C library; int8 models multiply and divide by themselves. */
const OUTSIDE = ['memcpy', 'memmove', 'memset'];
/** Guard variables, type information, virtual tables, constructors of static objects. */
const HIDDEN = /^_ZG[VR]|^_ZT[ISV]|_GLOBAL__(sub_)?[ID]|__cxa|__gxx|_Unwind|__static_init/;

const readShared = (name: string) => {
  const folder = join(sharedFolder()!, 'models', `${name}_int8`);
  const model = compileModel(readFileSync(join(folder, 'model.tflite')), { name, arch: 'armv7e-m' });
  return { folder, model };
};

describe.skipIf(!sharedFolder() || !findEmulatorTools())(`an instrument that is not ours (${NO_SHARED}, and the emulator)`, () => {
  const core = readCore('cortex-m4f');

  test.each(MODELS)('finds in %s the flash and the RAM that are told, to the byte: code, constants, arena and state, and no call but of memory functions', async (name) => {
    const { model } = readShared(name);
    const { object, image, base } = buildApart(model, name);
    checkObject(object, model.arenaBytes + (model.stateBytes ?? 0));
    const allocated = readSections(image).filter(({ flags, bytes }) => flags.includes('A') && bytes > 0);
    expect(allocated.map((section) => section.name)).toEqual(IMAGE_SECTIONS);
    const [all, without] = [sumSections(image), sumSections(base)];
    const told = await measureModel(model, { name, core, input: new Uint8Array() });
    expect({ flash: all.flashBytes - without.flashBytes, ram: all.ramBytes - without.ramBytes }).toEqual({ flash: told.flashBytes, ram: told.staticRamBytes });
    expect(told.staticRamBytes).toBeGreaterThanOrEqual(model.arenaBytes);
  });

  test('finds tables that begin on a word where gcc is told to save space, which by itself then aligns none of bytes', () => {
    const tables = readSections(compileApart(readShared('ad').model, 'ad', ['-Os'])).filter((section) => /^\.rodata\./.test(section.name));
    expect(tables.length).toBeGreaterThan(10);
    expect(tables.filter(({ align }) => align < 4)).toEqual([]);
  });

  test.each(STEPPED)('steps through %s and counts every class of instruction as the plugin does, and the same cycles', async (name) => {
    const { folder, model } = readShared(name);
    const { image } = buildApart(model, name);
    const bytes = model.inputs[0].bytes;
    const all = readInputs(folder, model.inputs[0]).input;
    const input = Buffer.concat(INPUTS.map((at) => all.subarray(at * bytes, (at + 1) * bytes)));
    const ours = await runImage({ ...readElf(readFileSync(image)), elf: image, map: '', pieces: [], flashBytes: 0, staticRamBytes: 0 }, core, { input });
    const theirs = stepThrough(image, input);
    expect(theirs.output.equals(ours.output)).toBe(true);
    expect(theirs.stretches).toHaveLength(INPUTS.length);
    theirs.stretches.forEach(({ skipped, ...counts }, at) => {
      const { counts: told, cycles } = ours.stretches[at];
      expect(counts).toEqual(Object.fromEntries(Object.keys(counts).map((kind) => [kind, told[kind]])));
      expect(cyclesOf(counts, core.model!)).toBe(cycles);
      console.log(`${name}: ${cycles} cycles, ${counts.total} instructions, of which conditions skip ${skipped}`);
    });
  });
});

/** Its sections are known ones, and all that it writes to are its arena and its state. */
function checkObject(object: string, writableBytes: number): void {
  const sections = readSections(object);
  expect(sections.length).toBeGreaterThan(20);
  expect(sections.filter((section) => !OBJECT_SECTIONS.test(section.name) || (section.name === '.data' && section.bytes > 0))).toEqual([]);
  const symbols = readSymbols(object);
  expect(symbols.filter(({ letter, name }) => letter === 'U' && !OUTSIDE.includes(name))).toEqual([]);
  expect(symbols.filter(({ name }) => HIDDEN.test(name))).toEqual([]);
  const writable = symbols.filter(({ letter, bytes }) => /[bdcgs]/i.test(letter) && bytes > 0);
  expect(writable.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(writableBytes);
}
