import { emulator } from './emulator';
import type { Setup } from './setup';
import { speech } from './speech';
import { training } from './training';

/** Everything that `nx-impulse setup` can install, in order. A row is the only registration. */
export const SETUPS: readonly Setup[] = [training, speech, emulator];
