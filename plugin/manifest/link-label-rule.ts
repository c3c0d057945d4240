import type { Source } from '../../schemas/impulse';
import type { ErrorCollector } from './error-collector';
import type { LabelRule } from './manifest';

/** Makes the one rule of a source's short forms `label`, `labels`, `boxes` and `pattern`. */
export function linkLabelRule(source: Source, path: string[], errors: ErrorCollector): LabelRule {
  const fields = source.pattern === undefined ? [] : checkedFields(source.pattern, [...path, 'pattern'], errors);
  const given = [
    ...[source.label !== undefined && 'label', source.labels !== undefined && 'labels', source.boxes !== undefined && 'boxes'],
    fields.includes('label') && 'pattern',
  ];
  const rules = given.filter((rule) => rule !== false);
  if (rules.length > 1) errors.report('IMP_LABEL_CONFLICT', { rules: rules.join('" and "') }, [...path, rules[1]], 'key');
  if (source.boxes !== undefined) return { kind: 'boxes', ...(typeof source.boxes === 'string' ? { path: source.boxes } : source.boxes) };
  if (typeof source.labels === 'string') return { kind: 'file', path: source.labels };
  // The block writes the file; where, is known when it has run.
  if (source.labels !== undefined) return { kind: 'recording' };
  if (fields.includes('label')) return { kind: 'pattern', pattern: source.pattern! };
  return source.label === undefined ? defaultRule(source) : ruleOfLabel(source.label, [...path, 'label'], errors);
}

/** Names in braces, in order: `{label}_{speaker}.wav` gives label, speaker. */
export function patternFields(pattern: string): string[] {
  return [...pattern.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
}

function ruleOfLabel(label: string, path: string[], errors: ErrorCollector): LabelRule {
  if (label === 'unlabelled') return { kind: 'unlabelled' };
  if (label === '{dir}') return { kind: 'dir' };
  if (label === '{recording}') return { kind: 'recording' };
  const fields = patternFields(label);
  if (fields.includes('label')) {
    const isTwice = new Set(fields).size < fields.length;
    if (isTwice) errors.report('IMP_PATTERN_INVALID', { pattern: label, problem: 'names a field twice' }, path);
    return { kind: 'pattern', pattern: label };
  }
  if (/[{}]/.test(label)) errors.report('IMP_LABEL_PLACEHOLDER', { label }, path);
  return { kind: 'fixed', label };
}

/** Blocks, acquisition files and csv files with a label column say the label themselves; for other files the folder does. */
function defaultRule({ block, path = '', csv }: Source): LabelRule {
  const saysItself = block !== undefined || /\.(json|cbor)$/i.test(path) || csv?.labelColumn !== undefined;
  return { kind: saysItself ? 'recording' : 'dir' };
}

function checkedFields(pattern: string, path: string[], errors: ErrorCollector): string[] {
  const fields = patternFields(pattern);
  const rest = pattern.replace(/\{\w+\}/g, '\0');
  const problem =
    fields.length === 0
      ? 'names no field'
      : /[{}]/.test(rest)
        ? 'has a brace without its partner'
        : rest.includes('\0\0')
          ? 'has two fields with nothing between them'
          : new Set(fields).size < fields.length
            ? 'names a field twice'
            : undefined;
  if (problem) errors.report('IMP_PATTERN_INVALID', { pattern, problem }, path);
  return fields;
}
