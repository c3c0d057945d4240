import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Block } from '../../schemas/block';
import { ImpulseError } from '../errors';
import { parseJson } from '../../schemas/parse-json';
import { compileSchema, type JsonSchema, schemaValidator, type Validate } from '../../schemas/validate';
import { readPrograms } from './guess-block';
import { locate } from './locate';
import { parseYaml } from './parse-yaml';
import { translateParameters } from './translate-parameters';
import { wordProblem } from './word-problem';

/** What a block is for, as its block.json says. */
export type BlockKind = Block['kind'];

/** `block.json`, checked, with a validator for parameters. */
export interface BlockDefinition extends Block {
  /** Resolves parameters in place: defaults, quantities. */
  validate: Validate;
}

const known = new Map<string, { content: string; block: BlockDefinition }>();

/** The files that make a folder a block: ours, or that of an unchanged custom block of Edge Impulse. */
const BLOCK_FILES = ['block.json', 'parameters.json'];

/** Absolute path of the file that makes a folder a block, or undefined. */
export function blockFile(folder: string): string | undefined {
  return BLOCK_FILES.map((name) => join(folder, name)).find((file) => existsSync(file));
}

/**
 * Reads and checks what makes a folder a block; compiled once for each content.
 *
 * @returns the block, or the errors of its `block.json`, located there.
 */
export function readBlock(folder: string): BlockDefinition | ImpulseError[] {
  const file = blockFile(folder) ?? join(folder, 'block.json');
  const text = readFileSync(file, 'utf8');
  // What `parameters.json` leaves open is guessed from the programs beside it.
  const content = isForeign(file) ? `${text}\0${readPrograms(folder)}` : text;
  const seen = known.get(folder);
  if (seen?.content === content) return seen.block;
  const block = parseBlock(text, file, folder);
  if (!Array.isArray(block)) known.set(folder, { content, block });
  return block;
}

function isForeign(file: string): boolean {
  return file.endsWith('parameters.json');
}

/** As `readBlock`, for whoever cannot go on without it. @throws the first of its errors. */
export function requireBlock(folder: string): BlockDefinition {
  const block = readBlock(folder);
  if (Array.isArray(block)) throw block[0]!;
  return block;
}

function parseBlock(text: string, file: string, folder: string): BlockDefinition | ImpulseError[] {
  const read = parse(text);
  if (read instanceof Error) return [new ImpulseError('IMP_BLOCK_BROKEN', { file, problem: read.message })];
  const value = isForeign(file) ? translateParameters(read, folder) : read;
  if (typeof value === 'string') return [new ImpulseError('IMP_BLOCK_BROKEN', { file, problem: value })];
  const problems = schemaValidator('block')(value);
  if (problems.length > 0) {
    const { source } = parseYaml(text, file);
    return problems.flatMap((problem) => {
      const worded = wordProblem(problem);
      return worded ? [new ImpulseError(worded.code, worded.details, locate(source, worded.path, worded.part))] : [];
    });
  }
  try {
    return { ...value, validate: compileSchema(parameterSchema(value)) };
  } catch (error) {
    return [new ImpulseError('IMP_BLOCK_BROKEN', { file, problem: (error as Error).message })];
  }
}

/** Unknown parameters are errors, whether the block's author thought of it or not. */
export function parameterSchema({ parameters }: Pick<Block, 'parameters'>): JsonSchema {
  return { additionalProperties: false, ...parameters };
}

function parse(text: string): any {
  try {
    return parseJson(text);
  } catch (error) {
    return error;
  }
}
