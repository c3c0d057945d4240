import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { DataSource, SplitName } from '../manifest/manifest';
import type { ReaderOptions, Recording } from './formats/format';
import { type Labeller, createLabeller } from './labels/label-recording';
import type { FileSet } from './list-members';
import { loadSyntheticBlock } from './synthetic/synthetic-block';

/** A source with what every one of its recordings needs. */
export interface PreparedSource {
  files: FileSet;
  label: Labeller;
  use?: SplitName;
  options: ReaderOptions & { onBroken?: 'quarantine' | 'refuse' };
  /** Everything but the bytes that decides what a file of this source becomes. */
  settings(file: string): string;
}

const NO_RECORDING: Recording = { axes: [], frequencyHz: 1, dtype: 'int16', values: new Int16Array(0), metadata: {} };

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
    return finishSource(request, source, root, { root, pattern: source.path as string, prefix: '', labels });
  }
  const folder = await makeRecordings(request, source, index);
  const name = source.block.split('/').at(-1);
  const prefix = sources.findIndex(({ block }) => block === source.block) === index ? `${name}/` : `${name}-${index}/`;
  const label = source.label.kind === 'recording' ? ({ kind: 'file', path: 'info.labels' } as const) : source.label;
  return finishSource(request, { ...source, params: {}, label }, folder, { root: folder, pattern: '**/*.*', prefix });
}

function finishSource({ input }: SourcesRequest, source: DataSource, root: string, files: FileSet): PreparedSource {
  const label = createLabeller(source, root);
  const says = (file: string) => (source.label.kind === 'recording' ? source.label : labellingOf(label, file));
  const settings = (file: string) => JSON.stringify([input, source.use, source.params, source.pattern, says(file)]);
  return { files, label, use: source.use, options: source.params, settings };
}

/** What a rule that looks at names alone says of a file, or why it says nothing. */
function labellingOf(label: Labeller, file: string): unknown {
  try {
    return label(file, NO_RECORDING);
  } catch (error) {
    return (error as Error).message;
  }
}

async function makeRecordings({ blocks, input, scratch, progress }: SourcesRequest, source: DataSource, index: number): Promise<string> {
  const folder = join(scratch, `made-${index}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const block = await loadSyntheticBlock(blocks[`block:${source.block}`]);
  await block.generate({ params: source.params, ...input, folder, progress });
  return folder;
}
