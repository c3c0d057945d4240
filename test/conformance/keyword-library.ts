import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { assetRoot } from '../../plugin/paths';
import { run as deploy } from '../../plugin/steps/deploy/run';
import { runStepBody } from '../run-step';
import { compileKeywordImpulse, makeKeywordArtefacts } from './keyword-impulse';

/** Compiles the keyword impulse for a target, packs it as C++ library below `root`, and unpacks that: the folder of its sources. */
export async function makeKeywordLibrary(root: string, target: string): Promise<string> {
  await compileKeywordImpulse(root, await makeKeywordArtefacts(root), target);
  return join(unzip(await packKeywordLibrary(root, target, 'deploy')), 'kws');
}

/** Packs what was compiled for a target into the artefact `<root>/<id>`: the archive. */
export async function packKeywordLibrary(root: string, target: string, id: string): Promise<string> {
  const folders = { 'deploy:cpp-library': join(assetRoot, 'blocks', 'deploy', 'cpp-library') };
  const inputs = { compile: join(root, `compile--${target}`) };
  await runStepBody(deploy, root, { id, params: { name: 'kws', target, formats: ['cpp-library'] }, inputs, folders });
  return join(root, id, `kws-${target}-cpp-library.zip`);
}

/** Unpacks an archive beside it. */
function unzip(archive: string): string {
  const folder = join(dirname(archive), 'unzipped');
  for (const [path, bytes] of Object.entries(unzipSync(readFileSync(archive)))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}

/** Names of the translation units of a library. */
export function unitsOf(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.cpp'))
    .sort();
}
