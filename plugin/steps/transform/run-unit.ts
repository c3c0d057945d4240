import { copyFileSync, linkSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { BlockDefinition } from '../../manifest/read-block';
import { toArguments } from '../block-arguments';
import { emptyFolder } from '../empty-folder';
import type { StepContext } from '../step';
import type { Unit } from './units';

/** Where Edge Impulse's transformation blocks find their data, and leave it. */
const DATA = '/data';
const OUT = '/data-out';

/**
 * Runs a transform block on one unit's files, by its contract: ours, or the arguments of Edge Impulse's transformation blocks.
 *
 * @param folder empty; what the block writes.
 */
export async function runUnit(context: StepContext, { parameters }: BlockDefinition, unit: Unit, folder: string): Promise<void> {
  const { params, containers } = context;
  const { container, params: values } = params.block;
  const staged = `${folder}.in`;
  const what = unit.name === 'all' ? {} : { what: unit.name };
  stageFiles(unit, container.contract === 'impulse' ? '.' : unit.into, staged);
  try {
    if (container.contract === 'impulse') {
      await containers.runStep('block', { params: values, inputs: unit.files.length > 0 ? { data: staged } : {}, output: folder, ...what });
      return;
    }
    const { args, secrets } = toArguments(values, parameters.properties);
    const argv = [...placesOf(container.operatesOn, unit), ...(container.metadata ? ['--metadata', '{}'] : []), ...args];
    const mounts = [{ host: staged, inside: DATA }, { host: folder, inside: OUT, writable: true }];
    await containers.run('block', { argv, secrets, mounts: unit.files.length > 0 ? mounts : mounts.slice(1), ...what });
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

function placesOf(operatesOn: 'file' | 'directory' | 'standalone', { files }: Unit): string[] {
  if (operatesOn === 'file') return ['--in-file', `${DATA}/${basename(files[0]!.name)}`, '--out-directory', OUT];
  if (operatesOn === 'directory') return ['--in-directory', DATA, '--out-directory', OUT];
  return ['--out-directory', OUT];
}

/** The unit's files alone, below one folder, by their names: links where they may be, so that nothing is copied. */
function stageFiles({ files }: Unit, from: string, folder: string): void {
  emptyFolder(folder);
  for (const { name, absolute } of files) {
    const to = join(folder, from === '.' ? name : name.slice(from.length + 1));
    mkdirSync(dirname(to), { recursive: true });
    linkOrCopy(absolute, to);
  }
}

/** A block runs as somebody else: what only its owner may read is copied for it. */
function linkOrCopy(from: string, to: string): void {
  try {
    if ((statSync(from).mode & 0o004) !== 0) return linkSync(from, to);
  } catch {
    // Another disk, or a file that is not ours.
  }
  copyFileSync(from, to);
}
