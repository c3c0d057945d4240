import { join } from 'node:path';
import { buildSharedObject } from '../native/build-shared-object';
import { includeClosure } from '../native/include-closure';
import { emulatorFolder } from './toolchain';

/** Path of the QEMU plugin that counts instructions, built for the interface that this QEMU speaks. */
export function buildCountingPlugin(qemuVersion: string): Promise<string> {
  const source = join(emulatorFolder, 'count_instructions.cpp');
  return buildSharedObject({
    name: 'count-instructions',
    files: includeClosure([source]),
    includeFolders: [],
    flags: ['-std=c++11', '-O2', '-fvisibility=hidden', `-DIMPULSE_QEMU_API=${pluginApi(qemuVersion)}`, `-DIMPULSE_QEMU="${qemuVersion}"`],
  });
}

/** QEMU 9.0 dropped version 1 of the interface, 9.1 changed how instructions are read. */
export function pluginApi(qemuVersion: string): 1 | 2 | 3 {
  const [, major, minor] = /version (\d+)\.(\d+)/.exec(qemuVersion) ?? [];
  const version = Number(major) * 100 + Number(minor);
  return version >= 901 ? 3 : version >= 900 ? 2 : 1;
}
