import { ImpulseError } from '../../errors';
import type { DataSource, LabelRule, SplitName } from '../../manifest/manifest';
import { readBoxes } from '../boxes/read-boxes';
import type { Box, Span } from '../dataset';
import type { Recording } from '../formats/format';
import { mergeNeighbours } from './parse-label-document';
import { parsePattern } from './parse-pattern';
import { type LabelTable, readLabelsFile } from './read-labels-file';

/** What a label rule says of one recording. */
export interface Labelling {
  label: string | null;
  spans?: Span[];
  boxes?: Box[];
  metadata?: Record<string, string>;
  use?: SplitName;
}

/** Looks at a file's name and, where the rule says so, at what the recording itself carries. */
export type Labeller = (file: string, recording: Recording) => Labelling;

/**
 * Prepares the label rule, the name pattern and the label map of a source for all its recordings.
 *
 * @param root the folder of labels files. @param seen takes every label as it was before the map
 */
export function createLabeller(
  { label, pattern, relabel }: Pick<DataSource, 'label' | 'pattern' | 'relabel'>, root: string, seen = new Set<string>(),
): Labeller {
  const labelIt = relabel ? relabelled(labellerOf(label, root), relabel, seen) : labellerOf(label, root);
  if (pattern === undefined) return labelIt;
  const addFields = labelByPattern(pattern);
  return (file, recording) => {
    const labelling = labelIt(file, recording);
    return { ...labelling, metadata: { ...addFields(file, recording).metadata, ...labelling.metadata } };
  };
}

/** Labels by the map's names; what it maps to nothing has no label. Neighbouring stretches of one label become one. */
function relabelled(labelIt: Labeller, map: Record<string, string | null>, seen: Set<string>): Labeller {
  const rename = (label: string): string | null => (seen.add(label), Object.hasOwn(map, label) ? map[label] : label);
  return (file, recording) => {
    const { label, spans, boxes, ...rest } = labelIt(file, recording);
    const renamed = { ...(spans && { spans: renameSpans(spans, rename) }), ...(boxes && { boxes: renameBoxes(boxes, rename) }) };
    return { ...rest, label: label === null ? null : rename(label), ...renamed };
  };
}

function renameSpans(spans: readonly Span[], rename: (label: string) => string | null): Span[] {
  const renamed = spans.map((span) => ({ ...span, label: rename(span.label) }));
  return mergeNeighbours(renamed.filter((span): span is Span => span.label !== null));
}

function renameBoxes(boxes: readonly Box[], rename: (label: string) => string | null): Box[] {
  return boxes.map((box) => ({ ...box, label: rename(box.label) })).filter((box): box is Box => box.label !== null);
}

function labellerOf(rule: LabelRule, root: string): Labeller {
  switch (rule.kind) {
    case 'dir':
      return labelByFolder;
    case 'pattern':
      return labelByPattern(rule.pattern);
    case 'file':
      return labelByTable(rule.path, readLabelsFile(root, rule.path));
    case 'fixed':
      return () => ({ label: rule.label });
    case 'recording':
      return labelByRecording;
    case 'boxes':
      return labelByBoxes(rule, root);
    case 'unlabelled':
      return () => ({ label: null });
  }
}

function labelByFolder(file: string): Labelling {
  const label = file.split('/').at(-2);
  if (!label) throw new ImpulseError('IMP_LABEL_MISSING', { file, problem: 'it stands in no folder that could be its label' });
  return { label };
}

function labelByPattern(pattern: string): Labeller {
  const compiled = parsePattern(pattern);
  return (file) => {
    const fields = compiled.match(file);
    if (!fields) throw new ImpulseError('IMP_LABEL_MISSING', { file, problem: `its name does not match the pattern "${pattern}"` });
    const { label = null, ...metadata } = fields;
    return { label, metadata };
  };
}

function labelByTable(path: string, table: LabelTable): Labeller {
  return (file) => {
    const row = table.find(file);
    if (!row) throw new ImpulseError('IMP_LABEL_MISSING', { file, problem: `"${path}" has no row for it` });
    return row;
  };
}

function labelByBoxes(source: { path: string; classes?: readonly string[] }, root: string): Labeller {
  const table = readBoxes(root, source);
  return (file, { picture }) => {
    const boxes = table.find(file, picture);
    if (!boxes) throw new ImpulseError('IMP_LABEL_MISSING', { file, problem: `"${source.path}" says nothing of it` });
    return { label: null, boxes };
  };
}

function labelByRecording(file: string, recording: Recording): Labelling {
  if (recording.label === undefined && !recording.spans) {
    throw new ImpulseError('IMP_LABEL_MISSING', { file, problem: 'the file itself carries no label' });
  }
  return { label: recording.label ?? null, ...(recording.spans && { spans: recording.spans }) };
}
