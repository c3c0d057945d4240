import { expect, it } from 'vitest';
import { parseJson } from './parse-json';

it('parseJson refuses what is nested without measure, whatever it is made of', () => {
  expect(parseJson('{"a":[1,{"b":null}]}')).toEqual({ a: [1, { b: null }] });
  expect(parseJson('['.repeat(101) + ']'.repeat(101))).toHaveLength(1);
  expect(() => parseJson('['.repeat(102) + ']'.repeat(102))).toThrow('nested deeper than 100 levels');
  expect(() => parseJson('{"a":'.repeat(1e5) + '1' + '}'.repeat(1e5))).toThrow('nested deeper than 100 levels');
  expect(() => parseJson('[')).toThrow(SyntaxError);
});
