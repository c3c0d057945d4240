import type { BlockUse, Budget, DataSource, Manifest } from '../manifest/manifest';

/** A few lines that tell a person what their manifest means. */
export function summarizeManifest(manifest: Manifest): string {
  const { name, dataset, input, dsp, learn, postprocess, targets, deploy } = manifest;
  const { validation, test, groupBy } = dataset.split;
  const by = groupBy ? `, by ${groupBy}` : '';
  const rows: [string, string][] = [
    ['data', dataset.sources.map(describeSource).join('; ')],
    ['split', `${percent(1 - validation - test)} train, ${percent(validation)} validation, ${percent(test)} test${by}`],
    ['input', describeInput(input)],
    ['dsp', dsp.map(describeUse).join('; ')],
    ['learn', learn.map((use) => `${describeUse(use)} of ${use.input.join(' + ')}`).join('; ')],
    ...(postprocess ? [['postprocess', postprocess.block] as [string, string]] : []),
    ['targets', targets.map(({ id, budget }) => id + describeBudget(ownLimits(budget, manifest.budget))).join(', ')],
    ['budget', describeBudget(manifest.budget).trim().replace(/[()]/g, '') || 'none'],
    ['deploy', deploy.map(describeUse).join(', ') || 'nothing'],
  ];
  return [`${name} is valid.`, ...rows.map(([title, text]) => `  ${title.padEnd(12)}${text}`)].join('\n');
}

function describeInput({ windowMs, strideMs, frequencyHz, axes, image }: Manifest['input']): string {
  if (image) return `an image of ${image.width} x ${image.height} pixels every ${strideMs} ms: ${axes.join(', ')}`;
  return `${windowMs} ms every ${strideMs} ms at ${frequencyHz} Hz of ${axes.join(', ')}`;
}

function describeSource({ path, block, label, use }: DataSource): string {
  const origin = path ?? `made by ${block}`;
  return `${origin} (${describeRule(label)}${use ? `, ${use} only` : ''})`;
}

function describeRule(label: DataSource['label']): string {
  if (label.kind === 'fixed') return `label ${label.label}`;
  if (label.kind === 'pattern') return `label from ${label.pattern}`;
  return 'path' in label ? `${label.kind === 'boxes' ? 'boxes' : 'labels'} from ${label.path}` : LABELS[label.kind]!;
}

const LABELS: Record<string, string> = { dir: 'label = folder', recording: 'labelled by the recording', unlabelled: 'unlabelled' };

function describeUse({ name, block }: BlockUse): string {
  return name === block ? name : `${name} (${block})`;
}

/** Limits of a target that differ from the common ones. */
function ownLimits(budget: Budget, common: Budget): Budget {
  return Object.fromEntries(Object.entries(budget).filter(([name, limit]) => common[name as keyof Budget] !== limit));
}

function describeBudget({ accuracy, f1, auc, ramBytes, flashBytes, latencyMs }: Budget): string {
  const limits = [
    accuracy !== undefined && `accuracy >= ${percent(accuracy)}`,
    f1 !== undefined && `F1 >= ${percent(f1)}`,
    auc !== undefined && `AUC >= ${percent(auc)}`,
    ramBytes !== undefined && `RAM <= ${ramBytes} B`,
    flashBytes !== undefined && `flash <= ${flashBytes} B`,
    latencyMs !== undefined && `latency <= ${latencyMs} ms`,
  ].filter((limit) => limit !== false);
  return limits.length > 0 ? ` (${limits.join(', ')})` : '';
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}
