import { didYouMean } from '../did-you-mean';
import type { ErrorCollector } from './error-collector';
import { findFolder, knownIds, type Family, type Places } from './find-folder';
import type { BlockUse } from './manifest';
import { type BlockDefinition, blockFile, type BlockKind, readBlock } from './read-block';

/** Blocks that the design has and that do not exist yet. */
const LATER_BLOCKS: Partial<Record<BlockKind, readonly string[]>> = {
  learn: ['image-classifier', 'object-detection'],
  deploy: ['arduino', 'cmsis-pack', 'docker', 'eim', 'wasm', 'zephyr'],
};

/** What a manifest says of one block: which, and its parameters as written. */
export interface WrittenBlock {
  name: string;
  kind: BlockKind;
  /** Another kind that will do. */
  orKind?: BlockKind;
  /** Id or path. */
  reference: string;
  params: Record<string, unknown>;
  /** Where it stands in the manifest. */
  path: string[];
  /** Path of the reference itself; the block's own name where it was left out. */
  referencePath: string[];
}

/** Where the blocks of a kind are looked for by id. */
export function blockFamily(kind: BlockKind): Family {
  return { folder: `blocks/${kind}`, has: (folder) => blockFile(folder) !== undefined };
}

/** Finds the block, checks its parameters against its own schema and fills in defaults. Undefined where an error was reported. */
export function linkBlock(written: WrittenBlock, places: Places, errors: ErrorCollector): BlockUse | undefined {
  const found = findBlock(written, places, errors);
  if (!found) return undefined;
  const { id, folder, definition } = found;
  const params = { ...written.params };
  errors.reportProblems(definition.validate(params), written.path);
  reportHidden(definition, written, params, errors);
  reportSecrets(secretParameters(definition), written.params, written.path, errors);
  reportStores(definition, written, errors);
  const files = fileParameters(definition, params);
  const container = containerOf(definition);
  return { name: written.name, block: id, folder, params, ...(files.length > 0 ? { files } : {}), ...(container ? { container } : {}) };
}

function findBlock({ kind, orKind, reference, referencePath }: WrittenBlock, places: Places, errors: ErrorCollector) {
  const family = blockFamily(kind);
  const found = findFolder(reference, family, places);
  if (!found) {
    if (LATER_BLOCKS[kind]?.includes(reference)) {
      errors.report('IMP_PART_NOT_BUILT', { part: reference, known: knownIds(family, places).join(', ') }, referencePath);
    } else {
      const nothing = 'there is no block.json (or parameters.json) in that folder';
      const advice = reference.includes('/') ? nothing : didYouMean(reference, knownIds(family, places));
      errors.report('IMP_BLOCK_UNKNOWN', { kind, block: reference, advice }, referencePath);
    }
    return undefined;
  }
  const definition = readBlock(found.folder);
  if (Array.isArray(definition)) return errors.add(definition, referencePath), undefined;
  if (definition.kind === kind || definition.kind === orKind) return { ...found, definition };
  errors.report('IMP_BLOCK_KIND', { block: reference, kind: definition.kind, expected: kind }, referencePath);
  return undefined;
}

/** Values of the parameters that name files. */
function fileParameters(definition: BlockDefinition, params: Record<string, unknown>): string[] {
  return Object.entries(definition.parameters.properties)
    .filter(([name, schema]) => schema['x-file'] === true && typeof params[name] === 'string')
    .map(([name]) => params[name] as string);
}

function secretParameters({ parameters }: BlockDefinition): string[] {
  return Object.entries(parameters.properties).filter(([, schema]) => schema['x-argument'] === 'secret').map(([name]) => name);
}

/** Secrets that were written out: the manifest is part of every key, and others read it. */
export function reportSecrets(
  names: readonly string[], params: Record<string, unknown>, path: readonly string[], errors: ErrorCollector,
): void {
  for (const key of names.filter((name) => params[name] !== undefined && params[name] !== '' && !/^env:\w+$/.test(String(params[name])))) {
    const variable = key.replace(/([a-z])([A-Z])/g, '$1_$2').replace(/\W+/g, '_').toUpperCase();
    errors.report('IMP_SECRET_WRITTEN', { key, variable }, [...path, key]);
  }
}

/** Names in a store of Edge Impulse: the block would look for files where none are. */
function reportStores({ parameters }: BlockDefinition, { params, path }: WrittenBlock, errors: ErrorCollector): void {
  for (const [key, schema] of Object.entries(parameters.properties)) {
    const store = schema['x-store'];
    if (store === undefined || params[key] === undefined || params[key] === '') continue;
    errors.report('IMP_PARAMETER_STORE', { key, store: String(store) }, [...path, key]);
  }
}

/** Where a DSP block has C++ too, its features are those of the C++ everywhere: what is evaluated is what a device computes. */
function containerOf({ kind, sources, container }: BlockDefinition): BlockUse['container'] {
  return kind === 'dsp' && sources !== undefined ? undefined : container;
}

/** A parameter that was written although another one makes it idle. */
function reportHidden(definition: BlockDefinition, written: WrittenBlock, params: Record<string, unknown>, errors: ErrorCollector): void {
  for (const [name, schema] of Object.entries(definition.parameters.properties)) {
    const rule = schema['x-show-if'] as ShowIf | undefined;
    if (rule === undefined || written.params[name] === undefined || isShown(rule, params)) continue;
    const { parameter, operator, value } = rule;
    const condition = `"${parameter}" is ${operator === 'neq' ? 'not ' : ''}${String(value)}`;
    errors.report('IMP_PARAMETER_IDLE', { key: name, condition }, [...written.path, name], 'key');
  }
}

interface ShowIf {
  parameter: string;
  operator: 'eq' | 'neq';
  value: unknown;
}

/** Values are compared as text: a truth may be written `true`, "true" or "1". */
function isShown({ parameter, operator, value }: ShowIf, params: Record<string, unknown>): boolean {
  const plain = (one: unknown): string => String(one === true ? 1 : one === false ? 0 : one).replace(/^true$/, '1').replace(/^false$/, '0');
  return (plain(params[parameter]) === plain(value)) === (operator === 'eq');
}
