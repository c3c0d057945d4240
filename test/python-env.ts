import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheRoot } from '../plugin/paths';

/** Pinned packages of the reference interpreters: TensorFlow Lite Micro and LiteRT. */
export const INTERPRETERS = join(__dirname, 'python', 'requirements.txt');

/** Pinned packages of TensorFlow's own converter. */
export const CONVERTER = join(__dirname, 'python', 'converter-requirements.txt');

/** Pinned packages of our converter of ONNX models. */
export const ONNX = join(__dirname, '..', 'blocks', 'convert', 'onnx', 'requirements.txt');

/**
 * The Python of a virtual environment that has exactly the packages of a requirements file. Made on first use by `python3 -m venv` and
 * pip, kept in the cache under the file's digest; processes that ask at the same time share the result.
 */
export function pythonWith(requirements: string): string {
  const digest = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 16);
  const folder = join(cacheRoot(), 'python', digest);
  const python = join(folder, 'bin', 'python');
  if (existsSync(python)) return python;
  mkdirSync(dirname(folder), { recursive: true });
  const partial = mkdtempSync(`${folder}-`);
  try {
    execFileSync('python3', ['-m', 'venv', partial]);
    // by module: the scripts in bin/ carry the path of the partial folder
    execFileSync(join(partial, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]);
    renameSync(partial, folder);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(python)) throw error;
  }
  return python;
}
