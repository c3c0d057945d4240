import { describe, expect, it } from 'vitest';
import { type ErrorRow, ERRORS } from '../../plugin/errors';
import { listProductSources, listTests, readRepositoryFile } from './source-files';

const codes = Object.keys(ERRORS);
const rows = readRepositoryFile('plugin/ERRORS.md')
  .split('\n')
  .filter((line) => line.startsWith('| `IMP_'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

describe('the error table', () => {
  it('is explained in ERRORS.md, row by row and nothing else', () => {
    expect(rows.map(([, code]) => code.replace(/`/g, '')).sort()).toEqual([...codes].sort());
  });

  it('has a cause and a solution in each row of ERRORS.md', () => {
    expect(rows.filter((cells) => cells.length !== 5 || cells[2] === '' || cells[3] === '')).toEqual([]);
  });

  it('names each code IMP_<NOUN>_<PROBLEM>', () => {
    expect(codes.filter((code) => !/^IMP(_[A-Z0-9]+){2,}$/.test(code))).toEqual([]);
  });

  it('says what is wrong and how to repair it for each code', () => {
    expect(Object.entries<ErrorRow>(ERRORS).filter(([, { message, fix }]) => message === '' || fix === '')).toEqual([]);
  });

  it('has no code that nothing throws', () => {
    const sources = listProductSources().filter((file) => file !== 'plugin/errors.ts').map(readRepositoryFile).join('\n');
    expect(codes.filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
  });

  it('has no code without a test', () => {
    const tests = listTests().filter((file) => !file.startsWith('test/conventions/')).map(readRepositoryFile).join('\n');
    expect(codes.filter((code) => !new RegExp(`\\b${code}\\b`).test(tests))).toEqual([]);
  });
});
