import { cpSync, readFileSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { planSteps } from '../graph/plan-steps';
import { manifestPath, readManifest } from '../manifest/read-manifest';
import { digestBytes } from '../runners/digest';
import { listFiles } from '../runners/list-files';
import { runImpulse } from '../runners/run-impulse';
import type { StepContext } from '../steps/step';
import { makeImpulse } from './make-impulse';
import type { Bench } from './open-bench';
import type { OpenBlock } from './open-block';
import type { FilesTrial, MadeFile } from './trial';
import { describeFiles } from './try-files';

/**
 * Lets a block in a container pack an impulse for the first of its targets.
 *
 * @param impulse `impulse.yaml` or its folder; default: a small one that is made up. @param keep receives the archive: absolute folder.
 */
export async function tryDeploy(
  bench: Bench, { use }: OpenBlock, say: StepContext['progress'], impulse?: string, keep?: string,
): Promise<FilesTrial> {
  const root = impulse === undefined ? bench.folder() : dirname(resolve(manifestPath(impulse)));
  if (impulse === undefined) makeImpulse(root);
  const plan = planSteps({ ...readManifest(root), deploy: [use] }).find(({ step }) => step === 'deploy')!;
  say('compiling the impulse that it packs');
  const outcomes = await runImpulse(root, { steps: Object.values(plan.inputs) });
  const inputs = Object.fromEntries(Object.entries(plan.inputs).map(([role, id]) => [role, outcomes.get(id)!.folder]));
  const { output } = await bench.perform(plan, inputs, root);
  if (keep !== undefined) cpSync(output, keep, { recursive: true });
  return { kind: 'files', filesIn: Object.values(inputs).flatMap(listFiles).length, files: describeArchives(output), metadata: {} };
}

/** Archives, each before what is in it. */
function describeArchives(folder: string): MadeFile[] {
  return describeFiles(folder).flatMap((file) => (extname(file.name) === '.zip' ? [file, ...describeEntries(folder, file.name)] : [file]));
}

function describeEntries(folder: string, archive: string): MadeFile[] {
  const entries = Object.entries(unzipSync(readFileSync(join(folder, archive)))).filter(([name]) => !name.endsWith('/'));
  return entries.map(([name, bytes]) => ({ name: `${archive}/${name}`, bytes: bytes.length, sha256: digestBytes(bytes) }));
}
