import { findCompiler } from '../native/find-compiler';
import { findEmulatorTools } from './emulator-tools';

/** What an estimate depends on beside its inputs: another compiler gives other code, and without an emulator it is analytic. */
export function toolVersions(): Record<string, string> {
  const { compiler = 'none', qemu = 'none' } = findEmulatorTools() ?? {};
  return { host: `${findCompiler().version}, ${process.platform} ${process.arch}`, compiler, qemu };
}
