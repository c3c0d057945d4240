import { didYouMean } from '../did-you-mean';
import type { ErrorCode, ErrorDetails } from '../errors';
import type { SchemaProblem } from '../../schemas/validate';
import { formatQuantity, writableUnits } from '../../schemas/units';

/** A schema problem in the words of the error table; `part` says whether the key or the value is at fault. */
export interface WordedProblem {
  code: ErrorCode;
  details: ErrorDetails;
  /** Where to point: the problem's path, or a key below it. */
  path: string[];
  part: 'key' | 'value';
}

/**
 * Words one problem of the part at `base`; undefined for those that only repeat another (JSON Schema reports both `if` and what is in
 * `then`).
 */
export function wordProblem(inner: SchemaProblem, base: readonly string[] = []): WordedProblem | undefined {
  const path = [...base, ...inner.path];
  const problem = { ...inner, path };
  const worded = WORDS[inner.keyword]?.(problem) ?? { code: 'IMP_VALUE_INVALID', details: { problem: problem.message } };
  if (worded === 'echo') return undefined;
  return {
    path,
    part: problem.inKey ? 'key' : 'value',
    ...worded,
    details: { key: keyName(path), value: show(problem.value), ...worded.details },
  };
}

type Wording = Omit<WordedProblem, 'path' | 'part'> & Partial<Pick<WordedProblem, 'path' | 'part'>>;

const WORDS: Record<string, (problem: SchemaProblem) => Wording | 'echo'> = {
  additionalProperties: ({ path, params, schema }) => ({
    code: 'IMP_KEY_UNKNOWN',
    details: { key: params.additionalProperty, advice: didYouMean(params.additionalProperty, Object.keys(schema.properties ?? {})) },
    path: [...path, params.additionalProperty],
    part: 'key',
  }),
  required: ({ path, params, schema }) => ({
    code: 'IMP_KEY_MISSING',
    details: {
      key: params.missingProperty,
      owner: path.length > 0 ? `"${keyName(path)}"` : 'The manifest',
      example: exampleOf(params.missingProperty, schema.properties?.[params.missingProperty]),
    },
    path: [...path, params.missingProperty],
    part: 'key',
  }),
  propertyNames: () => 'echo',
  if: () => 'echo',
  enum: ({ value, params, schema }): Wording =>
    (schema['x-not-built-values'] ?? []).includes(value)
      ? { code: 'IMP_PART_NOT_BUILT', details: { part: textOf(value), known: params.allowedValues.map(textOf).join(', ') } }
      : { code: 'IMP_VALUE_UNKNOWN', details: { advice: didYouMean(textOf(value), params.allowedValues.map(textOf)) } },
  const: ({ value, params }) => ({
    code: 'IMP_VALUE_UNKNOWN',
    details: { advice: didYouMean(textOf(value), [textOf(params.allowedValue)]) },
  }),
  'x-not-built': ({ path, schema }) => ({
    code: 'IMP_PART_NOT_BUILT',
    details: { part: keyName(path), known: `everything but "${keyName(path)}" (${schema.title})` },
    part: 'key',
  }),
  type: ({ params, schema, value }) => wordType(params.type, schema, value),
  pattern: ({ value, params, message }): Wording =>
    params.pattern === NAME_PATTERN
      ? { code: 'IMP_NAME_INVALID', details: { name: String(value), suggestion: toName(String(value)) } }
      : { code: 'IMP_VALUE_INVALID', details: { problem: message } },
  minItems: () => ({ code: 'IMP_LIST_EMPTY', details: {} }),
  minProperties: () => ({ code: 'IMP_LIST_EMPTY', details: {} }),
  minLength: () => ({ code: 'IMP_LIST_EMPTY', details: {} }),
  maxLength: ({ params }) => ({ code: 'IMP_VALUE_INVALID', details: { problem: `must have ${params.limit} characters at most` } }),
  uniqueItems: ({ path, params, value }) => ({
    code: 'IMP_ITEM_DUPLICATE',
    details: { item: show((value as unknown[])[params.i]) },
    path: [...path, String(Math.max(params.i, params.j))],
  }),
  minimum: (problem) => wordRange(problem, 'at least'),
  maximum: (problem) => wordRange(problem, 'at most'),
  exclusiveMinimum: (problem) => wordRange(problem, 'more than'),
  exclusiveMaximum: (problem) => wordRange(problem, 'less than'),
  'x-unit': wordQuantity,
};

