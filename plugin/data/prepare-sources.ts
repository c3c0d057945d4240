import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { DataSource, SplitName } from '../manifest/manifest';
import type { ReaderOptions } from './formats/format';
import { type Labeller, createLabeller } from './labels/label-recording';
import type { FileSet } from './list-members';
import { loadSyntheticBlock } from './synthetic/synthetic-block';

/** A source with what every one of its recordings needs. */
export interface PreparedSource {
  files: FileSet;
  label: Labeller;
  use?: SplitName;
  options: ReaderOptions & { onBroken?: 'quarantine' | 'refuse' };
}

/** Where sources are found, and where blocks leave what they make. */
export interface SourcesRequest {
  /** The impulse's folder. */
  root: string;
  sources: readonly DataSource[];
  input: { frequencyHz: number; axes: readonly string[] };
  /** `block:<name>` -> the folder of that synthetic block. */
  blocks: Record<string, string>;
  scratch: string;
  progress(message: string, done?: number): void;
}

/** Lets blocks make their recordings; after that a source is a set of files and a label rule, whatever it was before. */
export async function prepareSources(request: SourcesRequest): Promise<PreparedSource[]> {
  const prepared: PreparedSource[] = [];
  for (const [index, source] of request.sources.entries()) prepared.push(await prepareSource(request, source, index));
  return prepared;
}

async function prepareSource(request: SourcesRequest, source: DataSource, index: number): Promise<PreparedSource> {
  const { root, sources } = request;
  if (source.block === undefined) {
    const labels = source.label.kind === 'file' ? resolve(root, source.label.path) : undefined;
    const files = { root, pattern: source.path as string, prefix: '', labels };
    return { files, label: createLabeller(source, root), use: source.use, options: source.params };
  }
  const folder = await makeRecordings(request, source, index);
  const name = source.block.split('/').at(-1);
  const prefix = sources.findIndex(({ block }) => block === source.block) === index ? `${name}/` : `${name}-${index}/`;
  const rule = source.label.kind === 'recording' ? ({ kind: 'file', path: 'info.labels' } as const) : source.label;
  return { files: { root: folder, pattern: '**/*.*', prefix }, label: createLabeller({ ...source, label: rule }, folder), use: source.use, options: {} };
}

async function makeRecordings({ blocks, input, scratch, progress }: SourcesRequest, source: DataSource, index: number): Promise<string> {
  const folder = join(scratch, `made-${index}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const block = await loadSyntheticBlock(blocks[`block:${source.block}`]);
  await block.generate({ params: source.params, ...input, folder, progress });
  return folder;
}
