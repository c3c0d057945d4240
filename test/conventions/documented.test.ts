import { describe, expect, it } from 'vitest';
import { readDeclarations } from './read-declarations';
import { listProductSources, listRepositoryFiles, readRepositoryFile } from './source-files';

describe('what rooms give to each other', () => {
  it('is documented, each export of TypeScript, unless it is a row of a table, which has a summary', () => {
    expect(listProductSources().flatMap(undocumentedExports)).toEqual([]);
  });

  it('is documented, each type and function in the headers of the C++ library', () => {
    const headers = listRepositoryFiles().filter((file) => /^sdk-cpp\/(include|nn|dsp)\/.*\.h$/.test(file));
    const declarations = headers.flatMap((file) => readDeclarations(readRepositoryFile(file)).map((one) => ({ ...one, file })));
    expect(declarations.length).toBeGreaterThan(headers.length);
    expect(declarations.filter(({ documented }) => !documented).map(({ file, line, name }) => `${file}:${line}  ${name}`)).toEqual([]);
  });

  it.each([
    ['/// Sums.\ntemplate <class Op>\ninline void sum(int x) {\n  call(x);\n}', [true]],
    ['/** Kinds of functions. */\ntypedef int (*one)(int);\ntypedef int (*two)(int);', [true, true]],
    ['/** A file. */\n#ifndef X_H\n\nstruct X {\n  int a;\n};\nX read(int a);', [false, false]],
    ['namespace n {\nstatic const int k = 1;\n}  // namespace n', []],
  ])('C++ %j is read as it is meant', (header, documented) => {
    expect(readDeclarations(header).map((one) => one.documented)).toEqual(documented);
  });
});

/** `file:line  text` of each exported statement without a comment directly above it. */
function undocumentedExports(file: string): string[] {
  const lines = readRepositoryFile(file).split('\n');
  return lines.flatMap((text, index) => {
    const isDocumented = /\*\/$/.test(lines[index - 1] ?? '') || hasSummary(lines.slice(index + 1));
    return /^export (?!\*|\{|type \{)/.test(text) && !isDocumented ? [`${file}:${index + 1}  ${text}`] : [];
  });
}

/** Whether the object that these lines belong to says by itself what it is. */
function hasSummary(lines: readonly string[]): boolean {
  const end = lines.findIndex((line) => /^\S/.test(line));
  return lines.slice(0, end).some((line) => /^ {2}summary:/.test(line));
}
