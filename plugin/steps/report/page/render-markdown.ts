import { describeGroups } from '../describe-groups';
import { describeInput } from '../describe-input';
import { formatBytes, formatCount, formatMs, formatPercent } from '../format-figures';
import type { RunRecord } from '../../step';
import { describeWithout } from '../../budget/describe-verdict';
import type { Report, TargetPart } from '../report';
import { describeModelled } from './describe-modelled';
import { describeBase } from './model-section';
import { describeRun } from './runs-section';
import { summarizeVerdict } from './target-table';

/** The report for terminals, pull requests and wikis. */
export function renderMarkdown(report: Report): string {
  const { impulse, dataset } = report;
  return [
    `# ${escapeCell(impulse.name)}`,
    '',
    `${escapeCell(describeInput(impulse))}; ${dataset.recordings} recordings, ${dataset.labels.length} labels, ${dataset.quarantine.length} quarantined${dataset.groups ? `; ${escapeCell(describeGroups(dataset.groups))}` : ''}.`,
    '',
    ...renderTargets(report),
    ...report.dsp.filter((dsp) => dsp.byContainer).map(({ name }) => `- DSP block ${escapeCell(name)}: features by the container; its cost on a device is in no figure.`),
    '',
    ...report.models.flatMap(renderModel),
    ...(dataset.contradictions ? [`- **${dataset.contradictions} recordings occur under different labels.**`] : []),
    ...(dataset.leaks ? [`- **${dataset.leaks} recordings stand on two sides of the split.**`] : []),
    ...(dataset.quarantine.length ? ['## Quarantine', '', ...dataset.quarantine.map((entry) => `- ${escapeCell(entry.file)}: ${escapeCell(entry.reason)} (${escapeCell(entry.code)})`), ''] : []),
    ...renderGoals(report.targets),
    ...report.targets.map((target) => `- ${describeMethod(target)}`),
    '',
    ...(report.runs ? renderRuns(report.runs) : []),
  ].join('\n');
}

function renderTargets(report: Report): string[] {
  const accuracy = formatPercent(report.models.find((model) => model.accuracy)?.accuracy?.int8.test);
  return [
    '| target | accuracy (int8, test) | latency | RAM | flash | float32: latency, RAM, flash | budget |',
    '|---|---:|---:|---:|---:|---:|---|',
    ...report.targets.map(({ id, int8, float32, verdicts }) => {
      const other = float32 ? `${formatMs(float32.latencyMs)}, ${formatBytes(float32.ramBytes)}, ${formatBytes(float32.flashBytes)}` : '–';
      const broken = verdicts.filter((verdict) => !verdict.ok).map((verdict) => `✗ ${escapeCell(summarizeVerdict(verdict))}`);
      const budget = verdicts.length === 0 ? 'none set' : broken.length ? broken.join('; ') : '✓ held';
      const modelled = describeModelled(int8);
      const latency = `${formatMs(int8.latencyMs)}${modelled && `, ${escapeCell(modelled)}`}${int8.stream ? `; ${formatMs(int8.stream.latencyMs)} a hop` : ''}`;
      const bytes = (key: 'ramBytes' | 'flashBytes') => `${formatBytes(int8[key])}${int8.stream ? `; ${formatBytes(int8.stream[key])} for a stream` : ''}`;
      return `| ${escapeCell(id)} | ${accuracy} | ${latency} | ${bytes('ramBytes')} | ${bytes('flashBytes')} | ${other} | ${budget} |`;
    }),
  ];
}

function renderGoals(targets: readonly TargetPart[]): string[] {
  const rows = targets.flatMap(({ id, goals }) =>
    (goals?.costs ?? []).map(({ goal, cycles, flashBytes, arenaBytes }) =>
      `| ${escapeCell(id)} | ${escapeCell(goal)}${goal === goals?.chosen ? ' (chosen)' : ''} | ${formatCount(cycles)} | ${formatBytes(flashBytes)} | ${formatBytes(arenaBytes)} |`));
  return rows.length === 0 ? [] : ['## What `optimize` would change (int8 models, by the cost model)', '', '| target | goal | cycles | flash | arena |', '|---|---|---:|---:|---:|', ...rows, ''];
}

function describeModels({ method: { stack, flash, energy } }: TargetPart): string {
  return `${stack ? `; stack ${stack}` : ''}${flash ? `; flash ${flash}` : ''}${energy ? `; energy ${energy}` : ''}`;
}

function renderModel(model: Report['models'][number]): string[] {
  const lines = [`## ${escapeCell(model.learn)} (${escapeCell(model.block)})`, ''];
  if (model.base) lines.push(escapeCell(describeBase(model.base)), '');
  if (model.accuracy) {
    lines.push('| accuracy | train | validation | test |', '|---|---:|---:|---:|');
    for (const format of ['int8', 'float32'] as const) {
      const side = model.accuracy[format];
      if (side) lines.push(`| ${format} | ${formatPercent(side.train)} | ${formatPercent(side.validation)} | ${formatPercent(side.test)} |`);
    }
    lines.push('');
  }
  if (model.anomalies) {
    lines.push('| label | side | taken for | windows | above the threshold | AUC |', '|---|---|---|---:|---:|---:|');
    for (const row of model.anomalies.labels) {
      lines.push(`| ${escapeCell(row.label)} | ${row.side} | ${escapeCell(row.role)} | ${row.windows} | ${formatPercent(row.anomalous)} | ${row.auc?.toFixed(4) ?? '–'} |`);
    }
    lines.push('');
  }
  for (const score of model.scores ?? []) lines.push(`- ${escapeCell(score.name)}: int8 ${score.int8?.toPrecision(4) ?? '–'}, float32 ${score.float32?.toPrecision(4) ?? '–'}`);
  return [...lines, ''];
}

function renderRuns(runs: readonly RunRecord[]): string[] {
  const rows = runs.map((run) => {
    const { started, where, time, cpu, memory } = describeRun(run);
    return `| ${escapeCell(run.id)} | ${run.from} | ${started} | ${escapeCell(where)} | ${time} | ${cpu} | ${memory} |`;
  });
  return ['## Runs', '', '| step | result | started (UTC) | where | time | CPU | peak memory |', '|---|---|---|---|---:|---:|---:|', ...rows, ''];
}

function describeMethod(target: TargetPart): string {
  const { latency, memory, modelError } = target.method;
  const said = `${target.id}${describeWithout(target.without)}: latency ${latency}; memory ${memory}${describeModels(target)}${modelError ? `; model error ${modelError}` : ''}`;
  return escapeCell(said) + renderParity(target);
}

function renderParity(target: TargetPart): string {
  if (!target.parity) return '';
  return target.parity.equal ? `; ${target.parity.windows} windows equal the host bit for bit` : '; **differs from the host**';
}

/** Names come from users: keep them inside their line and cell. */
function escapeCell(text: string): string {
  return text.replace(/[\r\n|<>`*_[\]]/g, (character) => (/[\r\n]/.test(character) ? ' ' : `\\${character}`));
}
