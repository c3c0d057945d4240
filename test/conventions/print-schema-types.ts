import type { JsonSchema } from '../../schemas/validate';

const WIDTH = 138;

/** TypeScript of what a value is once its schema has accepted it: defaults in place, quantities as numbers, parts not built left out. */
export function printSchemaTypes(name: string, schema: JsonSchema): string {
  const { $defs = {}, ...root } = schema;
  const named: [string, JsonSchema][] = [[name, root], ...(Object.entries($defs) as [string, JsonSchema][])];
  const header = `// Generated from ${name}.schema.json by "npx vitest run --project unit test/conventions/schema-types -u": edit the schema instead.\n`;
  return `${header}${named.map(([key, inner]) => `\n${comment(inner, '')}${declare(typeName(key), inner)}`).join('')}`;
}

function declare(name: string, schema: JsonSchema): string {
  const body = printType(schema, '');
  return body.startsWith('{') && !body.includes('\n} |') ? `export interface ${name} ${body}\n` : `export type ${name} = ${body};\n`;
}

function printType(schema: JsonSchema, indent: string): string {
  if (schema.$ref) return typeName(schema.$ref.split('/').at(-1));
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum) return schema.enum.map(literal).join(' | ');
  if (schema['x-unit']) return 'number';
  const types = [schema.type ?? (schema.properties ? 'object' : 'unknown')].flat() as string[];
  return types.map((type) => printPlainType(type, schema, indent)).join(' | ');
}

function printPlainType(type: string, schema: JsonSchema, indent: string): string {
  if (type === 'integer') return 'number';
  if (type === 'array') return printList(printType(schema.items ?? {}, indent));
  if (type !== 'object') return type;
  return schema.properties ? printObject(schema, indent) : `Record<string, ${printType(schema.additionalProperties || {}, indent)}>`;
}

function printList(item: string): string {
  return /[|{]/.test(item) ? `(${item})[]` : `${item}[]`;
}

function printObject({ properties, required = [], additionalProperties }: JsonSchema, indent: string): string {
  const inner = `${indent}  `;
  const lines = (Object.entries(properties) as [string, JsonSchema][])
    .filter(([, property]) => !property['x-not-built'])
    .map(([key, property]) => {
      const optional = required.includes(key) || property.default !== undefined ? '' : '?';
      return `${comment(property, inner)}${inner}${/^[\w$]+$/.test(key) ? key : `'${key}'`}${optional}: ${printType(property, inner)};\n`;
    });
  const rest = additionalProperties === false ? '' : `${inner}[parameter: string]: unknown;\n`;
  return `{\n${lines.join('')}${rest}${indent}}`;
}

/** The description, as one line where it fits. */
function comment(schema: JsonSchema, indent: string): string {
  const { description, 'x-unit': unit } = schema as { description: string; 'x-unit'?: string };
  const text = unit ? `${description} In ${unit === 'ratio' ? '0..1' : unit}.` : description;
  const lines = text.split(' ').reduce<string[]>((all, word) => {
    const last = all.at(-1);
    if (last !== undefined && `${indent} * ${last} ${word}`.length <= WIDTH) all[all.length - 1] = `${last} ${word}`;
    else all.push(word);
    return all;
  }, []);
  if (`${indent}/** ${text} */`.length <= WIDTH) return `${indent}/** ${text} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join('')}${indent} */\n`;
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}

function typeName(key: string): string {
  return key.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}
