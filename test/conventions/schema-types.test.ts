import { expect, it } from 'vitest';
import { assetRoot } from '../../plugin/paths';
import { describeUses } from '../../plugin/manifest/describe-uses';
import { listBlocks } from '../../plugin/manifest/list-blocks';
import { readSchema } from '../../schemas/validate';
import { printSchemaTypes } from './print-schema-types';

it.each(['impulse', 'block'])('the types of %s.schema.json are those that it prints', async (name) => {
  await expect(printSchemaTypes(name, readSchema(name))).toMatchFileSnapshot(`../../schemas/${name}.ts`);
});

it('block-uses.schema.json says what the block.json files say', async () => {
  const text = `${JSON.stringify(describeUses(listBlocks(assetRoot)), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../schemas/block-uses.schema.json');
});
