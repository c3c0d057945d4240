import { describeGroups } from './describe-groups';
import { formatBytes, formatMs, formatPercent } from './format-figures';
import { summarizeVerdict } from './page/target-table';
import type { ModelPart, Report, TargetPart } from './report';

/** The report in a few lines: what a run says at its end. */
export function summarizeReport({ impulse, dataset, models, targets }: Report): string {
  const columns = targets.map(({ id, int8 }) => [
    id, formatMs(int8.latencyMs), `${formatBytes(int8.ramBytes)} RAM`, `${formatBytes(int8.flashBytes)} flash`,
  ]);
  const widths = columns[0]?.map((_, column) => Math.max(...columns.map((row) => row[column]!.length))) ?? [];
  const rows = columns.map((row, index) => [...row.map((cell, column) => cell.padEnd(widths[column]!)), summarizeVerdicts(targets[index]!)]);
  return [
    impulse.name,
    ...models.map((model) => `  ${model.learn}: ${summarizeModel(model)}`),
    ...(dataset.groups ? [`  ${describeGroups(dataset.groups)}`] : []),
    ...(dataset.quarantine.length > 0 ? [`  ${dataset.quarantine.length} files quarantined`] : []),
    ...rows.map((row) => `  ${row.join('  ').trimEnd()}`),
  ].join('\n');
}

function summarizeModel({ accuracy, scores }: ModelPart): string {
  if (accuracy) return `int8 accuracy ${formatPercent(accuracy.int8.test)} on the test side, ${formatPercent(accuracy.int8.train)} on the train side`;
  return (scores ?? []).map(({ name, int8 }) => `int8 ${name} ${int8?.toPrecision(4) ?? '–'}`).join(', ');
}

function summarizeVerdicts({ verdicts }: TargetPart): string {
  const broken = verdicts.filter(({ ok }) => !ok);
  if (broken.length > 0) return `✗ ${broken.map(summarizeVerdict).join('; ')}`;
  return verdicts.length > 0 ? '✓ budget held' : '';
}
