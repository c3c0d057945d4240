import { basename } from 'node:path';
import type { Block } from '../../schemas/block';
import type { JsonSchema } from '../../schemas/validate';
import { type BlockGuess, guessBlock } from './guess-block';

/** An entry of `parameters.json`; https://docs.edgeimpulse.com describes the format under custom blocks. */
interface ParameterItem {
  name?: string;
  param: string;
  type: string;
  value?: unknown;
  help?: string;
  valid?: (string | number | { label: string; value: string | number })[];
  optional?: boolean;
  showIf?: { parameter: string; operator: 'eq' | 'neq'; value: unknown };
}

interface ParametersFile {
  type?: string;
  info?: Record<string, any>;
  parameters?: (ParameterItem | { group: string; items: ParameterItem[] })[];
}

/** What Edge Impulse calls our kinds; synthetic data and labelling blocks speak to its servers and have no place here yet. */
const KINDS: Record<string, Block['kind']> = {
  dsp: 'dsp',
  'machine-learning': 'learn',
  transform: 'transform',
  deploy: 'deploy',
};

/** What transform blocks operate on; learn blocks say here what their data are. */
const PLACES_OF_DATA = ['file', 'directory', 'standalone'] as const;

/** These name things of Edge Impulse's own store, which a run here does not have: such a parameter stays empty. */
const STORES = ['bucket', 'dataset', 'project'];

/**
 * An unchanged custom block of Edge Impulse as a block of ours: `parameters.json` says what `block.json` would. Old ones leave out
 * what they are, or hold the bare list of parameters: then their program tells, or that they name C++.
 *
 * @param value the parsed `parameters.json`. @returns the block, unchecked, or what is wrong with it.
 */
export function translateParameters(value: unknown, folder: string): Block | string {
  const file: ParametersFile = Array.isArray(value) ? { parameters: value } : ((value ?? {}) as ParametersFile);
  const { info: written, parameters = [] } = file;
  const info = isRecord(written) ? written : {};
  const guess = guessBlock(folder);
  const type: unknown = file.type ?? (info.cppType === undefined ? guess.type : 'dsp');
  const kind = typeof type === 'string' && Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  if (kind === undefined) {
    return `blocks of the type ${JSON.stringify(type)} are not built yet; there are: ${Object.keys(KINDS).join(', ')}`;
  }
  if (!Array.isArray(parameters)) return 'parameters is no list';
  const itemsOf = (item: unknown): unknown[] => (isRecord(item) && Array.isArray(item.items) ? item.items : [item]);
  const items = parameters.flatMap(itemsOf) as ParameterItem[];
  const wrong = items.find((item) => !isRecord(item) || typeof item.param !== 'string');
  if (wrong !== undefined) return `a parameter has no "param": ${JSON.stringify(wrong)}`;
  const odd = items.map(findOddity).find((problem) => problem !== undefined);
  if (odd !== undefined) return odd;
  const required = items.filter(isRequired).map(({ param }) => param);
  const title = textOf(info.title) ?? textOf(info.name) ?? basename(folder);
  return {
    id: toId(basename(folder)),
    kind,
    title,
    description: textOf(info.description) ?? title,
    levels: false,
    container: containerOf({ ...guessFor(kind, file, guess), ...info }),
    parameters: {
      type: 'object',
      properties: Object.fromEntries(items.map((item) => [item.param, schemaOf(item)])),
      ...(required.length > 0 ? { required } : {}),
    },
  };
}

/** What is wrong with the values of one parameter: each is a text, a number or a truth. */
function findOddity({ param, value, valid, showIf }: ParameterItem): string | undefined {
  if (!isPlain(value)) return `the value of "${param}" is ${JSON.stringify(value)}, which is no text, number or truth`;
  const isChoice = (choice: unknown): boolean => isPlain(choice) || (isRecord(choice) && isPlain(choice.value));
  if (valid !== undefined && !(Array.isArray(valid) && valid.every(isChoice))) {
    return `the valid values of "${param}" are no list of texts or numbers`;
  }
  if (showIf && !(isRecord(showIf) && typeof showIf.parameter === 'string')) return `"showIf" of "${param}" names no parameter`;
  return undefined;
}

function isPlain(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, any> {
  return typeof value === 'object' && value !== null;
}

/** What counts where the file does not say it. */
function guessFor(kind: Block['kind'], { type }: ParametersFile, { operatesOn, indMetadata }: BlockGuess): Partial<BlockGuess> {
  if (kind === 'transform') return { operatesOn, ...(type === undefined ? { indMetadata } : {}) };
  return kind === 'learn' && type === undefined ? { operatesOn } : {};
}

function containerOf({ port, operatesOn, indMetadata, cliArguments, requiredEnvVariables }: Record<string, any>): Block['container'] {
  return {
    contract: 'edge-impulse',
    port: isPlain(port) ? Number(port ?? 4446) : NaN,
    network: false,
    operatesOn: PLACES_OF_DATA.find((place) => place === operatesOn) ?? 'directory',
    task: operatesOn === 'regression' ? 'value' : 'classes',
    metadata: indMetadata === true,
    arguments: (textOf(cliArguments) ?? '').split(/\s+/).filter((word) => word !== ''),
    environment: Array.isArray(requiredEnvVariables) ? requiredEnvVariables.flatMap((name) => textOf(name) ?? []) : [],
  };
}

function isRequired(item: ParameterItem): boolean {
  const { type, optional } = item;
  return toDefault(item) === undefined && optional !== true && !STORES.includes(type);
}

function schemaOf(item: ParameterItem): JsonSchema {
  const { name, param, type, help, valid = [], showIf } = item;
  const title = textOf(name) ?? param;
  const base: JsonSchema = { title, description: `${textOf(help) ?? title}${showIf ? whereShown(showIf) : ''}`, ...typeOf(type, valid) };
  const initial = toDefault(item);
  if (initial !== undefined) base.default = initial;
  if (showIf) base['x-show-if'] = showIf;
  if (type === 'flag' || type === 'secret') base['x-argument'] = type;
  if (STORES.includes(type)) base['x-store'] = type;
  return base;
}

function whereShown({ parameter, operator, value }: NonNullable<ParameterItem['showIf']>): string {
  return ` Only where "${parameter}" is ${operator === 'neq' ? 'not ' : ''}${textOf(value) ?? JSON.stringify(value)}.`;
}

function typeOf(type: string, valid: NonNullable<ParameterItem['valid']>): JsonSchema {
  if (type === 'select') return { enum: valid.map(valueOf) };
  if (type === 'int') return { type: 'integer' };
  if (type === 'float') return { type: 'number' };
  return { type: type === 'boolean' || type === 'flag' ? 'boolean' : 'string' };
}

/**
 * Numbers and truths may stand in quotes. Empty quotes are an empty text; for a number or a choice they say that there is no value yet,
 * and so does a choice that is none of the valid ones.
 */
function toDefault({ type, value, valid = [] }: ParameterItem): unknown {
  if (type === 'boolean' || type === 'flag') return value === true || value === 'true' || value === 1 || value === '1';
  if (value === undefined || value === null || STORES.includes(type)) return undefined;
  if (type === 'int' || type === 'float') return String(value).trim() === '' ? undefined : Number(value);
  if (type === 'select') return valid.map(valueOf).find((one) => String(one) === String(value));
  return String(value);
}

function valueOf(choice: NonNullable<ParameterItem['valid']>[number]): string | number {
  return typeof choice === 'object' ? choice.value : choice;
}

function toId(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '') || 'block';
}
