import { describe, expect, it } from 'vitest';
import { compileSchema, readSchema } from '../../schemas/validate';
import { listRepositoryFiles } from './source-files';

type Schema = Record<string, any>;

const names = listRepositoryFiles().flatMap((file) => /^schemas\/([\w-]+)\.schema\.json$/.exec(file)?.[1] ?? []);

/** Every named property of a schema with its path; a condition describes none. */
function propertiesOf(schema: unknown, path = ''): [string, Schema][] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    if (key === 'examples' || key === 'default' || key === 'enum' || key === 'const' || key === 'if') return [];
    if (key !== 'properties' || Array.isArray(value)) return propertiesOf(value, `${path}/${key}`);
    return Object.entries(value as Schema).flatMap(([name, inner]) => [[`${path}/${name}`, inner] as [string, Schema], ...propertiesOf(inner, `${path}/${name}`)]);
  });
}

describe.each(names)('%s.schema.json', (name) => {
  const schema = readSchema(name);
  const properties = propertiesOf(schema);

  it('compiles in strict mode', () => {
    expect(() => compileSchema(schema)).not.toThrow();
  });

  it('has a title and a description of itself', () => {
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(schema.title && schema.description).toBeTruthy();
  });

  it.each(['title', 'description', 'examples'])('has %s for every property', (keyword) => {
    expect(properties.filter(([, property]) => property[keyword] === undefined).map(([path]) => path)).toEqual([]);
  });

  it('has examples that it accepts itself', () => {
    const wrong = properties.flatMap(([path, property]) =>
      (property.examples ?? []).flatMap((example: unknown) => {
        const validate = compileSchema({ $defs: schema.$defs, type: 'object', properties: { it: withoutNotBuilt(property) } });
        return validate({ it: structuredClone(example) }).map((problem) => `${path}: ${JSON.stringify(example)} ${problem.message}`);
      }),
    );
    expect(wrong).toEqual([]);
  });
});

/** Parts that do not exist yet have examples of what they will be. */
function withoutNotBuilt({ 'x-not-built': _, ...schema }: Schema): Schema {
  return schema;
}
