import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { readBlock } from './read-block';

const DSP = {
  version: 1,
  type: 'dsp',
  info: { title: 'Filter', description: 'Takes the hum away.', name: 'Filter', cppType: 'filter', port: 5000 },
  parameters: [
    {
      group: 'Filter',
      items: [
        { name: 'Cut-off', param: 'cut-off', type: 'float', value: '3.5', help: 'In Hz.' },
        { name: 'Order', param: 'order', type: 'int', value: 6, showIf: { parameter: 'kind', operator: 'neq', value: 'none' } },
        { name: 'Kind', param: 'kind', type: 'select', value: 'low', valid: ['low', { label: 'High', value: 'high' }, 'none'] },
        { name: 'Log', param: 'do-log', type: 'boolean', value: 'true' },
      ],
    },
  ],
};

function read(parameters: unknown) {
  return readBlock(makeFolder({ 'parameters.json': JSON.stringify(parameters) }));
}

describe('parameters.json', () => {
  it('makes a folder of Edge Impulse a block', () => {
    expect(read(DSP)).toMatchObject({
      kind: 'dsp',
      title: 'Filter',
      description: 'Takes the hum away.',
      container: { contract: 'edge-impulse', port: 5000, network: false },
      parameters: {
        properties: {
          'cut-off': { title: 'Cut-off', type: 'number', default: 3.5, description: 'In Hz.' },
          order: { type: 'integer', default: 6, description: 'Order Only where "kind" is not none.' },
          kind: { enum: ['low', 'high', 'none'], default: 'low' },
          'do-log': { type: 'boolean', default: true },
        },
      },
    });
  });

  it('fills in defaults, and refuses what is unknown or of the wrong kind', () => {
    const block = read(DSP);
    if (Array.isArray(block)) throw block[0];
    const params: Record<string, unknown> = { order: 2 };
    expect(block.validate(params)).toEqual([]);
    expect(params).toEqual({ 'cut-off': 3.5, order: 2, kind: 'low', 'do-log': true });
    expect(block.validate({ cutoff: 3 }).map(({ keyword }) => keyword)).toEqual(['additionalProperties']);
    expect(block.validate({ kind: 'middle', order: 1.5 }).map(({ keyword }) => keyword).sort()).toEqual(['enum', 'type']);
  });

  it('knows the other types: a bare list is a transform block, what has no value is required', () => {
    const items = [
      { name: 'Rate', param: 'rate', type: 'int' },
      { name: 'Dry run', param: 'dry-run', type: 'flag' },
      { name: 'Key', param: 'ACME_KEY', type: 'secret', optional: true },
      { name: 'To', param: 'to', type: 'dataset' },
    ];
    expect(read(items)).toMatchObject({
      kind: 'transform',
      container: { operatesOn: 'directory', metadata: false, arguments: [] },
      parameters: {
        required: ['rate'],
        properties: { 'dry-run': { type: 'boolean', default: false, 'x-argument': 'flag' }, ACME_KEY: { 'x-argument': 'secret' }, to: { default: '' } },
      },
    });
    const info = { name: 'Mix', operatesOn: 'file', indMetadata: true, cliArguments: '--fast  --rate 3', requiredEnvVariables: ['ACME'] };
    expect(read({ version: 1, type: 'transform', info, parameters: [] })).toMatchObject({
      title: 'Mix',
      container: { operatesOn: 'file', metadata: true, arguments: ['--fast', '--rate', '3'], environment: ['ACME'] },
    });
    expect(read({ version: 1, type: 'machine-learning', info: {}, parameters: [] })).toMatchObject({ kind: 'learn' });
  });

  it('tells from their program what old transform blocks operate on', () => {
    const place = (program: string) => {
      const block = readBlock(makeFolder({ 'parameters.json': '[]', 'convert.sh': program }));
      return Array.isArray(block) ? block : block.container!.operatesOn;
    };
    expect([place('case $1 in --in-file) shift;; esac'), place('echo --in-directory')]).toEqual(['file', 'directory']);
  });

  it.each([
    [{ type: 'synthetic-data', parameters: [] }, /"synthetic-data" are not built yet; there are: dsp/],
    [{ type: 'dsp', parameters: {} }, /parameters is no list/],
    [{ type: 'dsp', parameters: [{ name: 'x' }] }, /has no "param"/],
  ])('says what is wrong with %j', (parameters, problem) => {
    expect(read(parameters)).toEqual([expect.objectContaining({ code: 'IMP_BLOCK_BROKEN', message: expect.stringMatching(problem) })]);
  });
});
