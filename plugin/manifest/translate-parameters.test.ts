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
        properties: { 'dry-run': { type: 'boolean', default: false, 'x-argument': 'flag' }, ACME_KEY: { 'x-argument': 'secret' }, to: { 'x-store': 'dataset' } },
      },
    });
    const info = { name: 'Mix', operatesOn: 'file', indMetadata: true, cliArguments: '--fast  --rate 3', requiredEnvVariables: ['ACME'] };
    expect(read({ version: 1, type: 'transform', info, parameters: [] })).toMatchObject({
      title: 'Mix',
      container: { operatesOn: 'file', metadata: true, arguments: ['--fast', '--rate', '3'], environment: ['ACME'] },
    });
    expect(read({ version: 1, type: 'machine-learning', info: {}, parameters: [] })).toMatchObject({ kind: 'learn' });
  });

  it('takes empty quotes for an empty text, and for no value yet of a number or a choice', () => {
    const items = [
      { name: 'Rate', param: 'rate', type: 'int', value: '' },
      { name: 'Mode', param: 'mode', type: 'select', value: '', valid: ['mean', 'median'] },
      { name: 'Level', param: 'level', type: 'select', value: '2', valid: [1, 2] },
      { name: 'Gain', param: 'gain', type: 'float', value: '', optional: true },
      { name: 'Files', param: 'files', type: 'string', value: '' },
      { name: 'Where', param: 'bucket_name', type: 'bucket', value: '' },
    ];
    const block = read(items);
    if (Array.isArray(block)) throw block[0];
    expect(block.parameters.required).toEqual(['rate', 'mode']);
    const params: Record<string, unknown> = { rate: 20, mode: 'mean' };
    expect(block.validate(params)).toEqual([]);
    expect(params).toEqual({ rate: 20, mode: 'mean', level: 2, files: '' });
  });

  it.each([
    [{ param: 'rate', type: 'float', value: { toString: 1 } }, 'the value of "rate" is {"toString":1}'],
    [{ param: 'rate', type: 'int', value: [32] }, 'the value of "rate" is [32]'],
    [{ param: 'mode', type: 'select', valid: { length: 5 } }, 'the valid values of "mode" are no list'],
    [{ param: 'mode', type: 'select', valid: [{ label: 'A', value: {} }] }, 'the valid values of "mode" are no list'],
    [{ param: 'mode', type: 'int', showIf: { parameter: [1] } }, '"showIf" of "mode" names no parameter'],
  ])('refuses %j', (item, problem) => {
    expect(read([item])).toEqual([expect.objectContaining({ message: expect.stringContaining(problem) })]);
    const port = { valueOf: 1 };
    expect(read({ ...DSP, info: { ...DSP.info, port } })).toEqual([expect.objectContaining({ code: expect.any(String) })]);
  });

  it('tells from the program what an old block is, and what it works on', () => {
    const guess = (program: string, parameters: unknown = []) => {
      const block = readBlock(makeFolder({ 'parameters.json': JSON.stringify(parameters), 'convert.sh': program }));
      if (Array.isArray(block)) throw block[0];
      const { operatesOn, task, metadata } = block.container!;
      return [block.kind, block.kind === 'learn' ? task : operatesOn, metadata];
    };
    expect(guess('case $1 in --in-file) shift;; esac')).toEqual(['transform', 'file', false]);
    expect(guess('parser.add_argument("--in-directory"); parser.add_argument("--metadata")')).toEqual(['transform', 'directory', true]);
    expect(guess('echo Hello $2')).toEqual(['transform', 'standalone', false]);
    expect(guess('args.data_directory; y = np.argmax(Y, axis=1)')).toEqual(['learn', 'classes', false]);
    expect(guess('args.data_directory; Ridge().fit(X, Y)')).toEqual(['learn', 'value', false]);
    expect(guess('serve', { info: { cppType: 'filter' }, parameters: [] })).toEqual(['dsp', 'directory', false]);
    expect(guess('args.data_directory', { type: 'machine-learning', info: {}, parameters: [] })).toEqual(['learn', 'classes', false]);
  });

  it.each([
    [{ type: 'synthetic-data', parameters: [] }, /"synthetic-data" are not built yet; there are: dsp/],
    [{ type: 'dsp', parameters: {} }, /parameters is no list/],
    [{ type: 'dsp', parameters: [{ name: 'x' }] }, /has no "param"/],
    [{ type: 'dsp', parameters: ['text', null] }, /has no "param": "text"/],
    [{ type: { toString: 1 }, parameters: [] }, /the type \{"toString":1\} are not built yet/],
    [{ type: 'toString', parameters: [] }, /the type "toString" are not built yet/],
  ])('says what is wrong with %j', (parameters, problem) => {
    expect(read(parameters)).toEqual([expect.objectContaining({ code: 'IMP_BLOCK_BROKEN', message: expect.stringMatching(problem) })]);
  });
});
