import { describe, expect, it } from 'vitest';
import { cComment, cFloat, cList, cMember, cName, cString } from './c-text';

describe('cName', () => {
  it('makes names that C allows', () => {
    expect(['keyword-spotting', '3-axes', 'a b;c'].map(cName)).toEqual(['keyword_spotting', '_3_axes', 'a_b_c']);
  });

  it('keeps words of the language and taken names apart', () => {
    expect([cMember('class'), cMember('decision', ['decision']), cMember('words')]).toEqual(['class_', 'decision_', 'words']);
  });
});

describe('cString', () => {
  it('lets no text leave its quotes', () => {
    expect(cString('a"b\\c\n??/é')).toBe('"a\\042b\\134c\\012\\077\\077/\\303\\251"');
  });

  it('ends octal escapes before digits', () => {
    expect(cString('\u00017')).toBe('"\\0017"');
  });
});

describe('cComment', () => {
  it('lets no text end a comment or continue its line', () => {
    expect(cComment('x */ int y; \\\n')).toBe('x * / int y; /?');
  });
});

describe('cFloat', () => {
  it('writes literals that read back as the same float', () => {
    const values = [0, -0, 1, -2.5, 0.1, 1e-45, 3.4028234663852886e38, 16777217, 123456789, 1e21, 2 ** -126].map(Math.fround);
    for (const value of values) expect(Object.is(Math.fround(Number(cFloat(value).slice(0, -1))), value), cFloat(value)).toBe(true);
  });

  it('always has a point or an exponent', () => {
    expect([1, 100, 1e21, 0.5].map(cFloat)).toEqual(['1.0f', '100.0f', '1.0e+21f', '0.5f']);
  });

  it('refuses what has no literal', () => {
    expect(() => cFloat(NaN)).toThrow(RangeError);
  });
});

describe('cList', () => {
  it('fills lines of at most 120 characters', () => {
    const lines = cList(Array(100).fill('123456')).split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(120);
    expect(lines.join('').match(/123456,/g)).toHaveLength(100);
  });
});
