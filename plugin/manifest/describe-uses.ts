import type { Block } from '../../schemas/block';
import { formatQuantity } from '../../schemas/units';
import { type JsonSchema, readSchema } from '../../schemas/validate';

/** A block as an editor is to know it. */
export interface NamedBlock {
  block: Block;
  /** Text of `block:` that an editor proposes: an id, or a path from the workspace. */
  reference: string;
}

/** Where each kind of block is used: the definition in `impulse.schema.json` whose keys stand beside its parameters. */
const USES = [
  { kind: 'dsp', definition: 'dspUse', underName: true },
  { kind: 'learn', definition: 'learnUse', underName: true },
  { kind: 'postprocess', definition: 'postprocessUse', underName: false },
  { kind: 'synthetic', definition: 'source', underName: false },
  { kind: 'transform', definition: 'transformUse', underName: false },
  { kind: 'label', definition: 'labelUse', underName: false },
  { kind: 'deploy', definition: 'deployUse', underName: false },
] as const;

/** Definitions that the keys of uses refer to. */
const SHARED = ['transformUse', 'labelUse', 'csvOptions'];

/**
 * JSON Schema of how blocks are used in `impulse.yaml`: which parameters stand below `block: <reference>`, or below a name that is an
 * id itself. For editors alone: our own validator asks each block's `block.json`, and words its errors better.
 */
export function describeUses(blocks: readonly NamedBlock[]): JsonSchema {
  const impulse = readSchema('impulse');
  const definitions = USES.flatMap(({ kind, definition, underName }): [string, JsonSchema][] => {
    const ofKind = blocks.filter(({ block }) => block.kind === kind);
    const references = ofKind.map(({ reference }) => reference);
    const keys = impulse.$defs[definition].properties;
    return [
      [`${kind}ByBlock`, describeChoice(ofKind, references.length > 0 ? { ...keys.block, examples: references } : keys.block)],
      ...(underName ? [[`${kind}ByName`, whereNamedByKey(kind, references)] as [string, JsonSchema]] : []),
      ...ofKind.map((named): [string, JsonSchema] => [definitionName(kind, named.reference), describeUse(named, keys)]),
    ];
  });
  return {
    $schema: impulse.$schema,
    title: 'Uses of blocks',
    description: 'What may stand beside `block:` in `impulse.yaml`, block by block. `impulse.schema.json` refers to it, for editors.',
    $defs: { ...Object.fromEntries(SHARED.map((name) => [name, impulse.$defs[name]])), ...Object.fromEntries(definitions) },
  };
}

/** `impulse.schema.json` in one piece with the uses of these blocks. */
export function describeManifest(blocks: readonly NamedBlock[]): JsonSchema {
  const impulse = JSON.parse(JSON.stringify(readSchema('impulse')).replaceAll('block-uses.schema.json#', '#')) as JsonSchema;
  return { ...impulse, $defs: { ...describeUses(blocks).$defs, ...impulse.$defs } };
}

/** There may be none of a kind, which no `allOf` may say. */
function describeChoice(ofKind: readonly NamedBlock[], block: JsonSchema): JsonSchema {
  return { properties: { block }, ...(ofKind.length > 0 ? { allOf: ofKind.map(whereNamed) } : {}) };
}

function describeUse({ block, reference }: NamedBlock, keys: JsonSchema): JsonSchema {
  const { title, description } = block;
  const { properties, required } = block.parameters;
  return {
    title,
    description,
    properties: {
      ...keys,
      block: { title, description, examples: [reference] },
      ...Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, asWritten(schema)])),
    },
    ...(required ? { required } : {}),
    additionalProperties: false,
  };
}

/** A parameter as a person writes it: a quantity is text, and its limits hold for the number that it becomes. */
function asWritten(schema: JsonSchema): JsonSchema {
  const { 'x-unit': unit, 'x-file': _file, minimum, maximum, exclusiveMinimum, exclusiveMaximum, ...rest } = schema;
  if (unit === undefined) Object.assign(rest, definedOnly({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }));
  else rest.type = 'string';
  if (unit !== undefined && typeof rest.default === 'number') rest.default = formatQuantity(rest.default, unit);
  if (rest.properties) rest.properties = mapValues(rest.properties as Record<string, JsonSchema>, asWritten);
  return rest;
}

/** A path is told by its last folder: it may be written from the workspace or from the manifest. */
function whereNamed({ block: { kind }, reference }: NamedBlock): JsonSchema {
  const text = reference.includes('/') ? { pattern: `/${reference.split('/').at(-1)}/?$` } : { const: reference };
  return { if: { required: ['block'], properties: { block: text } }, then: refer(kind, reference) };
}

/** Without `block:` the name in front is the block. */
function whereNamedByKey(kind: string, references: readonly string[]): JsonSchema {
  const ids = references.filter((reference) => !reference.includes('/'));
  const useOf = (id: string): JsonSchema => ({ if: { not: { required: ['block'] } }, then: refer(kind, id) });
  return { patternProperties: Object.fromEntries(ids.map((id) => [`^${id}$`, useOf(id)])) };
}

function refer(kind: string, reference: string): JsonSchema {
  return { $ref: `#/$defs/${definitionName(kind, reference)}` };
}

function definitionName(kind: string, reference: string): string {
  return `${kind}-${reference.replaceAll('/', '-')}`;
}

function definedOnly(record: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

function mapValues<In, Out>(record: Record<string, In>, map: (value: In) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
