import { existsSync } from 'node:fs';
import { ImpulseErrors } from '../errors';
import { frameErrors } from '../frame-errors';
import { manifestPath, readManifest } from '../manifest/read-manifest';
import type { Command } from './command';
import { summarizeManifest } from './summarize-manifest';

export const validate: Command = {
  name: 'validate',
  summary: 'Checks manifests: shows every error with its place and its fix, or what the impulse is.',
  arguments: [{ name: 'impulse.yaml', help: 'Manifests, or folders that hold one. Default: the current folder.', many: true }],
  examples: ['nx-impulse validate examples/keyword-spotting'],
  async run({ args, print }) {
    const broken = (args.length > 0 ? args : ['.']).map((path) => validateOne(path, print)).filter((valid) => !valid);
    return broken.length > 0 ? 1 : 0;
  },
};

function validateOne(path: string, print: (line: string) => void): boolean {
  try {
    print(summarizeManifest(readManifest(path)));
    return true;
  } catch (error) {
    if (!(error instanceof ImpulseErrors)) throw error;
    print(frameErrors(error));
    const count = error.errors.length;
    if (existsSync(manifestPath(path))) print(`\n${count} ${count === 1 ? 'error' : 'errors'} in ${path}`);
    return false;
  }
}
