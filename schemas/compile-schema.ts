import type Ajv2020 from 'ajv/dist/2020';
import type { AnySchemaObject, AnyValidateFunction, SourceCode } from 'ajv/dist/types';
import { isBuilt, resolveQuantity } from './keywords';
import { formatQuantity, isUnit } from './units';

/**
 * The validator of a schema in our dialect, by ajv, which is loaded here and nowhere else.
 * @throws Error when the schema itself is not valid.
 */
export function compileByAjv(schema: Record<string, any>): AnyValidateFunction<unknown> {
  return createAjv(false).compile(prepare(schema) as AnySchemaObject);
}

/**
 * The same validator as the text of a module, which is loaded without ajv's compiler. It stands in a folder beside `keywords.js`.
 * @throws Error when the schema itself is not valid.
 */
export function printValidator(schema: Record<string, any>): string {
  const { _ } = require('ajv') as typeof import('ajv');
  const { default: printModule } = require('ajv/dist/standalone') as typeof import('ajv/dist/standalone');
  const ajv = createAjv(true);
  const run = ajv.compile(prepare(schema) as AnySchemaObject);
  const codes = new Map<unknown, unknown>([
    [isBuilt, _`require("../keywords").isBuilt`],
    [resolveQuantity, _`require("../keywords").resolveQuantity`],
  ]);
  for (const source of sourcesOf(run.source)) {
    for (const name of source.scopeValues.keyword ?? []) Object.assign(name.value!, { code: codes.get(name.value!.ref) });
  }
  return printModule(ajv, run);
}

/** Of a validator and of all that it calls. */
function sourcesOf(source: SourceCode | undefined, found = new Set<SourceCode>()): Set<SourceCode> {
  if (source === undefined || found.has(source)) return found;
  found.add(source);
  for (const { value } of source.scopeValues.validate ?? []) sourcesOf((value!.ref as AnyValidateFunction).source, found);
  return found;
}

let known: Ajv2020 | undefined;

/** Keywords are called on `this`, which is nothing: the other choice, `self`, is not there in a printed module. */
function createAjv(source: boolean): Ajv2020 {
  if (known !== undefined && !source) return known;
  const { default: Ajv } = require('ajv/dist/2020') as typeof import('ajv/dist/2020');
  const strictness = { strict: true, strictTypes: false, strictRequired: false };
  const ajv = new Ajv({ allErrors: true, useDefaults: true, verbose: true, ...strictness, passContext: true, code: { source } });
  ajv.addVocabulary(['x-comparison', 'x-not-built-values', 'x-file', 'x-show-if', 'x-store', 'x-argument']);
  ajv.addVocabulary(['markdownDescription', 'defaultSnippets', 'enumDescriptions']);
  ajv.addKeyword({ keyword: 'x-not-built', schemaType: 'boolean', errors: false, validate: isBuilt });
  ajv.addKeyword({ keyword: 'x-unit', schemaType: 'string', modifying: true, errors: true, validate: resolveQuantity });
  if (!source) known = ajv;
  return ajv;
}

/** Leaves references to other files out. A quantity is text until `x-unit` has resolved it, whatever type the result has. */
function prepare(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(prepare);
  if (typeof node !== 'object' || node === null) return node;
  const schema = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, prepare(value)]));
  if (typeof schema.$ref === 'string' && !schema.$ref.startsWith('#')) delete schema.$ref;
  const unit = schema['x-unit'];
  if (typeof unit !== 'string') return schema;
  if (!isUnit(unit)) throw new Error(`"${unit}" is not a unit that x-unit knows`);
  delete schema.type;
  if (typeof schema.default === 'number') schema.default = formatQuantity(schema.default, unit);
  return schema;
}
