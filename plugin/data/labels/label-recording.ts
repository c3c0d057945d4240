import { ImpulseError } from '../../errors';
import type { DataSource, LabelRule, SplitName } from '../../manifest/manifest';
import type { Span } from '../dataset';
import type { Recording } from '../formats/format';
import { parsePattern } from './parse-pattern';
import { type LabelTable, readLabelsFile } from './read-labels-file';

/** What a label rule says of one recording. */
export interface Labelling {
  label: string | null;
  spans?: Span[];
  metadata?: Record<string, string>;
  use?: SplitName;
}

/** Looks at a file's name and, where the rule says so, at what the recording itself carries. */
export type Labeller = (file: string, recording: Recording) => Labelling;

/** Prepares the label rule and the name pattern of a source for all its recordings. `root`: the folder of labels files. */
export function createLabeller({ label, pattern }: Pick<DataSource, 'label' | 'pattern'>, root: string): Labeller {
  const labelIt = labellerOf(label, root);
  if (pattern === undefined) return labelIt;
  const addFields = labelByPattern(pattern);
  return (file, recording) => {
    const labelling = labelIt(file, recording);
    return { ...labelling, metadata: { ...addFields(file, recording).metadata, ...labelling.metadata } };
  };
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

function labelByRecording(file: string, recording: Recording): Labelling {
  if (recording.label === undefined && !recording.spans) {
    throw new ImpulseError('IMP_LABEL_MISSING', { file, problem: 'the file itself carries no label' });
  }
  return { label: recording.label ?? null, ...(recording.spans && { spans: recording.spans }) };
}
