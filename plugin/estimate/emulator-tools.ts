import { execFileSync } from 'node:child_process';
import { ImpulseError } from '../errors';

/** First lines of `--version`: they change results, so they stand beside every figure. */
export interface EmulatorTools {
  compiler: string;
  qemu: string;
}

let found: EmulatorTools | undefined;

/** The cross compiler and the emulator, where both are installed. */
export function findEmulatorTools(): EmulatorTools | undefined {
  if (found) return found;
  const compiler = toolVersion('arm-none-eabi-gcc');
  const qemu = toolVersion('qemu-system-arm');
  return compiler && qemu ? (found = { compiler, qemu }) : undefined;
}

/** @throws ImpulseError IMP_EMULATOR_MISSING */
export function needEmulatorTools(): EmulatorTools {
  const tools = findEmulatorTools();
  if (!tools) throw new ImpulseError('IMP_EMULATOR_MISSING');
  return tools;
}

function toolVersion(command: string): string | undefined {
  try {
    return execFileSync(command, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\n', 1)[0].trim();
  } catch {
    return undefined;
  }
}
