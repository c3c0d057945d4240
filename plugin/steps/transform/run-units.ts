import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ContainerSpec } from '../../manifest/manifest';
import type { BlockDefinition } from '../../manifest/read-block';
import { guessBlock } from '../../manifest/guess-block';
import { toArguments } from '../block-arguments';
import type { StepContext } from '../step';
import type { Said } from './said';
import { stageFiles } from './stage-files';
import { nameRun, type Unit } from './units';

/** Where Edge Impulse's transformation blocks find their data, and leave it. */
const DATA = '/data';
const OUT = '/data-out';

/**
 * Runs a transform block on some units, by its contract: ours, which knows one unit, or the arguments of Edge Impulse's transformation
 * blocks. The output of a unit lies in its folder `out` below `folder`.
 *
 * @param folder empty. @param said what is known of the files. @param onEnd called after each unit.
 */
export async function runUnits(
  context: StepContext, definition: BlockDefinition, units: readonly Unit[], folder: string, said: Said, onEnd: () => void,
): Promise<void> {
  const places = { staged: `${folder}.in`, folder };
  stageFiles(units.flatMap(({ files }) => files), places.staged);
  try {
    if (context.params.block.container.contract === 'impulse') await runByOurContract(context, units[0]!, places).then(onEnd);
    else await runByTheirContract(context, definition, { units, said, onEnd }, places);
  } finally {
    rmSync(places.staged, { recursive: true, force: true });
  }
}

/** Folders of this machine that the block sees. */
interface Places {
  staged: string;
  folder: string;
}

interface Work {
  units: readonly Unit[];
  said: Said;
  onEnd: () => void;
}

async function runByOurContract({ params, containers }: StepContext, unit: Unit, { staged, folder }: Places): Promise<void> {
  const inputs: Record<string, string> = unit.files.length > 0 ? { data: staged } : {};
  await containers.runStep('block', { params: params.block.params, inputs, output: folder, ...nameRun(unit) });
}

async function runByTheirContract(
  { params, containers, folders }: StepContext, { parameters }: BlockDefinition, { units, said, onEnd }: Work, { staged, folder }: Places,
): Promise<void> {
  const { container: { operatesOn, metadata }, params: values } = params.block;
  const { args, secrets } = toArguments(values, parameters.properties);
  const runs = units.map((unit) => {
    mkdirSync(join(folder, unit.out), { recursive: true });
    const told = metadata ? ['--metadata', JSON.stringify(said.of(unit))] : [];
    return { argv: [...inputOf(operatesOn, unit), ...outputOf(operatesOn, unit, folders.block!), ...told, ...args], ...nameRun(unit) };
  });
  const input = units.some(({ files }) => files.length > 0) ? [{ host: staged, inside: DATA }] : [];
  await containers.runEach('block', { secrets, mounts: [...input, { host: folder, inside: OUT, writable: true }] }, runs, onEnd);
}

/** A unit has the same place in every container: programs name their output after it. */
function inputOf(operatesOn: ContainerSpec['operatesOn'], { files, into }: Unit): string[] {
  if (operatesOn === 'file') return ['--in-file', `${DATA}/${files[0]!.name}`];
  return operatesOn === 'directory' ? ['--in-directory', into === '.' ? DATA : `${DATA}/${into}`] : [];
}

function outputOf(operatesOn: ContainerSpec['operatesOn'], { out }: Unit, block: string): string[] {
  if (operatesOn === 'standalone' && !guessBlock(block).takesOutput) return [];
  return ['--out-directory', out === '.' ? OUT : `${OUT}/${out}`];
}
