import { blockInit } from './block-init';
import { blockRun } from './block-run';
import { blockTest } from './block-test';
import { cacheServer } from './cache-server';
import { cancel } from './cancel';
import type { Command } from './command';
import { compare } from './compare';
import { compile } from './compile';
import { doctor } from './doctor';
import { explain } from './explain';
import { gc } from './gc';
import { logs } from './logs';
import { nx } from './nx';
import { ps } from './ps';
import { run } from './run';
import { runStep } from './run-step';
import { schema } from './schema';
import { setup } from './setup';
import { targetFit } from './target-fit';
import { validate } from './validate';

/** Every command, in the order of the help. A row is the only registration. */
export const COMMANDS: readonly Command[] = [
  validate, explain, schema, run, ps, logs, cancel, compare, compile, blockInit, blockRun, blockTest, targetFit,
  setup, doctor, runStep, gc, cacheServer, nx,
];
