import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileSchema } from '../../schemas/validate';
import { makeSampleWorkspace } from '../../test/sample-workspace';
import { assetRoot } from '../paths';
import { describeManifest } from './describe-uses';
import { listBlocks, nameBlocks } from './list-blocks';

const shipped = listBlocks(assetRoot);
const validate = compileSchema(describeManifest(shipped));
const problemsOf = (value: unknown, check = validate) =>
  check(value).filter(({ keyword }) => !['if', 'required'].includes(keyword)).map(({ path, params }) => [...path, params.additionalProperty].join('.'));

/** The part of a manifest that uses a block with these parameters. */
function useOf(kind: string, block: string, parameters: object): object {
  const use = { block, ...parameters };
  if (kind === 'synthetic') return { dataset: { sources: [use] } };
  if (kind === 'transform') return { dataset: { sources: [{ path: '*.wav', transform: [block, use] }] } };
  if (kind === 'label') return { dataset: { sources: [{ path: '*.wav', labels: use }] } };
  if (kind === 'deploy') return { deploy: [block, use] };
  return { [kind]: kind === 'postprocess' ? use : { mine: use } };
}

describe('the schema that editors read', () => {
  it.each(['keyword-spotting', 'gesture-recognition'])('accepts the example %s', (example) => {
    const text = readFileSync(join(assetRoot, 'examples', example, 'impulse.yaml'), 'utf8');
    expect(validate(parse(text))).toEqual([]);
  });

  it.each(shipped)('knows each parameter of $reference, and no other', ({ block, reference }) => {
    const written = Object.entries(block.parameters.properties).map(([name, { examples }]) => [name, (examples as unknown[])[0]]);
    expect(problemsOf(useOf(block.kind, reference, Object.fromEntries(written)))).toEqual([]);
    expect(problemsOf(useOf(block.kind, reference, { nonesuch: 1 })).at(-1)).toMatch(/\.nonesuch$/);
  });

  it('takes a name without `block:` for the block, and with it not', () => {
    expect(problemsOf({ dsp: { mfcc: { nonesuch: 1 } } })).toEqual(['dsp.mfcc.nonesuch']);
    expect(problemsOf({ dsp: { mfcc: { block: 'libs/mine', nonesuch: 1 } } })).toEqual([]);
  });

  it('knows a block of the workspace by its id, or by a path that ends in its folder', () => {
    const parameters = { type: 'object', properties: { size: { title: 'Size', description: 'A size.', type: 'integer' } } };
    const own = { id: 'own', kind: 'dsp', title: 'Own', description: 'My own.', parameters };
    const workspace = makeSampleWorkspace({ 'libs/own/block.json': own, 'web/block.json': { apiVersion: 3 } });
    const blocks = [...listBlocks(workspace), ...nameBlocks(workspace, ['libs/own', 'web'])];
    const check = compileSchema(describeManifest(blocks));
    expect(blocks.map(({ reference }) => reference)).not.toContain('web');
    expect(problemsOf(useOf('dsp', 'sample-bands', { bads: 3 }), check)).toEqual(['dsp.mine.bads']);
    expect(problemsOf(useOf('dsp', '../libs/own', { size: 3, sice: 3 }), check)).toEqual(['dsp.mine.sice']);
  });

  it.each([['transform', 'dataset.sources.0.transform.1'], ['label', 'dataset.sources.0.labels']] as const)('knows %s blocks of the workspace', (kind, place) => {
    const parameters = { type: 'object', properties: { rate: { title: 'Rate', description: 'A rate.', type: 'number', 'x-unit': 'Hz', default: '16 kHz' } } };
    const workspace = makeSampleWorkspace({ 'libs/own/block.json': { id: 'own', kind, title: 'Own', description: 'My own.', parameters, container: {} } });
    const check = compileSchema(describeManifest(nameBlocks(workspace, ['libs/own'])));
    expect(problemsOf(useOf(kind, '../libs/own', { rate: '8 kHz' }), check)).toEqual([]);
    expect(problemsOf(useOf(kind, '../libs/own', { rat: '8 kHz' }), check)).toEqual([`${place}.rat`]);
  });
});
