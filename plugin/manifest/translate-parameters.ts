import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Block } from '../../schemas/block';
import type { JsonSchema } from '../../schemas/validate';

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

/** These name things of Edge Impulse's own store, which a run here does not have. */
const PLACES = ['bucket', 'dataset', 'project'];

/**
 * An unchanged custom block of Edge Impulse as a block of ours: `parameters.json` says what `block.json` would. Old transform blocks hold
 * the bare list of parameters.
 *
 * @param value the parsed `parameters.json`. @returns the block, unchecked, or what is wrong with it.
 */
export function translateParameters(value: unknown, folder: string): Block | string {
  const file: ParametersFile = Array.isArray(value) ? { parameters: value } : ((value ?? {}) as ParametersFile);
  const { type = 'transform', info = {}, parameters = [] } = file;
  const kind = KINDS[type];
  if (kind === undefined) return `blocks of the type "${type}" are not built yet; there are: ${Object.keys(KINDS).join(', ')}`;
  if (!Array.isArray(parameters)) return 'parameters is no list';
  const items = parameters.flatMap((item) => ('items' in item ? item.items : [item]));
  const wrong = items.find(({ param }) => typeof param !== 'string');
  if (wrong) return `a parameter has no "param": ${JSON.stringify(wrong)}`;
  const required = items.filter(isRequired).map(({ param }) => param);
  const title = String(info.title ?? info.name ?? basename(folder));
  return {
    id: toId(basename(folder)),
    kind,
    title,
    description: String(info.description ?? title),
    container: containerOf(info, kind, folder),
    parameters: {
      type: 'object',
      properties: Object.fromEntries(items.map((item) => [item.param, schemaOf(item)])),
      ...(required.length > 0 ? { required } : {}),
    },
  };
}

function containerOf(info: Record<string, any>, kind: Block['kind'], folder: string): Block['container'] {
  const { port, operatesOn, indMetadata, cliArguments, requiredEnvVariables } = info;
  return {
    contract: 'edge-impulse',
    port: Number(port ?? 4446),
    network: false,
    operatesOn: PLACES_OF_DATA.find((place) => place === operatesOn) ?? (kind === 'transform' ? guessPlace(folder) : 'directory'),
    task: operatesOn === 'regression' ? 'value' : 'classes',
    metadata: indMetadata === true,
    arguments: String(cliArguments ?? '').split(/\s+/).filter((word) => word !== ''),
    environment: Array.isArray(requiredEnvVariables) ? requiredEnvVariables.map(String) : [],
  };
}

/** Old transform blocks do not say it: it was chosen when they were pushed. The argument that their program reads tells. */
function guessPlace(folder: string): 'file' | 'directory' {
  const programs = existsSync(folder) ? readdirSync(folder).filter((name) => /\.(sh|py|js|ts|r|m)$/i.test(name)) : [];
  return programs.some((name) => /\bin[-_]file\b/.test(readFileSync(join(folder, name), 'utf8'))) ? 'file' : 'directory';
}

function isRequired({ type, value, optional }: ParameterItem): boolean {
  return value === undefined && optional !== true && !['flag', 'boolean', ...PLACES].includes(type);
}

function schemaOf({ name, param, type, value, help, valid = [], showIf }: ParameterItem): JsonSchema {
  const title = name ?? param;
  const base: JsonSchema = { title, description: `${help ?? title}${showIf ? whereShown(showIf) : ''}`, ...typeOf(type, valid) };
  const initial = toDefault(type, value);
  if (initial !== undefined) base.default = initial;
  if (showIf) base['x-show-if'] = showIf;
  if (type === 'flag' || type === 'secret') base['x-argument'] = type;
  return base;
}

function whereShown({ parameter, operator, value }: NonNullable<ParameterItem['showIf']>): string {
  return ` Only where "${parameter}" is ${operator === 'neq' ? 'not ' : ''}${String(value)}.`;
}

function typeOf(type: string, valid: NonNullable<ParameterItem['valid']>): JsonSchema {
  if (type === 'select') return { enum: valid.map((one) => (typeof one === 'object' ? one.value : one)) };
  if (type === 'int') return { type: 'integer' };
  if (type === 'float') return { type: 'number' };
  return { type: type === 'boolean' || type === 'flag' ? 'boolean' : 'string' };
}

/** Numbers and truths may stand in quotes. */
function toDefault(type: string, value: unknown): unknown {
  if (type === 'boolean' || type === 'flag') return value === true || value === 'true' || value === 1 || value === '1';
  if (value === undefined || value === null) return PLACES.includes(type) ? '' : undefined;
  return (type === 'int' || type === 'float') && typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
}

function toId(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '') || 'block';
}
