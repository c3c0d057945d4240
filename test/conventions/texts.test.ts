import { describe, expect, it } from 'vitest';
import { listProductSources, listRepositoryFiles, readRepositoryFile } from './source-files';

const TEXT = /\.(ts|mts|mjs|js|json|jsonl|ya?ml|md|h|hpp|c|cpp|cc|S|ld|py|sh|txt|html)$|^\.ci\/run$/;
const texts = listRepositoryFiles().filter((file) => TEXT.test(file) && !file.startsWith('test/conventions/') && file !== 'package-lock.json');
const cpp = listRepositoryFiles().filter((file) => /\.(h|hpp|c|cpp|cc)$/.test(file));
const code = texts.filter((file) => /\.(ts|mts|mjs|js|h|hpp|c|cpp|cc|py)$/.test(file));

/** Files that may have wide lines: one row a case in tests and in the table of errors, HTML and CSS in the report. */
const WIDE = /\.test\.ts$|^test\/|^plugin\/errors\.ts$|^plugin\/steps\/report\//;
/** The rooms that do not hold to it yet. */
const NOT_YET = /^(sdk-cpp|plugin\/compiler|plugin\/learn|blocks\/dsp)\//;
const narrow = code.filter((file) => !WIDE.test(file) && !NOT_YET.test(file));

/** `file:line  text` of every line that matches. */
function linesWith(files: readonly string[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    readRepositoryFile(file).split('\n').flatMap((line, i) => (pattern.test(line) ? [`${file}:${i + 1}  ${line.trim().slice(0, 100)}`] : [])),
  );
}

describe('texts', () => {
  it('name no folder of one machine', () => {
    expect(linesWith(texts, /(?<![\w.])\/(work|home|root|Users)\/\w/)).toEqual([]);
  });

  it('name no package registry', () => {
    expect(linesWith(texts, /registry\.npmjs|registry\.yarnpkg|files\.pythonhosted|pypi\.org\/simple/)).toEqual([]);
  });

  it('keep lines of code short enough to be read beside one another', () => {
    expect(linesWith(narrow, /^.{141,}$/)).toEqual([]);
  });

  it('leave nothing to be done later', () => {
    expect(linesWith(code, /\b(TODO|FIXME|XXX|HACK)\b/)).toEqual([]);
  });

  it('read the JSON of artefacts by one function', () => {
    const steps = listProductSources().filter((file) => file.startsWith('plugin/steps/') && file !== 'plugin/steps/read-json.ts');
    expect(linesWith(steps, /JSON\.parse\(readFileSync/)).toEqual([]);
  });

  it('begin C++ files with their licence in one line', () => {
    expect(cpp.filter((file) => !/^(\/\/|\/\*) SPDX-License-Identifier: Apache-2\.0/.test(readRepositoryFile(file)))).toEqual([]);
  });
});

describe('file names', () => {
  it('are kebab-case in TypeScript', () => {
    const ts = listRepositoryFiles().filter((file) => /\.m?ts$/.test(file));
    expect(ts.filter((file) => !/^(.*\/)?[a-z0-9]+(-[a-z0-9]+)*(\.(test|config|d))?\.m?ts$/.test(file))).toEqual([]);
  });

  it('are snake_case in C++', () => {
    expect(cpp.filter((file) => !/^(.*\/)?[a-z0-9_]+\.\w+$/.test(file))).toEqual([]);
  });

  it('say what is inside: no utils, helpers, common or types', () => {
    expect(listRepositoryFiles().filter((file) => /(^|\/)(utils?|helpers?|common|types|misc)(\.\w+)*(\/|$)/.test(file))).toEqual([]);
  });

  it('can stand on any disk: they differ in more than case, and have no character that Windows keeps for itself', () => {
    const files = listRepositoryFiles();
    expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(files.length);
    expect(files.filter((file) => /[<>:"|?*\\]|[. ](\/|$)|(^|\/)(con|prn|aux|nul|com\d|lpt\d)(\.|\/|$)/i.test(file))).toEqual([]);
  });

  it('keep product files short enough to be read at once', () => {
    const written = listProductSources().filter((file) => file !== 'plugin/errors.ts' && !readRepositoryFile(file).startsWith('// Generated from '));
    expect(written.filter((file) => readRepositoryFile(file).split('\n').length > 250)).toEqual([]);
  });
});
