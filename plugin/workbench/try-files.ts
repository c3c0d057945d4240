import { cpSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { encodeWav } from '../data/synthetic/encode-wav';
import { createRandom } from '../data/synthetic/seeded-random';
import { ImpulseError } from '../errors';
import type { StepPlan } from '../graph/step-plan';
import type { DataSource } from '../manifest/manifest';
import { digestFile } from '../runners/digest';
import { listFiles } from '../runners/list-files';
import { readJson } from '../steps/read-json';
import { planSources } from '../steps/transform/plan-sources';
import type { Bench } from './open-bench';
import type { OpenBlock } from './open-block';
import type { FilesTrial, MadeFile } from './trial';

/** Samples per second of recordings that are made up. */
const RATE_HZ = 16_000;

/**
 * Lets a block make, change or label recordings.
 *
 * @param input file or folder; default: three recordings of noise. @param keep receives what the block left: absolute folder.
 */
export async function tryFiles(bench: Bench, { definition, use }: OpenBlock, input?: string, keep?: string): Promise<FilesTrial> {
  const role = roleOf(definition.kind, use);
  const { root, path } = role === 'synthetic' ? { root: undefined, path: undefined } : placeInput(bench, input);
  const { output, metrics } = await bench.perform(planAlone(role, use, path), {}, root);
  if (keep !== undefined) cpSync(output, keep, { recursive: true });
  const made = definition.kind === 'label' ? output : join(output, 'files');
  const metadata = existsSync(join(output, 'metadata.json')) ? readJson<FilesTrial['metadata']>(output, 'metadata.json') : {};
  return { kind: 'files', filesIn: metrics.filesIn as number, files: describeFiles(made), metadata };
}

/** Files below a folder, in order of their names. */
export function describeFiles(folder: string): MadeFile[] {
  return listFiles(folder).map((name) => {
    const path = join(folder, name);
    return { name, bytes: statSync(path).size, sha256: digestFile(path) };
  });
}

/** A transform block that takes no files is a source of its own. */
function roleOf(kind: string, { container }: OpenBlock['use']): string {
  return container?.contract === 'edge-impulse' && container.operatesOn === 'standalone' ? 'synthetic' : kind;
}

/** As an impulse plans the only block of its only source. */
function planAlone(role: string, use: OpenBlock['use'], path: string | undefined): StepPlan {
  const source: DataSource = { params: use.params, label: { kind: 'unlabelled' } };
  const roles = { transform: { path, transforms: [use] }, label: { path, labeller: use }, synthetic: use };
  return planSources([{ ...source, ...roles[role as keyof typeof roles] } as DataSource])[0]!.plans[0]!;
}

/** @returns the folder that stands for the impulse's, and the pattern of its files. */
function placeInput(bench: Bench, input: string | undefined): { root: string; path: string } {
  if (input === undefined) return { root: makeRecordings(bench.folder()), path: '**/*' };
  const absolute = resolve(input);
  const stat = statSync(absolute, { throwIfNoEntry: false });
  if (stat === undefined) throw new ImpulseError('IMP_BLOCK_INPUT', { input });
  if (stat.isDirectory()) return { root: absolute, path: '**/*' };
  const root = bench.folder();
  cpSync(absolute, join(root, basename(absolute)));
  return { root, path: '*' };
}

function makeRecordings(root: string): string {
  for (const name of ['one', 'two', 'three']) {
    const random = createRandom('recording', name);
    writeFileSync(join(root, `${name}.wav`), encodeWav(Int16Array.from({ length: RATE_HZ }, () => 2000 * random.normal()), RATE_HZ));
  }
  return root;
}
