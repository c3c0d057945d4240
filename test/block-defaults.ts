import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Default parameters of a block as plain numbers: the units of defaults are those of `x-unit`. */
export function blockDefaults(folder: string): Record<string, unknown> {
  const { parameters } = JSON.parse(readFileSync(join(folder, 'block.json'), 'utf8'));
  const plain = ([name, schema]: [string, any]) => [name, schema['x-unit'] ? Number(String(schema.default).split(' ')[0]) : schema.default];
  return Object.fromEntries(Object.entries(parameters.properties).map(plain));
}
