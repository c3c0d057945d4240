import { drawArena } from '../charts/arena-chart';
import { type Bar, drawBarChart } from '../charts/bar-chart';
import { drawGoals } from '../charts/goal-chart';
import { html, type Markup } from '../escape';
import { formatBytes, formatMs } from '../format-figures';
import { describeStream } from './describe-stream';
import type { Verdict } from '../../budget/judge-budget';
import type { Costs, Report, TargetPart } from '../report';

/** RAM, flash and latency as bars, the arena over time, and how each figure came about. */
export function drawCosts(report: Report): Markup {
  const chart = (title: string, what: Verdict['what'], value: (costs: Costs) => number, format: (value: number) => string) =>
    drawBarChart(title, report.targets.flatMap((target) => drawBars(target, what, value, format)));
  return html`<h2>What it costs</h2><div class="grid2">
${chart('Latency of one window', 'latency', (costs) => costs.latencyMs ?? 0, (value) => formatMs(value || undefined))}${chart('RAM', 'ram', (costs) => costs.ramBytes, formatBytes)}${chart('Flash', 'flash', (costs) => costs.flashBytes, formatBytes)}${drawStages(report.targets)}
${report.targets.slice(0, 1).map((target) => (target.arena ? drawArena(`Arena over time, int8 on ${target.id}`, target.arena) : html``))}</div>
${drawAllGoals(report.targets)}
<h3>How the figures came about</h3><div class="scroll"><table><tbody>${report.targets.map(drawMethod)}</tbody></table></div>`;
}

/** What the manifest's `optimize` would change, one picture a target. */
function drawAllGoals(targets: readonly TargetPart[]): Markup | false {
  const pictures = targets.flatMap(({ id, goals }) => (goals ? [drawGoals(`int8 models on ${id}`, goals)] : []));
  return pictures.length > 0 && html`<h3>What <code>optimize</code> would change</h3><p class="quiet">Cycles and flash of the models alone, by the compiler's cost model; the arena to the byte, as the area of the circle. Filled: the goal that was chosen.</p><div class="grid2">${pictures}</div>`;
}

function drawBars(target: TargetPart, what: Verdict['what'], value: (costs: Costs) => number, format: (value: number) => string): Bar[] {
  const verdict = target.verdicts.find((candidate) => candidate.what === what);
  const bar = { name: target.id, value: value(target.int8), text: format(value(target.int8)), limit: verdict?.limit, broken: verdict?.ok === false };
  if (!target.float32) return [bar];
  return [bar, { name: '· float32', value: value(target.float32), text: format(value(target.float32)), muted: true }];
}

function drawStages(targets: readonly TargetPart[]): Markup | false {
  const bars = targets.flatMap((target) => target.int8.stages.map((stage) => ({ name: `${stage.name} · ${target.id}`, value: stage.latencyMs, text: formatMs(stage.latencyMs) })));
  return bars.length > 0 && drawBarChart('Where the time goes (int8)', bars);
}

function drawMethod(target: TargetPart): Markup {
  const parity = target.parity && `${target.parity.equal ? '✓' : '✗'} ${target.parity.windows} windows: features and scores ${target.parity.equal ? 'equal' : 'differ from'} the host's bit for bit${target.without ? `; features of ${target.without.join(', ')} were given to both` : ''}`;
  return html`<tr><th scope="row">${target.id}</th><td>Latency: ${target.method.latency}<br>Memory: ${target.method.memory}${target.int8.stream && html`<br>Stream: ${describeStream(target.int8.stream)}`}${target.method.stack && html`<br>Stack: ${target.method.stack}`}${target.method.flash && html`<br>Flash: ${target.method.flash}`}${target.method.energy && html`<br>Energy: ${target.method.energy}`}${target.method.modelError && html`<br>Model error: ${target.method.modelError}`}${parity && html`<br><span class="${target.parity?.equal ? 'good' : 'bad'}">${parity}</span>`}</td></tr>`;
}
