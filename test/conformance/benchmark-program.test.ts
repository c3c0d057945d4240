import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readBenchmarkLog } from '../../plugin/estimate/benchmark-log';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import { linkLibrary, runLibrary } from '../../plugin/estimate/measure-library';
import { readCore } from '../../plugin/estimate/read-target';
import { NO_SHARED, sharedFolder } from '../shared-data';
import { makeFolder } from '../temp-folder';
import { makeKeywordLibrary, unitsOf } from './keyword-library';

const STRICT = '-std=c++11 -O2 -Wall -Wextra -Wpedantic -Wconversion -Werror -fno-exceptions -fno-rtti -I. -DIMPULSE_LAYERS'.split(' ');
const isInstalled = (command: string) => spawnSync(command, ['--version']).status === 0;
/** SysTick of the emulated board: 25 MHz, where an instruction takes a nanosecond. */
const INSTRUCTIONS_A_TICK = 40;

describe.skipIf(!sharedFolder())(`benchmark_main.cpp (${NO_SHARED})`, () => {
  let library: string;
  beforeAll(async () => {
    library = await makeKeywordLibrary(makeFolder(), 'arduino-nano-33-ble-sense');
  });

  describe.each(['g++', 'clang++'])('with %s', (compiler) => {
    it.skipIf(!isInstalled(compiler))('runs on this machine and tells all layers', () => {
      execFileSync(compiler, [...STRICT, ...unitsOf(library), 'benchmark/benchmark_main.cpp', '-o', compiler], { cwd: library });
      const log = readBenchmarkLog(execFileSync(join(library, compiler), { encoding: 'utf8' }), compiler);
      expect(log).toMatchObject({ impulse: 'kws', target: 'arduino-nano-33-ble-sense', core: 'x86-64', unit: 'nanoseconds' });
      expect(log.models).toMatchObject([{ name: 'kws_keywords' }]);
      expect(log.layers.map(({ op }) => op)).toContain('SOFTMAX');
      const sum = log.layers.reduce((cycles, layer) => cycles + layer.cycles, 0);
      expect(sum / log.nn).toBeGreaterThan(0.5);
      expect(log.total).toBe(log.dsp + log.nn + log.post);
    });
  });

  it.skipIf(!isInstalled('arm-none-eabi-g++')).each([
    ['cortex-m4f', '-mcpu=cortex-m4 -mthumb -mfpu=fpv4-sp-d16 -mfloat-abi=hard', ''],
    ['cortex-m0plus', '-mcpu=cortex-m0plus -mthumb', 'impulse_cycles'],
  ])('compiles for %s without a warning, and asks the firmware for a counter only where the core has none', (id, flags, needs) => {
    const object = `${id}.o`;
    execFileSync('arm-none-eabi-g++', [...STRICT, ...flags.split(' '), '-c', 'benchmark/benchmark_main.cpp', '-o', object], { cwd: library });
    const symbols = execFileSync('arm-none-eabi-nm', ['-u', object], { cwd: library, encoding: 'utf8' });
    expect(/impulse_cycles/.exec(symbols)?.[0] ?? '').toBe(needs);
  });

  it.skipIf(!isInstalled('arm-none-eabi-g++'))('leaves no instruction of its hooks in a build that does not ask for layers', () => {
    const text = readFileSync(join(library, 'kws_keywords_model.cpp'), 'utf8');
    const without = text.replace(/^ {2}IMPULSE_LAYER_HOOK\(.*\n/gm, '');
    expect(without.length).toBeLessThan(text.length - 100);
    const cwd = makeFolder();
    const instructionsOf = (source: string, flags: string[]): string => {
      writeFileSync(join(cwd, 'tried.cpp'), source);
      const target = ['-mcpu=cortex-m4', '-mthumb', '-mfpu=fpv4-sp-d16', '-mfloat-abi=hard', '-std=c++11', '-O2', '-I', library];
      execFileSync('arm-none-eabi-g++', [...target, ...flags, '-c', 'tried.cpp', '-o', 'tried.o'], { cwd });
      return execFileSync('arm-none-eabi-objdump', ['-dr', 'tried.o'], { cwd, encoding: 'utf8', maxBuffer: 64 << 20 });
    };
    const plain = instructionsOf(without, []);
    expect(instructionsOf(text, []) === plain).toBe(true);
    expect(instructionsOf(text, ['-DIMPULSE_LAYERS']) === plain).toBe(false);
  });

  it.skipIf(!findEmulatorTools())('times on a core, between its hooks, what the counting plugin counts in each operator', async () => {
    const core = readCore('cortex-m4f');
    const runs = 2;
    const built = await linkLibrary(library, core, makeFolder(), runs);
    const { status, log: text, regions } = await runLibrary(built, core, { exactClock: true });
    expect(status).toBe(0);
    const log = readBenchmarkLog(text, 'emulator');
    expect(log.core).toBe('Arm v7 with FPU');
    for (const { op, index, cycles } of log.layers) {
      const counted = regions[`${op.toLowerCase()}_${index}`].counts.total / runs;
      const told = INSTRUCTIONS_A_TICK * cycles;
      expect(Math.abs(told - counted), `${op} ${index}: ${told} told, ${counted} counted`).toBeLessThan(4 * INSTRUCTIONS_A_TICK);
    }
  });
});
