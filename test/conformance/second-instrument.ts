import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompiledModel } from '../../plugin/compiler/compile-model';
import { assetRoot } from '../../plugin/paths';
import { makeFolder } from '../temp-folder';
import { COUNTER, pythonWith } from '../python-env';
import { writeFlat } from './run-model';

/** What a firmware for a Cortex-M4F is built with; spelled out here, so that it is not what `plugin/estimate` says. */
const CORE = ['-mcpu=cortex-m4', '-mthumb', '-mfpu=fpv4-sp-d16', '-mfloat-abi=hard'];
const COMPILE = [...CORE, '-O2', '-ffunction-sections', '-fdata-sections', '-ffp-contract=off', '-DNDEBUG'];
const CPP = ['-std=c++11', '-fno-exceptions', '-fno-rtti', '-fno-threadsafe-statics'];
const LINK = ['-nostartfiles', '-specs=nano.specs', '-Wl,--gc-sections', '-Wl,--no-warn-rwx-segments'];
const EMULATOR = join(assetRoot, 'sdk-cpp', 'emulator');
const READ = { encoding: 'utf8', maxBuffer: 1 << 28 } as const;

/** A section as readelf prints it. */
export interface Section {
  name: string;
  type: string;
  bytes: number;
  /** `A`: allocated, `W`: writable, `X`: code. */
  flags: string;
  align: number;
}

/** A symbol as nm prints it. */
export interface Symbol {
  name: string;
  /** nm's letter: `U` undefined, `b` and `d` writable, ... */
  letter: string;
  bytes: number;
}

/** The model's object, its program, and the same program without it. */
export interface Built {
  object: string;
  image: string;
  base: string;
}

/** Compiles a model with other flags behind the usual ones. */
export function compileApart(model: CompiledModel, name: string, flags: readonly string[]): string {
  const cwd = makeFolder();
  writeFlat(model, cwd);
  execFileSync('arm-none-eabi-gcc', [...COMPILE, ...CPP, ...flags, '-c', `${name}_model.cpp`, '-o', 'model.o'], { cwd });
  return join(cwd, 'model.o');
}

/** Compiles a model into one object, and links it with the harness that `measureModel` takes. */
export function buildApart(model: CompiledModel, name: string): Built {
  const cwd = makeFolder();
  writeFlat(model, cwd);
  const compile = (source: string, to: string, flags: string[] = []) => {
    execFileSync('arm-none-eabi-gcc', [...COMPILE, ...(source.endsWith('.cpp') ? CPP : []), '-I', EMULATOR, ...flags, '-c', source, '-o', to], { cwd });
    return join(cwd, to);
  };
  const harness = join(EMULATOR, 'measure_model.cpp');
  const named = [`-DMODEL_HEADER="${name}_model.h"`, `-DMODEL_NAME=${name}`, '-DMODEL_INPUTS=1', '-DMODEL_OUTPUTS=1', '-I', cwd];
  const around = ['start.S', 'semihost.cpp'].map((source) => compile(join(EMULATOR, source), `${source}.o`));
  const link = (to: string, objects: string[]) => {
    const script = ['-L', EMULATOR, '-T', join(assetRoot, 'targets', 'cores', 'cortex-m4f', 'link.ld')];
    execFileSync('arm-none-eabi-gcc', [...CORE, ...LINK, ...script, ...around, ...objects, '-o', to], { cwd });
    return join(cwd, to);
  };
  const object = compile(`${name}_model.cpp`, 'model.o');
  return { object, image: link('image.elf', [compile(harness, 'with.o', named), object]), base: link('base.elf', [compile(harness, 'without.o')]) };
}

export function readSections(file: string): Section[] {
  const lines = execFileSync('arm-none-eabi-readelf', ['-SW', file], READ).matchAll(
    /^ *\[ *\d+\] (\S+) +(\S+) +[0-9a-f]{8} [0-9a-f]{6} ([0-9a-f]{6}) [0-9a-f]{2} +([A-Z]*) +\d+ +\d+ +(\d+)$/gm,
  );
  return Array.from(lines, ([, name, type, bytes, flags, align]) => ({ name, type, bytes: parseInt(bytes, 16), flags, align: Number(align) }));
}

export function readSymbols(file: string): Symbol[] {
  const lines = execFileSync('arm-none-eabi-nm', ['-S', file], READ).matchAll(/^(?:[0-9a-f]{8}| {8}) (?:([0-9a-f]{8}) )?(\S) (\S+)$/gm);
  return Array.from(lines, ([, bytes = '0', letter, name]) => ({ name, letter, bytes: parseInt(bytes, 16) }));
}

/** Every allocated section: with contents in flash, writable in RAM. */
export function sumSections(file: string): { flashBytes: number; ramBytes: number } {
  const allocated = readSections(file).filter(({ flags }) => flags.includes('A'));
  const sum = (wanted: Section[]) => wanted.reduce((bytes, section) => bytes + section.bytes, 0);
  return { flashBytes: sum(allocated.filter(({ type }) => type !== 'NOBITS')), ramBytes: sum(allocated.filter(({ flags }) => flags.includes('W'))) };
}

/** Counts of each measured call, by class, and what the program wrote. */
export function stepThrough(image: string, input: Uint8Array): { stretches: Record<string, number>[]; output: Buffer } {
  const given = join(makeFolder(), 'input.bin');
  writeFileSync(given, input);
  const job = JSON.stringify({ image, input: given, core: 'UC_CPU_ARM_CORTEX_M4' });
  const script = join(__dirname, '..', 'python', 'count_instructions.py');
  const { stretches, output } = JSON.parse(execFileSync(pythonWith(COUNTER), [script], { ...READ, input: job }));
  return { stretches, output: Buffer.from(output, 'hex') };
}
