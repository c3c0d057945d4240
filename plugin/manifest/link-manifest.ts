import { didYouMean } from '../did-you-mean';
import type { ErrorCollector } from './error-collector';
import { findFolder, knownIds, type Places } from './find-folder';
import { linkBlock } from './link-block';
import { patternFields, type WrittenSource } from './link-label-rule';
import { linkSources } from './link-sources';
import type { BlockUse, Budget, DataSource, DeployFormat, InputSection, LearnUse, Manifest, SplitSpec, TargetUse } from './manifest';

/** The manifest after its schema: defaults in place, quantities as numbers in the schema's units, names not resolved. */
export interface WrittenManifest {
  name: string;
  description?: string;
  dataset: { sources: WrittenSource[]; split: SplitSpec };
  input: { window: number; stride?: number; frequency: number; axes: string[] };
  dsp: Record<string, WrittenUse>;
  learn: Record<string, WrittenUse>;
  postprocess?: WrittenUse;
  targets: (string | { id: string; budget: WrittenBudget })[];
  budget: WrittenBudget;
  deploy: DeployFormat[];
}

type WrittenUse = { block?: string; axes?: string[]; input?: string[]; [parameter: string]: unknown };
type WrittenBudget = { accuracy?: number; ram?: number; flash?: number; latency?: number };

/** Resolves every name of a manifest. Parts that are broken already are skipped: their errors have been reported. */
export function linkManifest(written: Partial<WrittenManifest>, places: Places, errors: ErrorCollector): Manifest {
  const sources = linkSources(listOf(written.dataset?.sources), places, errors);
  checkSplit(written.dataset?.split, sources, errors);
  const axes = errors.isBroken(['input', 'axes']) ? undefined : written.input?.axes;
  const dsp = linkUses(written, 'dsp', places, errors, ({ axes: seen }, path) => {
    checkNames('IMP_AXIS_UNKNOWN', seen, axes, [...path, 'axes'], errors);
    return seen ? { axes: seen } : {};
  });
  const dspNames = Object.keys(written.dsp ?? {});
  const learn = linkUses(written, 'learn', places, errors, ({ input }, path) => {
    checkNames('IMP_INPUT_UNKNOWN', input, dspNames, [...path, 'input'], errors);
    return { input: input ?? dspNames };
  });
  const { name = '', description, deploy = [] } = written;
  return {
    name,
    ...(description === undefined ? {} : { description }),
    dataset: { sources, split: written.dataset?.split as SplitSpec },
    input: linkInput(written.input, errors) as InputSection,
    dsp,
    learn: learn as LearnUse[],
    ...linkPostprocess(written.postprocess, places, errors),
    targets: linkTargets(written, places, errors),
    budget: linkBudget(written.budget),
    deploy,
  };
}

type Extra = (use: WrittenUse, path: string[]) => Partial<LearnUse>;

/** `extra` checks and returns the keys that belong to the use itself, not to the block. */
function linkUses(written: Partial<WrittenManifest>, kind: 'dsp' | 'learn', places: Places, errors: ErrorCollector, extra: Extra): BlockUse[] {
  return Object.entries(written[kind] ?? {}).flatMap(([name, use]) => {
    const path = [kind, name];
    if (errors.isBroken(path)) return [];
    const { block, axes: _, input: __, ...params } = use;
    const ownKeys = kind === 'dsp' ? { input: use.input } : { axes: use.axes };
    const stray = Object.fromEntries(Object.entries(ownKeys).filter(([, value]) => value !== undefined));
    const own = extra(use, path);
    const reference = { reference: block ?? name, referencePath: block === undefined ? path : [...path, 'block'] };
    const linked = linkBlock({ name, kind, ...reference, params: { ...params, ...stray }, path }, places, errors);
    return linked ? [{ ...linked, ...own }] : [];
  });
}

function linkPostprocess(use: WrittenUse | undefined, places: Places, errors: ErrorCollector): { postprocess?: BlockUse } {
  const path = ['postprocess'];
  if (!use || errors.isBroken(path)) return {};
  const { block = '', ...params } = use;
  const postprocess = linkBlock(
    { name: 'postprocess', kind: 'postprocess', reference: block, params, path, referencePath: [...path, 'block'] },
    places,
    errors,
  );
  return postprocess ? { postprocess } : {};
}