/** Of names in `impulse.schema.json` and ids in `block.schema.json`. */
const NAME_PATTERN = '^[a-z][a-z0-9]*(-[a-z0-9]+)*$';

function wordType(expected: string | string[], schema: Record<string, any>, value: unknown): Wording {
  if (expected === 'string' && isUnquotedBraces(value)) {
    return { code: 'IMP_YAML_TEXT_UNQUOTED', details: { value: `{${Object.keys(value as object)[0]}}` } };
  }
  const kinds = [expected].flat().map((type) => KINDS[type] ?? type);
  const example = schema.examples?.[0] === undefined ? '' : `, such as ${showYaml(schema.examples[0])}`;
  return { code: 'IMP_VALUE_TYPE', details: { expected: kinds.join(' or ') + example, found: describeKind(value) } };
}

/** `{dir}` without quotes is a map with one empty key. */
function isUnquotedBraces(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const inner = Object.values(value);
  return inner.length > 0 && inner.every((one) => one === null);
}

function wordRange({ params, schema, value }: SchemaProblem, relation: string): Wording {
  const limit = params.limit as number;
  const unit = schema['x-unit'] as string | undefined;
  return { code: 'IMP_VALUE_RANGE', details: { value: show(value), limit: `${relation} ${unit ? formatQuantity(limit, unit) : limit}` } };
}

function wordQuantity({ params, schema, value }: SchemaProblem): Wording {
  const comparison = schema['x-comparison'] ? `${schema['x-comparison']} ` : '';
  const units = writableUnits(params.unit).join(', ');
  const example = show(schema.examples?.[0] ?? schema.default ?? `${comparison}${formatQuantity(1, params.unit)}`);
  const correct = (number: string, unit: string) => `"${comparison}${number} ${unit}"`;
  const own = params.unit === 'ratio' ? '%' : params.unit;
  switch (params.problem) {
    case 'unit-missing':
      return { code: 'IMP_UNIT_MISSING', details: { suggestion: correct(params.number, own), units } };
    case 'unit-unknown':
      return {
        code: 'IMP_UNIT_UNKNOWN',
        details: { unit: params.written, advice: didYouMean(params.written, writableUnits(params.unit)) },
      };
    case 'unit-mismatch':
      return { code: 'IMP_UNIT_MISMATCH', details: { unit: params.written, units, example } };
    case 'comparison':
      return { code: 'IMP_COMPARISON_WRONG', details: { suggestion: `"${comparison}${params.rest}"` } };
    default:
      if (typeof value === 'number')
        return { code: 'IMP_UNIT_MISSING', details: { suggestion: `"${comparison}${suggestQuantity(value, params.unit)}"`, units } };
      return { code: 'IMP_QUANTITY_INVALID', details: { units, example } };
  }
}

/** Whoever writes 0.2 for a share means 20 %, and 92 is meant as 92 %. */
function suggestQuantity(value: number, unit: string): string {
  return unit === 'ratio' && Math.abs(value) > 1 ? `${value} %` : formatQuantity(value, unit);
}

const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map (key: value)',
  null: 'nothing',
};

function describeKind(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'object' ? 'a map' : `${KINDS[typeof value]} (${show(value)})`;
}

function exampleOf(key: string, schema: Record<string, any> | undefined): string {
  return schema?.examples?.[0] === undefined ? `${key}:` : `${key}: ${showYaml(schema.examples[0])}`;
}

/** Flow-style YAML of a value. */
function showYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(showYaml).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value).map(([key, inner]) => `${key}: ${showYaml(inner)}`).join(', ')} }`;
  }
  return typeof value === 'string' && /^[>{*&%@`!|]|: |[[\]{},#]/.test(value) ? JSON.stringify(value) : String(value);
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : show(value);
}

function keyName(path: readonly string[]): string {
  return path.findLast((step) => !/^\d+$/.test(step)) ?? 'manifest';
}

function toName(text: string): string {
  const name = text
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (name === '') return 'my-impulse';
  return /^[a-z]/.test(name) ? name : `my-${name}`;
}
