import type { Source, TransformUse } from '../../schemas/impulse';
import { didYouMean } from '../did-you-mean';
import { isS3 } from '../network/s3-glob';
import { checkReaderOptions } from './check-reader-options';
import type { ErrorCollector } from './error-collector';
import type { Places } from './find-folder';
import { linkBlock, reportSecrets } from './link-block';
import { linkLabelRule, patternFields } from './link-label-rule';
import { linkObjects, wholePath } from './link-objects';
import { linkSensors } from './link-sensors';
import { linkUse } from './link-uses';
import type { BlockUse, DataSource } from './manifest';

const OWN_KEYS = ['path', 'block', 'label', 'labels', 'boxes', 'pattern', 'relabel', 'use', 'transform', 'map', 's3', 'sensors'];
/** Reader options of files; for a block everything that is not an own key is one of its parameters. */
const FILE_KEYS = ['channels', 'csv', 'hmacKey', 'onBroken', 'resample', 'resize'];
const LATER_FORMATS = ['mp3', 'ogg', 'flac', 'mp4'];

/** @param axes names in `input.axes`; undefined where those are broken. */
export function linkSources(
  written: readonly Source[] | undefined, axes: readonly string[] | undefined, places: Places, errors: ErrorCollector,
): DataSource[] {
  return (Array.isArray(written) ? written : []).flatMap((source: Source, index) => {
    const path = ['dataset', 'sources', String(index)];
    return errors.isBroken(path) ? [] : (linkSource(source, axes, path, places, errors) ?? []);
  });
}

function linkSource(
  source: Source, axes: readonly string[] | undefined, path: string[], places: Places, errors: ErrorCollector,
): DataSource | undefined {
  if ((source.path === undefined) === (source.block === undefined)) {
    errors.report('IMP_SOURCE_KIND', { found: source.path === undefined ? 'neither' : 'both' }, path);
    return undefined;
  }
  if (source.path !== undefined && !isReadable(source.path, path, errors)) return undefined;
  const params = Object.fromEntries(Object.entries(source).filter(([key]) => !OWN_KEYS.includes(key)));
  const linked: DataSource = { params, label: linkLabelRule(source, path, errors) };
  if (source.use) linked.use = source.use;
  if (source.relabel) linked.relabel = source.relabel;
  const fields = source.pattern === undefined ? [] : patternFields(source.pattern);
  if (source.pattern !== undefined && !fields.includes('label')) linked.pattern = source.pattern;
  Object.assign(linked, linkChanges(source, path, places, errors), linkObjects(source, path, errors));
  if (source.sensors) linked.sensors = linkSensors(source, axes, path, errors);
  if (source.path !== undefined) {
    checkFileKeys(Object.keys(params), path, errors);
    reportSecrets(['hmacKey'], params, path, errors);
    checkReaderOptions(source, axes, path, errors);
    return { path: wholePath(source.path), ...linked };
  }
  const referencePath = [...path, 'block'];
  const { block: reference } = source as { block: string };
  const kinds = { kind: 'synthetic', orKind: 'transform' } as const;
  const block = linkBlock({ name: reference, ...kinds, reference, params, path, referencePath }, places, errors);
  if (!block) return undefined;
  checkPlace(block, referencePath, errors, true);
  const { container } = block;
  return { block: block.block, folder: block.folder, ...linked, ...(container ? { container } : {}), params: block.params };
}

/** Blocks that change or label the files of a source. */
function linkChanges(
  source: Source, path: string[], places: Places, errors: ErrorCollector,
): Pick<DataSource, 'transforms' | 'labeller' | 'map'> {
  const { transform = [], labels, map } = source;
  const link = (kind: 'transform' | 'label', use: TransformUse, ...place: string[]): BlockUse[] =>
    linkUse(kind, use, [...path, ...place], places, errors);
  const transforms = transform.flatMap((use, index) => {
    const linked = link('transform', use, 'transform', String(index));
    checkPlace(linked[0], [...path, 'transform', String(index)], errors);
    return linked;
  });
  const [labeller] = typeof labels === 'object' ? link('label', labels, 'labels') : [];
  if (source.block !== undefined && (transform.length > 0 || labeller)) errors.report('IMP_SOURCE_MADE', { block: source.block }, path);
  return { ...(transforms.length > 0 ? { transforms } : {}), ...(labeller ? { labeller } : {}), ...(map === undefined ? {} : { map }) };
}

/** By the contract of Edge Impulse a block either works on files or makes its own. @param made whether it is a source by itself. */
function checkPlace(use: Pick<BlockUse, 'block' | 'container'> | undefined, path: string[], errors: ErrorCollector, made = false): void {
  const { contract, operatesOn } = use?.container ?? {};
  if (contract !== 'edge-impulse' || (operatesOn === 'standalone') === made) return;
  errors.report(made ? 'IMP_BLOCK_NEEDS_FILES' : 'IMP_BLOCK_STANDALONE', { block: use!.block }, path);
}

function checkFileKeys(keys: string[], path: string[], errors: ErrorCollector): void {
  for (const key of keys.filter((name) => !FILE_KEYS.includes(name))) {
    errors.report('IMP_KEY_UNKNOWN', { key, advice: didYouMean(key, [...OWN_KEYS, ...FILE_KEYS]) }, [...path, key], 'key');
  }
}

function isReadable(glob: string, path: string[], errors: ErrorCollector): boolean {
  const scheme = isS3(glob) ? undefined : /^(\w+):\/\//.exec(glob)?.[0];
  const ending = /\.(\w+)$/.exec(glob)?.[1].toLowerCase();
  const later = scheme ?? (ending !== undefined && LATER_FORMATS.includes(ending) ? ending : undefined);
  if (later === undefined) return true;
  const known = 'files of the formats wav, csv, parquet, json, cbor, png, jpg, here or at s3://';
  errors.report('IMP_PART_NOT_BUILT', { part: later, known }, [...path, 'path']);
  return false;
}