function linkInput(input: WrittenManifest['input'] | undefined, errors: ErrorCollector): InputSection | undefined {
  if (!input || errors.isBroken(['input'])) return undefined;
  const { window: windowMs, frequency: frequencyHz, axes } = input;
  for (const [key, ms = Infinity] of [['window', windowMs], ['stride', input.stride]] as const) {
    if ((ms * frequencyHz) / 1000 < 1) errors.report('IMP_WINDOW_SHORT', { key, ms, frequencyHz }, ['input', key]);
  }
  return { windowMs, strideMs: input.stride ?? windowMs, frequencyHz, axes };
}

function linkTargets(written: Partial<WrittenManifest>, places: Places, errors: ErrorCollector): TargetUse[] {
  const family = { folder: 'targets', file: 'target.json' } as const;
  const seen = new Map<string, number>();
  return listOf(written.targets).flatMap((target, index) => {
    const path = ['targets', String(index)];
    if (errors.isBroken(path)) return [];
    const { id: reference, budget = {} } = typeof target === 'string' ? { id: target } : target;
    const idPath = typeof target === 'string' ? path : [...path, 'id'];
    const found = findFolder(reference, family, places);
    if (!found) {
      errors.report('IMP_TARGET_UNKNOWN', { target: reference, advice: didYouMean(reference, knownIds(family, places)) }, idPath);
      return [];
    }
    const id = found.id.split('/').at(-1)!;
    const first = seen.get(id);
    if (first !== undefined) errors.report('IMP_TARGET_DUPLICATE', { target: id, first: first + 1 }, idPath);
    seen.set(id, first ?? index);
    return [{ id, folder: found.folder, budget: { ...linkBudget(written.budget), ...linkBudget(budget) } }];
  });
}

function linkBudget({ accuracy, ram, flash, latency }: WrittenBudget = {}): Budget {
  const budget = { accuracy, ramBytes: ram, flashBytes: flash, latencyMs: latency };
  return Object.fromEntries(Object.entries(budget).filter(([, limit]) => limit !== undefined));
}

function checkSplit(split: SplitSpec | undefined, sources: readonly DataSource[], errors: ErrorCollector): void {
  const path = ['dataset', 'split'];
  if (!split || errors.isBroken(path)) return;
  if (split.validation + split.test >= 1) errors.report('IMP_SPLIT_FULL', {}, path, 'key');
  if (split.hold && split.groupBy === undefined) errors.report('IMP_HOLD_UNGROUPED', {}, [...path, 'hold'], 'key');
  const { groupBy } = split;
  if (groupBy === undefined || errors.isBroken(['dataset', 'sources']) || sources.some(bringsMetadata)) return;
  const fields = [...new Set(sources.flatMap(fieldsOf))].filter((field) => field !== 'label');
  if (!fields.includes(groupBy)) {
    errors.report('IMP_GROUP_UNKNOWN', { field: groupBy, advice: didYouMean(groupBy, fields) }, [...path, 'groupBy']);
  }
}

/** Fields that only the recordings or a labels file know. */
function bringsMetadata({ path = '', block, label }: DataSource): boolean {
  return block !== undefined || label.kind === 'file' || label.kind === 'recording' || /\.(json|cbor)$/i.test(path);
}

function fieldsOf({ label, pattern }: DataSource): string[] {
  return patternFields(pattern ?? (label.kind === 'pattern' ? label.pattern : ''));
}

function checkNames(
  code: 'IMP_AXIS_UNKNOWN' | 'IMP_INPUT_UNKNOWN',
  names: readonly string[] | undefined,
  known: readonly string[] | undefined,
  path: string[],
  errors: ErrorCollector,
): void {
  if (!known) return;
  for (const [index, name] of (names ?? []).entries()) {
    if (!known.includes(name)) errors.report(code, { name, advice: didYouMean(name, known) }, [...path, String(index)]);
  }
}

/** A list, or nothing where the manifest has something else in its place (which was reported). */
function listOf<Item>(value: Item[] | undefined): Item[] {
  return Array.isArray(value) ? value : [];
}
