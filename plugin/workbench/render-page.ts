import { drawLineChart } from '../steps/report/charts/line-chart';
import { html, type Markup } from '../steps/report/escape';
import { formatBytes, formatCount } from '../steps/report/format-figures';
import { STYLE } from '../steps/report/page/style';
import { describeTrial, summarize } from './describe-trial';
import { formatValue } from './draw-terminal';
import type { OpenBlock } from './open-block';
import type { Graph, Trial, WindowTrial } from './trial';

/** Beside the report's style: charts keep their size, and a map takes the whole width. */
const OWN_STYLE = 'img { max-width:100%; } .chart { max-width:560px; } .map svg { height:240px; }';

/** What a block made of a sample, as one HTML file that needs no network and no script. */
export function renderPage(block: OpenBlock, trial: Trial): string {
  const { path, definition: { title, description, kind } } = block;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}: one sample</title><style>${{ markup: STYLE + OWN_STYLE }}</style></head>
<body><header><h1>${title}</h1><p>${description}</p><p class="quiet">${path} · ${kind} · ${describeParams(block)}</p></header>
${trial.kind === 'window' ? drawWindow(trial) : drawFiles(trial)}
<footer>Made by nx-impulse block run.</footer></body></html>`;
  return `${page.markup}\n`;
}

/** Secrets stay out of what people hand on. */
function describeParams({ definition: { parameters }, use: { params } }: OpenBlock): string {
  const shown = Object.entries(params).filter(([name]) => parameters.properties[name]?.['x-argument'] !== 'secret');
  return shown.map(([name, value]) => `${name} ${String(value)}`).join(', ') || 'no parameters';
}

function drawWindow({ window, shape, features, graphs }: WindowTrial): Markup {
  const { low, high, mean } = summarize(features);
  const [rows = 1, columns = 1] = shape;
  const isMap = shape.length === 2 && rows > 1 && columns > 1;
  return html`<p>${window}</p><div class="cards">${[
    drawCard(formatCount(features.length), 'features'), drawCard(shape.join(' × '), 'shape'),
    drawCard(formatValue(low), 'least'), drawCard(formatValue(high), 'most'), drawCard(formatValue(mean), 'mean'),
  ]}</div>
<h2>Features</h2>${isMap ? drawHeatMap(features, rows, columns) : drawLines('Features', 'feature', [toLine(features)])}
${graphs.length > 0 && html`<h2>Graphs</h2>`}<div class="grid2">${graphs.map(drawGraph)}</div>
<details><summary>All values</summary><p>${features.map((value) => String(Math.fround(value))).join(', ')}</p></details>`;
}

function drawCard(figure: string, name: string): Markup {
  return html`<div class="card"><b>${figure}</b><span>${name}</span></div>`;
}

function drawGraph({ name, image, xName = '', lines }: Graph): Markup {
  if (image === undefined) return drawLines(name, xName, lines);
  return html`<figure class="chart"><figcaption>${name}</figcaption><img alt="${name}" src="${image}"></figure>`;
}

function drawLines(name: string, xName: string, lines: Graph['lines']): Markup {
  const { low, high } = summarize(lines.flatMap(({ points }) => points.map(({ y }) => y)));
  return drawLineChart(name, xName, lines, [Math.min(0, low), high > low || high > 0 ? high : low + 1]);
}

function toLine(values: readonly number[]): Graph['lines'][number] {
  return { name: 'features', points: values.map((y, x) => ({ x, y })) };
}

/** Frames from left to right, columns from the bottom up. */
function drawHeatMap(values: readonly number[], rows: number, columns: number): Markup {
  const { low, high } = summarize(values);
  const cells = values.map((value, at) => {
    const [x, y] = [Math.floor(at / columns), columns - 1 - (at % columns)];
    const share = ((value - low) / (high - low || 1)).toFixed(2);
    return html`<rect class="bar" x="${x}" y="${y}" width="1" height="1" opacity="${share}"><title>${formatValue(value)}</title></rect>`;
  });
  const name = `${rows} frames from left to right, ${columns} columns from the bottom up`;
  return html`<figure class="map"><figcaption>${name}</figcaption>
<svg viewBox="0 0 ${rows} ${columns}" preserveAspectRatio="none" role="img" aria-label="${name}">
${cells}</svg></figure>`;
}

function drawFiles(trial: Exclude<Trial, WindowTrial>): Markup {
  const [summary] = describeTrial(trial).split('\n');
  const rows = trial.files.map(({ name, bytes }) => html`<tr><td>${name}</td><td class="n">${formatBytes(bytes)}</td></tr>`);
  return html`<p>${summary}</p><div class="scroll"><table><thead><tr><th>file</th><th class="n">size</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}
