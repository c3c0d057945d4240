import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Block } from '../../schemas/block';
import { ImpulseError } from '../errors';
import { compileSchema, type JsonSchema, schemaValidator, type Validate } from '../../schemas/validate';
import { locate } from './locate';
import { parseYaml } from './parse-yaml';
import { wordProblem } from './word-problem';

export type BlockKind = Block['kind'];

/** `block.json`, checked, with a validator for parameters. */
export interface BlockDefinition extends Block {
  /** Resolves parameters in place: defaults, quantities. */
  validate: Validate;
}

const known = new Map<string, { text: string; block: BlockDefinition }>();

/**
 * Reads and checks a block's `block.json`; compiled once for each content.
 *
 * @returns the block, or the errors of its `block.json`, located there.
 */
export function readBlock(folder: string): BlockDefinition | ImpulseError[] {
  const file = join(folder, 'block.json');
  const text = readFileSync(file, 'utf8');
  const seen = known.get(folder);
  if (seen?.text === text) return seen.block;
  const block = parseBlock(text, file);
  if (!Array.isArray(block)) known.set(folder, { text, block });
  return block;
}

function parseBlock(text: string, file: string): BlockDefinition | ImpulseError[] {
  const value = parseJson(text);
  if (value instanceof Error) return [new ImpulseError('IMP_BLOCK_BROKEN', { file, problem: value.message })];
  const problems = schemaValidator('block')(value);
  if (problems.length > 0) {
    const { source } = parseYaml(text, file);
    return problems.flatMap((problem) => {
      const worded = wordProblem(problem);
      return worded ? [new ImpulseError(worded.code, worded.details, locate(source, worded.path, worded.part))] : [];
    });
  }
  try {
    return { ...value, validate: compileSchema(closed(value.parameters)) };
  } catch (error) {
    return [new ImpulseError('IMP_BLOCK_BROKEN', { file, problem: (error as Error).message })];
  }
}

/** Unknown parameters are errors, whether the block's author thought of it or not. */
function closed(parameters: JsonSchema): JsonSchema {
  return { additionalProperties: false, ...parameters };
}

function parseJson(text: string): any {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}
