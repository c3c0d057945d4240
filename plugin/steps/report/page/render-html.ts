import { describeInput } from '../describe-input';
import { html, type Markup } from '../escape';
import { formatBytes, formatMs, formatPercent } from '../format-figures';
import type { Report } from '../report';
import { drawCosts } from './cost-section';
import { drawDataset } from './dataset-section';
import { drawModel } from './model-section';
import { drawRuns } from './runs-section';
import { STYLE } from './style';
import { drawTargetTable } from './target-table';

/** The report as one HTML file that needs no network and no script. */
export function renderHtml(report: Report): string {
  const { impulse } = report;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${impulse.name}: impulse report</title><style>${{ markup: STYLE }}</style></head>
<body><header><h1>${impulse.name}</h1>${impulse.description && html`<p>${impulse.description}</p>`}
<p class="quiet">${describeInput(impulse)} · ${report.dsp.map((block) => `${block.block} ${block.shape.join('×')}${block.byContainer ? ' (features by the container)' : ''}`).join(' + ')} → ${report.models.map((model) => model.block).join(' + ')}</p></header>
${drawCards(report)}
<h2>Targets</h2>${drawTargetTable(report)}
${drawCosts(report)}
${report.models.map(drawModel)}
${drawDataset(report)}
${report.runs && drawRuns(report.runs)}
<footer>Made by nx-impulse. Accuracy comes from the compiled C++ running on the host, the same code that runs on the device.</footer></body></html>`;
  return `${page.markup}\n`;
}

function drawCards(report: Report): Markup {
  const accuracy = report.models.find((model) => model.accuracy)?.accuracy?.int8.test;
  const fastest = report.targets.filter(({ how }) => how !== 'native').sort((a, b) => (a.int8.latencyMs ?? Infinity) - (b.int8.latencyMs ?? Infinity))[0] ?? report.targets[0];
  const least = (key: 'ramBytes' | 'flashBytes') => Math.min(...report.targets.map((target) => target.int8[key]));
  return html`<div class="cards">
${accuracy !== undefined && html`<div class="card"><b id="accuracy">${formatPercent(accuracy)}</b><span>int8 accuracy, test split</span></div>`}
${fastest && html`<div class="card"><b>${formatMs(fastest.int8.latencyMs)}</b><span>per window on ${fastest.id}</span></div><div class="card"><b>${formatBytes(least('ramBytes'))}</b><span>least RAM</span></div><div class="card"><b>${formatBytes(least('flashBytes'))}</b><span>least flash</span></div>`}
${drawBudgetCard(report)}</div>`;
}

function drawBudgetCard({ targets }: Report): Markup {
  const verdicts = targets.flatMap((target) => target.verdicts);
  const broken = verdicts.filter((verdict) => !verdict.ok).length;
  if (verdicts.length === 0) return html`<div class="card"><b class="quiet">–</b><span>no budget set</span></div>`;
  if (broken > 0) return html`<div class="card"><b class="bad">✗ ${broken}</b><span>budgets broken</span></div>`;
  return html`<div class="card"><b class="good">✓</b><span>every budget held</span></div>`;
}
