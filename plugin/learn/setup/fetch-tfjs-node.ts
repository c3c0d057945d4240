import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TFJS_NODE_VERSION } from './engine-folder';
import { runCommand } from './run-command';

/**
 * Installs tfjs-node into `folder` with its scripts off (npm would remove it when they fail). Its 270 MB dependency `@tensorflow/tfjs` is replaced
 * by one line that hands it the TensorFlow.js we have: so both share one set of classes, and 9 MB are left.
 */
export async function fetchTfjsNode(folder: string): Promise<void> {
  writeShim(folder, 'tfjs');
  writeShim(folder, 'tfjs-core');
  writeJson(join(folder, 'package.json'), {
    private: true,
    dependencies: {
      '@tensorflow/tfjs': 'file:./tfjs',
      '@tensorflow/tfjs-core': 'file:./tfjs-core',
      '@tensorflow/tfjs-node': TFJS_NODE_VERSION,
    },
    overrides: { '@tensorflow/tfjs': '$@tensorflow/tfjs' },
  });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  await runCommand(npm, ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'], { cwd: folder });
}

/** Key of the global symbol under which TensorFlow.js is handed over. */
export const SHARED_TFJS = 'nx-impulse.tfjs';

function writeShim(folder: string, name: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeJson(join(folder, name, 'package.json'), { name: `@tensorflow/${name}`, version: TFJS_NODE_VERSION, main: 'index.js' });
  writeFileSync(join(folder, name, 'index.js'), `module.exports = globalThis[Symbol.for('${SHARED_TFJS}')];\n`);
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}
