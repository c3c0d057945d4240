import type { RunRecord } from '../../step';
import { drawTimeline } from '../charts/timeline';
import { html, type Markup } from '../escape';
import { formatBytes, formatMs } from '../format-figures';

/** When and where the steps ran, and what they took. */
export function drawRuns(runs: readonly RunRecord[]): Markup {
  const cpuSeconds = runs.reduce((sum, run) => sum + run.cpuSeconds, 0);
  return html`<h2>Runs</h2><p class="quiet">${runs.length} steps, ${formatMs(cpuSeconds * 1000)} of CPU time</p>
${drawTimeline('Runs one after another; idle time between them is left out', runs)}
<details><summary>When, where and at what cost</summary><div class="scroll"><table id="runs"><thead><tr><th>step</th><th>result</th><th>started (UTC)</th><th>where</th><th class="n">time</th><th class="n">CPU</th><th class="n">peak memory</th></tr></thead><tbody>${runs.map(drawRun)}</tbody></table></div></details>`;
}

function drawRun(run: RunRecord): Markup {
  const { started, where, time, cpu, memory } = describeRun(run);
  return html`<tr data-step="${run.id}"><th scope="row">${run.id}</th><td data-figure="from">${run.from}</td><td>${started}</td><td data-figure="where">${where}</td><td class="n" data-figure="time">${time}</td><td class="n" data-figure="cpu">${cpu}</td><td class="n" data-figure="memory">${memory}</td></tr>`;
}

/** The cells of a run's row; a dash where something is not known. */
export function describeRun(run: RunRecord): Record<'started' | 'where' | 'time' | 'cpu' | 'memory', string> {
  const { engine, machine, startedAt, wallSeconds, cpuSeconds, peakMemoryBytes } = run;
  return {
    started: startedAt?.slice(0, 19).replace('T', ' ') ?? '–',
    where: [engine, machine].filter(Boolean).join(' on ') || '–',
    time: formatMs(wallSeconds && wallSeconds * 1000),
    cpu: formatMs(cpuSeconds * 1000),
    memory: peakMemoryBytes === undefined ? '–' : formatBytes(peakMemoryBytes),
  };
}
