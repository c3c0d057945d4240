import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ImpulseError } from '../errors';
import { ALL_RECORDINGS } from '../manifest/link-objects';
import type { DataSource, InputSection, SensorFiles, SplitName } from '../manifest/manifest';
import { fetchedPath, isS3 } from '../network/s3-glob';
import type { Quarantined } from './dataset';
import { digestImageBlock } from './fit-picture';
import type { ReaderOptions, Recording } from './formats/format';
import { type Labeller, createLabeller } from './labels/label-recording';
import { type FileSet, refuse } from './list-members';
import { loadSyntheticBlock } from './synthetic/synthetic-block';

/** A source with what every one of its recordings needs. */
export interface PreparedSource {
  files: FileSet;
  label: Labeller;
  use?: SplitName;
  /** Objects of a bucket that can be no files. */
  refused: Quarantined[];
  /** Where a recording is a file of each. */
  sensors?: readonly SensorFiles[];
  options: ReaderOptions & { onBroken?: 'quarantine' | 'refuse' };
  /** Everything but the bytes that decides what a file of this source becomes. */
  settings(file: string): string;
  /** @throws IMP_RELABEL_UNKNOWN where the label map names a label that no recording had, once all were labelled */
  checkRelabel(): void;
}

const LABELS_FILE = 'info.labels';

const NO_RECORDING: Recording = { axes: [], frequencyHz: 1, dtype: 'int16', values: new Int16Array(0), metadata: {} };

/** Where sources are found, and where blocks leave what they make. */
export interface SourcesRequest {
  /** The impulse's folder. */
  root: string;
  sources: readonly DataSource[];
  input: Pick<InputSection, 'frequencyHz' | 'axes' | 'image'>;
  /** `block:<name>` -> the folder of that synthetic block. */
  blocks: Record<string, string>;
  /**
   * `files:<index of the source>` -> an artefact whose files stand in the place of the source's own; `labels:<index>` -> of its
   * labels; `objects:<index>` -> an artefact that holds what its `s3://` paths name.
   */
  made?: Record<string, string>;
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
  const objects = request.made?.[`objects:${index}`];
  const prepared = await prepareFiles(request, ruleOf(request.root, source, objects), source.path, index);
  if (objects === undefined) return prepared;
  const refused = readRefused(objects);
  const [first] = refused;
  if (first && prepared.options.onBroken === 'refuse') throw new ImpulseError('IMP_S3_KEY', { ...first });
  return { ...prepared, refused: refused.map((details) => refuse('IMP_S3_KEY', { ...details })) };
}

/** A source whose labels may be objects, and the folder that the paths of its labels are relative to. */
interface Ruled {
  source: DataSource;
  labelRoot: string;
  /** Artefact with the objects of this source. */
  objects?: string;
}

function ruleOf(root: string, source: DataSource, objects: string | undefined): Ruled {
  const { label } = source;
  if (!('path' in label) || !isS3(label.path)) return { source, labelRoot: root, objects };
  return { source: { ...source, label: { ...label, path: fetchedPath(label.path) } }, labelRoot: join(objects!, 'files'), objects };
}

/** Keys that the fetch could make no files of. */
function readRefused(objects: string): { file: string; problem: string }[] {
  return JSON.parse(readFileSync(join(objects, 'refused.json'), 'utf8')) as { file: string; problem: string }[];
}

async function prepareFiles(request: SourcesRequest, ruled: Ruled, path: string | undefined, index: number): Promise<PreparedSource> {
  const { sources, made = {} } = request;
  const { source, labelRoot } = ruled;
  const [changed, labelled] = [made[`files:${index}`], made[`labels:${index}`]];
  if (changed !== undefined) return prepareChanged(request, ruled, changed, labelled);
  if (path !== undefined) {
    const labels = source.label.kind === 'file' ? resolve(labelRoot, source.label.path) : undefined;
    const place = isS3(path) ? { root: join(ruled.objects!, 'files'), pattern: fetchedPath(path) } : { root: request.root, pattern: path };
    const files = { ...place, prefix: '', labels };
    if (labelled === undefined) return finishSource(request, source, labelRoot, files);
    return finishSource(request, labelledBy(source, labelled), labelled, files);
  }
  const folder = await makeRecordings(request, source, index);
  const name = source.block!.split('/').at(-1);
  const prefix = sources.findIndex(({ block }) => block === source.block) === index ? `${name}/` : `${name}-${index}/`;
  return finishSource(request, { ...ownLabels(source), params: {} }, folder, { root: folder, pattern: '**/*.*', prefix });
}

/** Files that blocks in containers made or changed, with what those say of them; they keep the names of the files that they come from. */
function prepareChanged(
  request: SourcesRequest, { source, labelRoot: own }: Ruled, artefact: string, labelled: string | undefined,
): PreparedSource {
  const folder = join(artefact, 'files');
  const files = { root: folder, pattern: ALL_RECORDINGS, prefix: '' };
  const isListed = existsSync(join(folder, LABELS_FILE));
  const ruled = labelled !== undefined ? labelledBy(source, labelled) : source.block !== undefined && isListed ? ownLabels(source) : source;
  const labelRoot = labelled ?? (ruled === source ? own : folder);
  const prepared = finishSource(request, ruled, labelRoot, files);
  const said = JSON.parse(readFileSync(join(artefact, 'metadata.json'), 'utf8')) as Record<string, Record<string, string>>;
  const label: Labeller = (file, recording) => {
    const labelling = prepared.label(file, recording);
    return { ...labelling, metadata: { ...said[file], ...labelling.metadata } };
  };
  return { ...prepared, label, settings: (file) => prepared.settings(file) + JSON.stringify(said[file] ?? {}) };
}

/** A block that makes recordings lists their labels in this file, unless its source says otherwise. */
function ownLabels(source: DataSource): DataSource {
  return source.label.kind === 'recording' ? { ...source, label: { kind: 'file', path: LABELS_FILE } } : source;
}

/** The labels that a label block wrote. */
function labelledBy(source: DataSource, artefact: string): DataSource {
  const path = readdirSync(artefact).find((name) => name.startsWith('labels.')) as string;
  return { ...source, label: { kind: 'file', path } };
}

function finishSource({ input }: SourcesRequest, source: DataSource, labelRoot: string, files: FileSet): PreparedSource {
  const seen = new Set<string>();
  const label = createLabeller(source, labelRoot, seen);
  const says = (file: string) => (source.label.kind === 'recording' ? source.label : labellingOf(label, file));
  const code = input.image ? digestImageBlock() : '';
  const { use, params, sensors, pattern, relabel } = source;
  const settings = (file: string) => code + JSON.stringify([input, use, params, sensors, pattern, relabel, says(file)]);
  const check = (): void => checkRelabel(source, seen);
  return { files: { ...files, sensors }, sensors, label, use, refused: [], options: params, settings, checkRelabel: check };
}

/** Labels in recordings are not seen again where a shard was kept: of those nothing can be said. */
function checkRelabel({ label, relabel = {}, path, block = '' }: DataSource, seen: ReadonlySet<string>): void {
  const unknown = label.kind === 'recording' ? undefined : Object.keys(relabel).find((name) => !seen.has(name));
  if (unknown === undefined) return;
  throw new ImpulseError('IMP_RELABEL_UNKNOWN', { source: path ?? block, label: unknown, known: [...seen].sort().join(', ') || 'none' });
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
