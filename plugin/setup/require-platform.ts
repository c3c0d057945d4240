import { ImpulseError } from '../errors';

/** Systems with the processes, signals, links and shared objects that steps are made of. */
const SYSTEMS: readonly string[] = ['linux', 'darwin'];

/** Whether steps may run on this system. */
export function isRunnable(): boolean {
  return SYSTEMS.includes(process.platform);
}

/**
 * Stops in front of work that this system cannot do: running steps, compiling blocks.
 *
 * @throws ImpulseError IMP_PLATFORM_UNSUPPORTED, which names the dev container
 */
export function requirePlatform(): void {
  if (!isRunnable()) throw new ImpulseError('IMP_PLATFORM_UNSUPPORTED', { platform: process.platform });
}
