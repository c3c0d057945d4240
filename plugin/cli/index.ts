import type { Command } from './command';
import { compile } from './compile';
import { explain } from './explain';
import { setup } from './setup';
import { validate } from './validate';

/** Every command, in the order of the help. A row is the only registration. */
export const COMMANDS: readonly Command[] = [validate, explain, compile, setup];
