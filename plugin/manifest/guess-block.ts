import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Custom blocks of Edge Impulse that an old client pushed do not say what they are: people chose it there. Their programs tell. */
export interface BlockGuess {
  /** As `type` of `parameters.json` would say it. */
  type: 'machine-learning' | 'transform';
  /** As `info.operatesOn` would. */
  operatesOn: 'file' | 'directory' | 'standalone' | 'regression' | 'other';
  /** As `info.indMetadata` would. */
  indMetadata: boolean;
  /** Whether it may be told where its output goes. A program that leaves nothing behind may refuse what it does not know. */
  takesOutput: boolean;
}

/** Files of a block's own folder that may hold the program that reads its arguments. */
const PROGRAMS = /\.(sh|py|js|ts|r|m)$/i;

/** A shell that hands its arguments on to a program elsewhere. */
const PASSES_ON = /\$[@*]|\$\{[@*]/;

/** What a program that learns classes speaks of somewhere. */
const CLASSES = /class|argmax|softmax|categorical/i;

/** Looks at the arguments that the programs of a folder read. */
export function guessBlock(folder: string): BlockGuess {
  const programs = readPrograms(folder);
  const isOpen = programs === '' || PASSES_ON.test(programs);
  const reads = (argument: string): boolean => new RegExp(`\\b${argument.replaceAll('-', '[-_]')}\\b`).test(programs);
  const common = { indMetadata: reads('metadata'), takesOutput: isOpen || reads('out-directory') };
  if (reads('data-directory')) return { type: 'machine-learning', operatesOn: CLASSES.test(programs) ? 'other' : 'regression', ...common };
  // What cannot be looked into works on folders, as most do.
  const operatesOn = reads('in-file') ? 'file' : reads('in-directory') || isOpen ? 'directory' : 'standalone';
  return { type: 'transform', operatesOn, ...common };
}

/** All that the guess is made of. */
export function readPrograms(folder: string): string {
  const names = readdirSync(folder).filter((name) => PROGRAMS.test(name)).sort();
  return names.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
}
