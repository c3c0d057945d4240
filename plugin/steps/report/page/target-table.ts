import { html, type Markup } from '../escape';
import { formatBytes, formatHertz, formatMs, formatPercent } from '../format-figures';
import { describeWithout } from '../../budget/describe-verdict';
import type { Verdict } from '../../budget/judge-budget';
import type { Costs, Report, TargetPart } from '../report';
import { describeModelled } from './describe-modelled';

/** What the impulse costs on each target, int8 beside float32, against its budget. */
export function drawTargetTable(report: Report): Markup {
  const accuracy = report.models.find((model) => model.accuracy)?.accuracy;
  const rows = report.targets.map((target) => drawTarget(target, accuracy?.int8.test));
  return html`<div class="scroll"><table id="targets"><thead><tr><th>target</th><th class="n">accuracy</th><th class="n">latency</th><th class="n">RAM</th><th class="n">flash</th><th class="n">float32: latency · RAM · flash</th><th>budget</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function drawTarget(target: TargetPart, accuracy: number | undefined): Markup {
  const { int8, float32 } = target;
  const modelled = describeModelled(int8);
  const other = float32 ? `${formatMs(float32.latencyMs)} · ${formatBytes(float32.ramBytes)} · ${formatBytes(float32.flashBytes)}` : '–';
  return html`<tr data-target="${target.id}"><th scope="row">${target.title}<br><small>${target.core}${target.clockHz && `, ${formatHertz(target.clockHz)}`}${target.how === 'analytic' && ', analytic: nothing was run'}${describeWithout(target.without)}</small></th>
<td class="n" data-name="accuracy" data-figure="accuracy">${formatPercent(accuracy)}</td><td class="n" data-name="latency" data-figure="latency">${formatMs(int8.latencyMs)}${modelled && html`<br><small>${modelled}</small>`}${drawStream(int8, ({ latencyMs }) => `${formatMs(latencyMs)} a hop`)}</td><td class="n" data-name="RAM" data-figure="ram">${formatBytes(int8.ramBytes)}${drawStream(int8, ({ ramBytes }) => `${formatBytes(ramBytes)} for a stream`)}</td><td class="n" data-name="flash" data-figure="flash">${formatBytes(int8.flashBytes)}${drawStream(int8, ({ flashBytes }) => `${formatBytes(flashBytes)} for a stream`)}</td>
<td class="n" data-name="float32">${other}</td><td data-name="budget" data-figure="verdict"><div>${drawVerdicts(target.verdicts)}</div></td></tr>`;
}

/** A figure of `push_samples` below that of `run_impulse`. */
function drawStream({ stream }: Costs, describe: (stream: NonNullable<Costs['stream']>) => string): Markup | false {
  return stream !== undefined && html`<br><small>${describe(stream)}</small>`;
}

function drawVerdicts(verdicts: readonly Verdict[]): Markup {
  if (verdicts.length === 0) return html`<span class="quiet">none set</span>`;
  const broken = verdicts.filter((verdict) => !verdict.ok);
  if (broken.length === 0) return html`<span class="good">✓ all ${verdicts.length} held</span>`;
  return html`${broken.map((verdict) => html`<div class="bad">✗ ${summarizeVerdict(verdict)}</div>${verdict.help ? html`<small>${verdict.help}</small>` : false}`)}`;
}

/** `flash 71.2 kB, limit 64 kB`. */
export function summarizeVerdict(verdict: Verdict): string {
  const format = { accuracy: formatPercent, f1: formatPercent, auc: formatPercent, latency: formatMs, ram: formatBytes, flash: formatBytes }[verdict.what];
  return `${verdict.what} ${verdict.value === undefined ? 'unknown' : format(verdict.value)}${describeWithout(verdict.without)}, limit ${format(verdict.limit)}`;
}
