import { describe, expect, it } from 'vitest';
import { compileByAjv, printValidator } from './compile-schema';
import * as keywords from './keywords';
import { readSchema } from './validate';

type Run = ReturnType<typeof compileByAjv>;

/** The printed module, with our sources in the place of the build's. */
function loadPrinted(schema: Record<string, any>): Run {
  const module: { exports?: Run } = {};
  new Function('module', 'require', printValidator(schema))(module, (name: string) => (name === '../keywords' ? keywords : require(name)));
  return module.exports!;
}

/** What a validator says, and what it made of the value. */
function judge(run: Run, value: unknown): unknown {
  const own = structuredClone(value);
  return [run(own), run.errors, own];
}

const window = { type: 'number', 'x-unit': 'ms', default: 20, minimum: 1, maximum: 1000 };
const nested = { type: 'array', items: { $ref: '#/$defs/nested' } };
const shared = { $defs: { window, nested }, properties: { a: { $ref: '#/$defs/window' }, b: { $ref: '#/$defs/nested' } }, type: 'object' };
const MANIFEST = {
  apiVersion: 'impulse/v1',
  name: 'kws',
  dataset: { sources: [{ path: 'data/**/*.wav', label: '{dir}' }], split: { test: '20 %' } },
  input: { window: '1 s', frequency: '16 kHz', axes: ['audio'] },
  dsp: { mfcc: { block: 'mfcc' } },
  learn: { words: { block: 'ds-cnn', input: ['mfcc'] } },
  targets: ['linux-x86-64'],
};

describe('a printed validator', () => {
  it.each<[string, Record<string, any>, unknown[]]>([
    ['quantities', { type: 'object', properties: { window } }, [{}, { window: '2 s' }, { window: 3 }, { window: '30 ms' }]],
    ['planned parts', { type: 'object', properties: { later: { 'x-not-built': true } } }, [{ later: 1 }, {}]],
    ['shared parts', shared, [{ a: '0 ms', b: [[3]] }]],
    ['manifests', readSchema('impulse'), [MANIFEST, { ...MANIFEST, nmae: 1, input: { window: '1 kHz' } }, { ...MANIFEST, budget: { ram: '64 kB' } }, 3]],
    ['targets', readSchema('target'), [{}, { id: 'X Y', clock: '3 s', memories: [{}] }]],
    ['blocks', readSchema('block'), [{ kind: 'dsp' }, { kind: 'none', parameters: { properties: 3 } }]],
    ['envelopes', readSchema('step-run'), [{}, { version: 2 }]],
  ])('of %s says of each value what ajv says, and makes the same of it', (_, schema, values) => {
    const [printed, compiled] = [loadPrinted(schema), compileByAjv(schema)];
    for (const value of values) expect(judge(printed, value)).toEqual(judge(compiled, value));
    expect(values.some((value) => !compiled(structuredClone(value)))).toBe(true);
  });
});
