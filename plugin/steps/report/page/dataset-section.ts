import { drawScatterPlot } from '../charts/scatter-plot';
import { html, type Markup } from '../escape';
import { describeGroups } from '../describe-groups';
import { formatPercent } from '../format-figures';
import type { DatasetPart, Report } from '../report';

/** Recordings per label and side, what was quarantined, and the features in a plane. */
export function drawDataset(report: Report): Markup {
  const { dataset, scatter } = report;
  return html`<h2>Dataset</h2>
<p class="quiet">${dataset.recordings} recordings, ${dataset.seconds < 600 ? `${dataset.seconds.toFixed(0)} s` : `${(dataset.seconds / 60).toFixed(1)} min`}${dataset.duplicates > 0 && html`; ${dataset.duplicates} duplicates`}${dataset.groups && html`; <span id="groups">${describeGroups(dataset.groups)}</span>`}</p>
${dataset.contradictions > 0 && html`<p class="bad">✗ ${dataset.contradictions} recordings occur under different labels: one of them is wrong</p>`}${dataset.leaks > 0 && html`<p class="bad">✗ ${dataset.leaks} recordings stand on two sides of the split: the test figures flatter</p>`}
<div class="grid2"><div>${drawLabels(dataset)}${drawQuarantine(dataset)}</div>
${scatter && drawScatterPlot(`Features: first two principal components (${formatPercent(scatter.explained[0] + scatter.explained[1])} of the variance; rings: test)`, scatter)}</div>`;
}

function drawLabels(dataset: DatasetPart): Markup {
  const rows = dataset.labels.map(
    (row) => html`<tr><th scope="row">${row.label}</th><td class="n">${row.train}</td><td class="n">${row.validation}</td><td class="n">${row.test}</td></tr>`,
  );
  return html`<div class="scroll"><table id="labels"><thead><tr><th>label</th><th class="n">train</th><th class="n">validation</th><th class="n">test</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function drawQuarantine(dataset: DatasetPart): Markup {
  if (dataset.quarantine.length === 0) return html`<p class="good">✓ no file was quarantined</p>`;
  const rows = dataset.quarantine.map((entry) => html`<tr><td>${entry.file}</td><td>${entry.reason} <small>${entry.code}</small></td></tr>`);
  return html`<details open id="quarantine"><summary class="bad">${dataset.quarantine.length} files quarantined</summary><div class="scroll"><table><tbody>${rows}</tbody></table></div></details>`;
}
