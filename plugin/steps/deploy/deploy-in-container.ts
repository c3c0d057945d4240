import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BlockUse, ContainerSpec } from '../../manifest/manifest';
import { requireBlock } from '../../manifest/read-block';
import { toArguments } from '../block-arguments';
import { emptyFolder } from '../empty-folder';
import type { StepContext } from '../step';
import { copyModels } from './copy-models';
import { describeImpulse } from './describe-impulse';
import { INPUT, METADATA_FILE, OUTPUT } from './edge-impulse/deployment-metadata';
import { writeDeploymentInput } from './edge-impulse/write-deployment-input';
import { checkDeployZip, checkFiles, DEPLOY_ZIP, takeFiles } from './take-archive';

/** A deploy block in a container, as the plan knows it. */
export type ContainerUse = Omit<BlockUse, 'folder' | 'container'> & { container: ContainerSpec };

/**
 * Lets a program of any language pack the compiled impulse, by its contract: ours, or that of Edge Impulse's deployment blocks.
 *
 * @param archive file that is written. @throws IMP_BLOCK_RESULT where it leaves none, and whatever else goes wrong in the container.
 */
export async function deployInContainer(context: StepContext, use: ContainerUse, archive: string): Promise<void> {
  const workplace = emptyFolder(join(context.scratch, use.name));
  const left = join(workplace, 'output');
  mkdirSync(left);
  if (use.container.contract === 'impulse') {
    await runByOurContract(context, use, workplace, left);
    takeFiles(left, archive);
  } else {
    await runByTheirContract(context, use, workplace, left);
    renameSync(join(left, DEPLOY_ZIP), archive);
  }
}

/** The block gets the artefact of `compile`, the models of each learn block, and what the impulse is made of. */
async function runByOurContract(context: StepContext, { name, params }: ContainerUse, workplace: string, output: string): Promise<void> {
  const [model, impulse] = ['model', 'impulse'].map((role) => join(workplace, role));
  copyModels(context, model!);
  mkdirSync(impulse!);
  writeFileSync(join(impulse!, 'impulse.json'), `${JSON.stringify(describeImpulse(context), null, 1)}\n`);
  const inputs = { compile: context.inputs.compile!, model: model!, impulse: impulse! };
  await context.containers.runStep(roleOf(name), { params, inputs, output, what: name, check: () => checkFiles(output) });
}

async function runByTheirContract(context: StepContext, { name, params }: ContainerUse, workplace: string, output: string): Promise<void> {
  const { folders, containers, progress } = context;
  const input = join(workplace, 'input');
  const missing = writeDeploymentInput(context, input);
  progress(`${name} does without ${missing.join(', ')}: ${INPUT}/missing.json says why`);
  const { args, secrets } = toArguments(params, requireBlock(folders[roleOf(name)]!).parameters.properties);
  await containers.run(roleOf(name), {
    argv: ['--metadata', `${INPUT}/${METADATA_FILE}`, ...args],
    secrets,
    mounts: [{ host: input, inside: INPUT }, { host: output, inside: OUTPUT, writable: true }],
    what: name,
    check: () => checkDeployZip(output),
  });
}

function roleOf(name: string): string {
  return `deploy:${name}`;
}
