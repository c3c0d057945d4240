import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ImpulseError } from '../errors';
import type { PluginOptions } from '../../schemas/impulse';
import { parseJson } from '../../schemas/parse-json';
import { compileSchema, type JsonSchema, readSchema, type SchemaProblem, type Validate } from '../../schemas/validate';
import { collectErrors } from './error-collector';
import { parseYaml } from './parse-yaml';

/**
 * What a workspace says for all of its impulses: `{ "plugin": "nx-impulse", "options": { ... } }` in the nearest `nx.json` at or above
 * `folder`. Nothing where there is none.
 *
 * @throws ImpulseErrors with each wrong option and its place, ImpulseError IMP_NX_JSON_INVALID.
 */
export function readPluginOptions(folder: string): PluginOptions {
  const file = join(folder, 'nx.json');
  if (!existsSync(file)) return dirname(folder) === folder ? {} : readPluginOptions(dirname(folder));
  const text = blankExtras(readFileSync(file, 'utf8'));
  const plugins = pluginsOf(parse(text, file));
  const index = plugins.findIndex((entry) => typeof entry === 'object' && entry?.plugin === 'nx-impulse');
  const { options } = (plugins[index] ?? {}) as { options?: PluginOptions };
  if (options === undefined) return {};
  // JSON is YAML as well: that tree knows where each part stands.
  const errors = collectErrors(parseYaml(text, file).source, []);
  errors.reportProblems(validateOptions(options), ['plugins', String(index), 'options']);
  errors.throwIfAny();
  return options;
}

interface NxJson {
  plugins?: (string | { plugin: string } | null)[];
}

/** Other plugins' entries, and whatever else stands there, are not ours to judge. */
function pluginsOf(json: NxJson | null): NonNullable<NxJson['plugins']> {
  return Array.isArray(json?.plugins) ? json.plugins : [];
}

function parse(text: string, file: string): NxJson | null {
  try {
    return parseJson(text) as NxJson | null;
  } catch (error) {
    throw new ImpulseError('IMP_NX_JSON_INVALID', { file, problem: (error as Error).message });
  }
}

/** Nx allows comments and trailing commas. Blanks take their places, so that all else stays where it is. */
function blankExtras(text: string): string {
  const extras = /("(?:\\.|[^"\\])*")|\/\/.*|\/\*[^]*?\*\/|,(?=\s*[}\]])|\t/g;
  return text.replace(extras, (extra: string, string?: string) => string ?? extra.replace(/[^\n]/g, ' '));
}

let validate: Validate | undefined;

function validateOptions(options: PluginOptions): SchemaProblem[] {
  validate ??= compileSchema(optionsSchema());
  return validate(options);
}

/** What `options` may be: a part of the schema of manifests. */
export function optionsSchema(): JsonSchema {
  return { $defs: readSchema('impulse').$defs, $ref: '#/$defs/pluginOptions' };
}
