import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { NO_SHARED, sharedFolder } from '../shared-data';
import { makeFolder } from '../temp-folder';
import { makeKeywordLibrary, packKeywordLibrary, unitsOf } from './keyword-library';

const STRICT = '-std=c++11 -O2 -Wall -Wextra -Werror -pedantic -fno-exceptions -fno-rtti -I.'.split(' ');
const ARM = '-mcpu=cortex-m4 -mthumb -mfpu=fpv4-sp-d16 -mfloat-abi=hard -Wconversion -c'.split(' ');

const TARGET = 'arduino-nano-33-ble-sense';

const isInstalled = (command: string) => spawnSync(command, ['--version']).status === 0;

describe.skipIf(!sharedFolder())(`the cpp-library archive (${NO_SHARED})`, () => {
  let root: string;
  let library: string;

  beforeAll(async () => {
    root = makeFolder();
    library = await makeKeywordLibrary(root, TARGET);
  });

  it('has the same bytes each time', async () => {
    const again = await packKeywordLibrary(root, TARGET, 'deploy--again');
    expect(readFileSync(again).equals(readFileSync(again.replace('deploy--again', 'deploy')))).toBe(true);
  });

  describe.each(['g++', 'clang++'])('with %s', (compiler) => {
    it.skipIf(!isInstalled(compiler))('builds by one line without a warning, and the example runs', () => {
      const program = join(library, 'example', `kws-${compiler}`);
      execFileSync(compiler, [...STRICT, ...unitsOf(library), 'example/main.cpp', '-o', program], { cwd: library });
      expect(execFileSync(program, { encoding: 'utf8' })).toMatch(/^down: \d\.\d{3} {2}go: /);
      writeFileSync(join(root, 'recording.txt'), Array(24000).fill(1).join(' '));
      expect(
        execFileSync(program, [join(root, 'recording.txt')], { encoding: 'utf8' })
          .split('\n')
          .filter((line) => line.startsWith('down')),
      ).toHaveLength(2);
    });
  });

  it.skipIf(!isInstalled('cmake'))('builds by one CMake line', () => {
    execFileSync('sh', ['-c', 'cmake -B build > cmake.log && cmake --build build >> cmake.log'], { cwd: library });
    expect(execFileSync(join(library, 'build', 'kws_example'), { encoding: 'utf8' })).toContain('down: ');
  });

  it.skipIf(!isInstalled('arm-none-eabi-g++'))('compiles for Cortex-M4F without a warning and without the C++ library', () => {
    const objects = unitsOf(library).map((unit) => {
      execFileSync('arm-none-eabi-g++', [...STRICT, ...ARM, unit, '-o', `${unit}.o`], { cwd: library });
      return `${unit}.o`;
    });
    const symbols = execFileSync('arm-none-eabi-nm', ['-u', ...objects], { cwd: library, encoding: 'utf8' });
    expect(symbols).not.toMatch(/ (_Zn[wa]|_Zd[la]|malloc|free|__cxa|_Unwind|__aeabi_atexit|logf|expf|sinf|cosf|powf)/);
  });
});
