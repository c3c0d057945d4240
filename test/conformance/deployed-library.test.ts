import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { assetRoot } from '../../plugin/paths';
import { run as deploy } from '../../plugin/steps/deploy/run';
import { runStepBody } from '../run-step';
import { NO_SHARED, sharedFolder } from '../shared-data';
import { makeFolder } from '../temp-folder';
import { compileKeywordImpulse, makeKeywordArtefacts } from './keyword-impulse';

const STRICT = '-std=c++11 -O2 -Wall -Wextra -Werror -pedantic -fno-exceptions -fno-rtti -I.'.split(' ');
const ARM = '-mcpu=cortex-m4 -mthumb -mfpu=fpv4-sp-d16 -mfloat-abi=hard -Wconversion -c'.split(' ');

const isInstalled = (command: string) => spawnSync(command, ['--version']).status === 0;

describe.skipIf(!sharedFolder())(`the cpp-library archive (${NO_SHARED})`, () => {
  let root: string;
  let library: string;

  const deployFor = (target: string, id: string) => {
    const folders = { 'deploy:cpp-library': join(assetRoot, 'blocks', 'deploy', 'cpp-library') };
    const inputs = { compile: join(root, `compile--${target}`) };
    return runStepBody(deploy, root, { id, params: { name: 'kws', target, formats: ['cpp-library'] }, inputs, folders });
  };

  beforeAll(async () => {
    root = makeFolder();
    const inputs = await makeKeywordArtefacts(root);
    await compileKeywordImpulse(root, inputs, 'arduino-nano-33-ble-sense');
    await deployFor('arduino-nano-33-ble-sense', 'deploy');
    library = join(unzip(join(root, 'deploy', 'kws-arduino-nano-33-ble-sense-cpp-library.zip')), 'kws');
  });

  it('has the same bytes each time', async () => {
    await deployFor('arduino-nano-33-ble-sense', 'deploy--again');
    const bytes = (id: string) => readFileSync(join(root, id, readdirSync(join(root, id))[0]));
    expect(bytes('deploy--again').equals(bytes('deploy'))).toBe(true);
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

function unzip(archive: string): string {
  const folder = join(dirname(archive), 'unzipped');
  for (const [path, bytes] of Object.entries(unzipSync(readFileSync(archive)))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}

function unitsOf(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.cpp'))
    .sort();
}
