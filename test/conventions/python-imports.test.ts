import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listRepositoryFiles, readRepositoryFile } from './source-files';

/** Import name -> package, of what the references of our blocks stand on. Everything else that they import is Python's own, or a file of theirs. */
const PACKAGES: Record<string, string> = { PIL: 'pillow', librosa: 'librosa', numpy: 'numpy', pywt: 'PyWavelets', scipy: 'scipy', sklearn: 'scikit-learn' };

const files = listRepositoryFiles();
const scripts = files.filter((file) => /^blocks\/(dsp|learn)\/.*golden\.py$/.test(file));

/** Top-level names that a script imports, and what its own files beside it and above it import. */
function importsOf(script: string): Set<string> {
  const names = [...readRepositoryFile(script).matchAll(/^(?:from|import) (\w+)/gm)].map(([, name]) => name!);
  const own = names.flatMap((name) => [dirname(script), dirname(dirname(script))].map((folder) => join(folder, `${name}.py`)).filter((file) => files.includes(file)));
  return new Set([...names, ...own.flatMap((file) => [...importsOf(file)])]);
}

describe('the scripts that write golden values', () => {
  it('are found', () => {
    expect(scripts).toEqual(expect.arrayContaining(['blocks/dsp/make-golden.py', 'blocks/dsp/image/make_golden.py', 'blocks/learn/gmm-anomaly/make-golden.py']));
  });

  it.each(scripts)('%s imports nothing that is not in the requirements beside it', (script) => {
    const requirements = readRepositoryFile(join(dirname(script), 'requirements.txt')).toLowerCase();
    const needed = [...importsOf(script)].flatMap((name) => PACKAGES[name] ?? []);
    expect(needed.length).toBeGreaterThan(0);
    expect(needed.filter((name) => !requirements.includes(`${name.toLowerCase()}==`))).toEqual([]);
  });
});
