import { hash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyValidateFunction, ErrorObject } from 'ajv/dist/types';
import { compileByAjv } from './compile-schema';

/** A JSON Schema, or a part of one. */
export type JsonSchema = Record<string, any>;

/** What is wrong at one place of a value. `keyword` is the JSON Schema keyword, or `x-unit` or `x-not-built`, our own. */
export interface SchemaProblem {
  path: string[];
  keyword: string;
  params: Record<string, any>;
  /** The schema that holds the keyword. */
  schema: JsonSchema;
  value: unknown;
  /** The name of a key is at fault, not its value; `path` includes the key. */
  inKey: boolean;
  /** In the validator's words: for keywords that nobody words better. */
  message: string;
}

/** Fills in defaults, turns quantities into numbers (both in place) and returns every problem found. */
export type Validate = (value: unknown) => SchemaProblem[];

const compiled = new Map<string, Validate>();

/** The validator of `schemas/<name>.schema.json`, compiled once. */
export function schemaValidator(name: string): Validate {
  let validate = compiled.get(name);
  if (!validate) compiled.set(name, (validate = compileSchema(readSchema(name))));
  return validate;
}

/** The schema `schemas/<name>.schema.json`. */
export function readSchema(name: string): JsonSchema {
  return JSON.parse(readFileSync(join(__dirname, `${name}.schema.json`), 'utf8'));
}

/**
 * Compiles any schema in our dialect: JSON Schema 2020-12 plus
 * - `x-unit`: the value is text with a compatible unit, resolved to a number of that unit; `minimum` and its kin apply to that number;
 * - `x-comparison`: `>=` or `<=` must stand before the quantity;
 * - `x-not-built`: the part is planned, and refused by name until it exists; `x-not-built-values` lists such values beside an `enum`;
 * - `x-file`: the text names a file whose content matters;
 * - `x-store`: names a thing in the store of Edge Impulse: `bucket`, `dataset` or `project`;
 * - `x-show-if`: `{ parameter, operator: "eq" | "neq", value }`: the parameter has an effect only then;
 * - `x-argument`: `flag` or `secret`, where a program does not get the value by `--name value`.
 *
 * What another file of schemas says by `$ref` is left out: it is there for editors.
 *
 * @throws Error when the schema itself is not valid.
 */
export function compileSchema(schema: JsonSchema): Validate {
  const run = loadCompiled(schema) ?? compileByAjv(schema);
  return (value) => {
    try {
      return run(value) ? [] : withoutEchoes((run.errors ?? []).map(toProblem));
    } catch (error) {
      const path = findMethodKey(value);
      if (path === undefined) throw error;
      return [refuseKey(path, value)];
    }
  };
}

/** The validator that the build left for a schema of just this content: ajv would take most of the time that planning takes. */
function loadCompiled(schema: JsonSchema): AnyValidateFunction<unknown> | undefined {
  const file = join(__dirname, compiledName(schema));
  return existsSync(file) ? (require(file) as AnyValidateFunction<unknown>) : undefined;
}

/** Where the build leaves the validator of a schema: `compiled/<digest of its content>.js`, beside this file. */
export function compiledName(schema: JsonSchema): string {
  return `compiled/${hash('sha256', JSON.stringify(schema)).slice(0, 32)}.js`;
}

function refuseKey(path: readonly string[], value: unknown): SchemaProblem {
  const params = { additionalProperty: path.at(-1)! };
  const message = `must not have the key ${params.additionalProperty}`;
  return { path: path.slice(0, -1), keyword: 'additionalProperties', params, schema: {}, value, inKey: false, message };
}

/** Where a map has a key by which the validator's comparison of two maps calls a method. */
function findMethodKey(value: unknown): string[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (!Array.isArray(value) && (key === 'toString' || key === 'valueOf')) return [key];
    const below = findMethodKey(inner);
    if (below !== undefined) return [key, ...below];
  }
  return undefined;
}

/** A number without its unit is not too large as well. */
function withoutEchoes(problems: SchemaProblem[]): SchemaProblem[] {
  const unread = new Set(problems.filter(({ keyword }) => keyword === 'x-unit').map(({ path }) => path.join('/')));
  return problems.filter(({ keyword, path }) => keyword === 'x-unit' || !unread.has(path.join('/')));
}

function toProblem(error: ErrorObject): SchemaProblem {
  const { keyword, params = {}, data: value, message = '', propertyName } = error;
  const path = [...readPointer(error.instancePath), ...(propertyName === undefined ? [] : [propertyName])];
  const schema = (error.parentSchema ?? {}) as JsonSchema;
  return { path, keyword, params, schema, value, inKey: propertyName !== undefined, message };
}

/** JSON pointer -> path; the index in a list stays text. */
function readPointer(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
}
