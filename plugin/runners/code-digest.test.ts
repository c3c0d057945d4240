import { writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { assetRoot } from '../paths';
import { STEPS } from '../steps';
import { describeClosure, digestStepCode } from './code-digest';

/** Modules and packages behind an entry, without their digests. */
const namesOf = (...entries: string[]): string[] => describeClosure(entries).map((line) => line.split(' ')[0]!);
const runOf = (step: string): string => join(assetRoot, 'plugin', 'steps', step, 'run.ts');

describe('describeClosure', () => {
  it('follows imports, lazy ones too, but not those of types', () => {
    const folder = makeFolder({
      'run.ts': "import { a } from './a';\nimport type { B } from './b';\nimport type {\n  C,\n} from './c';\nexport const d = () => import('./d');\n",
      'a.ts': "export * from './deep';\n",
      'b.ts': '', 'c.ts': '', 'd/index.ts': '', 'deep.js': "const fs = require('fs');\nconst x = require(\"./last\");\n", 'last.js': '',
    });
    const names = namesOf(join(folder, 'run.ts')).map((name) => relative(folder, resolve(assetRoot, name)));
    expect(names).toEqual(['a.ts', 'd/index.ts', 'deep.js', 'last.js', 'run.ts']);
  });

  it('changes with the content of a module far away', () => {
    const folder = makeFolder({ 'run.ts': "import './a';", 'a.ts': "import './b';", 'b.ts': '1' });
    const before = describeClosure([join(folder, 'run.ts')]);
    writeFileSync(join(folder, 'b.ts'), '2');
    expect(describeClosure([join(folder, 'run.ts')])).not.toEqual(before);
  });

  it('names packages with their versions', () => {
    const entry = join(assetRoot, 'plugin', 'runners', 'code.ts');
    expect(describeClosure([join(assetRoot, 'plugin/manifest/parse-yaml.ts')]).some((line) => /^yaml@\d+\.\d+/.test(line))).toBe(true);
    expect(() => namesOf(entry)).toThrow(/ENOENT/);
  });
});

describe('the code of our steps', () => {
  it.each(STEPS.map(({ name }) => name))('%s is found, and no two steps have the same', (step) => {
    expect(namesOf(runOf(step))).toContain(`plugin/steps/${step}/run.ts`);
    const others = STEPS.filter(({ name }) => name !== step).map(({ name }) => digestStepCode(name));
    expect(others).not.toContain(digestStepCode(step));
  });

  it('a change to the report, the texts of errors or the Nx plugin retrains nothing', () => {
    const train = namesOf(runOf('train'));
    // a frozen base gives what it ships: its C++ is put together as that of an impulse is
    const own = 'train|step|evaluate|read-json|block-arguments|empty-folder|compile/(collect-sources|read-kernels|write-impulse)';
    const others = new RegExp(`^plugin/(steps/(?!${own})|errors|nx|runners|cli|estimate)`);
    expect(train.filter((name) => others.test(name))).toEqual([]);
  });
});
