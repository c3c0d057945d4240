import { describe, expect, it } from 'vitest';
import { compileGlob } from './match-glob';

describe('compileGlob', () => {
  it.each([
    ['*.wav', ['a.wav', 'é\u{1f4a5}.wav'], ['.a.wav', 'b/a.wav', 'a.wave']],
    ['?.wav', ['a.wav', '\u{1f4a5}.wav'], ['.wav', 'ab.wav', '/.wav']],
    ['**/*.wav', ['a.wav', 'b/c/a.wav'], ['.b/a.wav', 'b/.c/a.wav', 'b/.a.wav']],
    ['**', ['a', 'b/c'], ['.a', 'b/.c', 'b/']],
    ['a/**', ['a/b', 'a/b/c'], ['a', 'a/.b', 'b/a']],
    ['a/**/b', ['a/b', 'a/x/y/b'], ['ab', 'a/.x/b']],
    ['{a,bc,}d', ['ad', 'bcd', 'd'], ['cd', 'a,d']],
    ['{a,{b,c}}*', ['a1', 'b', 'cc'], ['d']],
    ['[a-cx].y', ['b.y', 'x.y'], ['d.y', '-.y', '..y']],
    ['[!a-c]', ['d', '-'], ['a', '.', '/']],
    ['[[a]', ['[', 'a'], ['b']],
    ['a]', ['a]'], ['a']],
    // Braces and brackets without a partner, ranges that hold nothing: characters, never an exception.
    ['{a', ['{a'], ['a']],
    ['a}', ['a}'], ['a']],
    ['[a', ['[a'], ['a']],
    ['[]', ['[]'], ['']],
    ['[z-a]', [], ['z', 'a', '-']],
    ['(a+)+$^|\\', ['(a+)+$^|\\'], ['a', 'aa']],
  ])('%s', (glob, matches, others) => {
    const { test } = compileGlob(glob);
    expect(matches.filter((path) => !test(path))).toEqual([]);
    expect(others.filter(test)).toEqual([]);
  });

  it.each([
    ['stars', `${'*a'.repeat(30)}b`, 'a'.repeat(255)],
    ['folders', `${'**/a/'.repeat(20)}b`, 'a/'.repeat(400)],
    ['alternatives', `${'{a,a,*}'.repeat(25)}b`, 'a'.repeat(255)],
    ['braces in braces', `${'{a,'.repeat(200)}${'}'.repeat(200)}b`, 'a'],
  ])('bears %s for which a regular expression goes back for years', (_, glob, path) => {
    const { test } = compileGlob(glob);
    expect(test(path)).toBe(false);
    expect(test(`${path}b`)).toBe(true);
  });
});
