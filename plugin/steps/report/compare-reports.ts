import { formatBytes, formatMs, formatPercent } from './format-figures';
import { SCORE_NAMES } from './score-names';
import type { Report, TargetPart } from './report';

/** Markdown for a pull request: what a change did to accuracy, the AUC of anomaly detectors, RAM, flash and latency, target by target. */
export function compareReports(before: Report, after: Report): string {
  const accuracy = [testAccuracy(before), testAccuracy(after)] as const;
  return [
    `### ${after.impulse.name}`,
    '',
    `int8 accuracy, test split: ${describeAccuracy(...accuracy)}`,
    '',
    ...after.models.flatMap(({ learn, anomalies }) => (anomalies ? [`int8 AUC of ${learn}, test split: ${describeAuc(aucOf(before, learn), aucOf(after, learn))}`, ''] : [])),
    '| target | latency | RAM | flash | budget |',
    '|---|---:|---:|---:|---|',
    ...after.targets.map((target) => compareTarget(before.targets.find(({ id }) => id === target.id), target)),
    ...before.targets.filter(({ id }) => !after.targets.some((target) => target.id === id)).map(({ id }) => `| ${id} | removed | | | |`),
    '',
  ].join('\n');
}

function compareTarget(before: TargetPart | undefined, after: TargetPart): string {
  const broken = after.verdicts.filter((verdict) => !verdict.ok).map((verdict) => verdict.what);
  const change = (key: 'latencyMs' | 'ramBytes' | 'flashBytes', format: (value: number) => string) =>
    describeChange(before?.int8[key], after.int8[key], format);
  const budget = broken.length ? `✗ ${broken.join(', ')}` : after.verdicts.length ? '✓ held' : 'none set';
  return `| ${after.id}${before ? '' : ' (new)'} | ${change('latencyMs', formatMs)} | ${change('ramBytes', formatBytes)} | ${change('flashBytes', formatBytes)} | ${budget} |`;
}

function testAccuracy(report: Report): number | undefined {
  return report.models.find((model) => model.accuracy)?.accuracy?.int8.test;
}

/** The area under the ROC curve of a detector. */
function aucOf({ models }: Report, learn: string): number | undefined {
  return models.find((model) => model.learn === learn && model.anomalies)?.scores?.find(({ name }) => name === SCORE_NAMES.auc)?.int8;
}

function describeAuc(before: number | undefined, after: number | undefined): string {
  const text = (auc: number | undefined): string => auc?.toFixed(4) ?? '–';
  if (before === undefined || before === after) return `${text(after)}${before === undefined ? '' : ' (unchanged)'}`;
  return `${text(before)} → **${text(after)}**`;
}

function describeAccuracy(before: number | undefined, after: number | undefined): string {
  if (before === undefined || after === undefined) return formatPercent(after);
  const points = (after - before) * 100;
  return before === after ? `${formatPercent(after)} (unchanged)` : `${formatPercent(before)} → **${formatPercent(after)}** (${signed(points.toFixed(1))} points)`;
}

function describeChange(before: number | undefined, after: number | undefined, format: (value: number) => string): string {
  if (after === undefined) return '–';
  if (before === undefined || before === after) return format(after);
  return `${format(before)} → **${format(after)}** (${signed((((after - before) / before) * 100).toFixed(1))} %)`;
}

function signed(figure: string): string {
  return figure.startsWith('-') ? figure : `+${figure}`;
}
