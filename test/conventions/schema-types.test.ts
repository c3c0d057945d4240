import { expect, it } from 'vitest';
import { readSchema } from '../../schemas/validate';
import { printSchemaTypes } from './print-schema-types';

it.each(['impulse', 'block'])('the types of %s.schema.json are those that it prints', async (name) => {
  await expect(printSchemaTypes(name, readSchema(name))).toMatchFileSnapshot(`../../schemas/${name}.ts`);
});
