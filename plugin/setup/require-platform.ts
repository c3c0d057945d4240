import { ImpulseError } from '../errors';

/** Systems with the processes, signals, links and shared objects that steps are made of. */
const SYSTEMS: readonly string[] = ['linux', 'darwin'];

/**
 * Stops in front of work that this system cannot do: running steps, compiling blocks.
 *
 * @throws ImpulseError IMP_PLATFORM_UNSUPPORTED, which names the dev container
 */
export function requirePlatform(): void {
  const { platform } = process;
  if (!SYSTEMS.includes(platform)) throw new ImpulseError('IMP_PLATFORM_UNSUPPORTED', { platform });
}
