import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseQuantity } from '../schemas/units';

/** Default parameters of a block as plain numbers in the unit of `x-unit`. */
export function blockDefaults(folder: string): Record<string, unknown> {
  const { parameters } = JSON.parse(readFileSync(join(folder, 'block.json'), 'utf8'));
  const plain = ([name, schema]: [string, any]) => [name, schema['x-unit'] ? parseQuantity(schema.default, schema['x-unit']) : schema.default];
  return Object.fromEntries(Object.entries(parameters.properties).map(plain));
}
