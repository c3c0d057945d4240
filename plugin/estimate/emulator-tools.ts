import { ImpulseError } from '../errors';
import { findVersion } from '../setup/find-version';

/** First lines of `--version`: they change results, so they stand beside every figure. */
export interface EmulatorTools {
  compiler: string;
  qemu: string;
}

/** The cross compiler and the emulator, where both are installed. */
export function findEmulatorTools(): EmulatorTools | undefined {
  const compiler = findVersion('arm-none-eabi-gcc');
  const qemu = findVersion('qemu-system-arm');
  return compiler && qemu ? { compiler, qemu } : undefined;
}

/** @throws ImpulseError IMP_EMULATOR_MISSING */
export function needEmulatorTools(): EmulatorTools {
  const tools = findEmulatorTools();
  if (!tools) throw new ImpulseError('IMP_EMULATOR_MISSING');
  return tools;
}
