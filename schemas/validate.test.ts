import { describe, expect, it } from 'vitest';
import { compileSchema } from './validate';

const window = { type: 'number', 'x-unit': 'ms', default: 20, minimum: 1, maximum: 1000 };
const validate = compileSchema({ type: 'object', properties: { window, list: { type: 'array', items: { type: 'string', 'x-unit': 'Hz' } } } });

describe('compileSchema', () => {
  it('resolves quantities in place, defaults too, wherever they stand', () => {
    const value = { list: ['1 kHz', '62.5 Hz'] };
    expect(validate(value)).toEqual([]);
    expect(value).toEqual({ window: 20, list: [1000, 62.5] });
  });

  it('applies limits to the resolved number, and says which schema and path broke', () => {
    const [problem, ...others] = validate({ window: '2 s' });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ path: ['window'], keyword: 'maximum', params: { limit: 1000 }, value: '2 s' });
  });

  it('never takes a number for a quantity', () => {
    expect(validate({ window: 32 })[0]).toMatchObject({ keyword: 'x-unit', params: { unit: 'ms', problem: 'not-text' } });
  });

  it('marks a bad key as such', () => {
    const names = compileSchema({ type: 'object', propertyNames: { pattern: '^[a-z]+$' } });
    expect(names({ 'B/c~d': 1 })).toContainEqual(expect.objectContaining({ path: ['B/c~d'], keyword: 'pattern', inKey: true }));
  });

  it('refuses a schema with an unknown keyword or unit', () => {
    expect(() => compileSchema({ type: 'object', minimun: 3 })).toThrow(/minimun/);
    expect(() => compileSchema({ 'x-unit': 'furlong' })).toThrow(/furlong/);
  });

  it('keeps a schema that was used once as it was', () => {
    const schema = { 'x-unit': 'ms', default: 3 };
    compileSchema({ properties: { a: schema }, type: 'object' });
    expect(schema).toEqual({ 'x-unit': 'ms', default: 3 });
  });

  it('names a key that its comparison of maps stumbles over, and takes it where nothing is compared', () => {
    const unique = compileSchema({ type: 'object', properties: { list: { type: 'array', uniqueItems: true }, any: { type: 'object' } } });
    expect(unique({ any: { toString: 1 } })).toEqual([]);
    expect(unique({ list: [{ toString: 1 }, { toString: 2 }] })).toMatchObject([
      { keyword: 'additionalProperties', path: ['list', '0'], params: { additionalProperty: 'toString' } },
    ]);
  });
});
