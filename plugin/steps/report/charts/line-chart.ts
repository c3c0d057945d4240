import { html, type Markup } from '../escape';
import { type Axis, makeAxis, shortNumber } from './axis';
import { colourOf } from './colours';

/** One series. */
export interface Line {
  name: string;
  points: { x: number; y: number }[];
}

const WIDTH = 460;
const HEIGHT = 240;
const LEFT = 46;
const BOTTOM = 30;

/** Curves over a common axis, such as the loss over epochs. */
export function drawLineChart(title: string, xName: string, lines: readonly Line[], yRange?: [number, number]): Markup {
  const all = lines.flatMap((line) => line.points);
  const x = makeAxis(Math.min(...all.map((p) => p.x)), Math.max(...all.map((p) => p.x)), LEFT, WIDTH - 10);
  const [low, high] = yRange ?? [0, Math.max(...all.map((p) => p.y))];
  const y = makeAxis(low, high, HEIGHT - BOTTOM, 14);
  return html`<figure class="chart"><figcaption>${title}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">${drawGrid(x, y, xName)}${lines.map((line, i) => drawLine(line, x, y, colourOf(i)))}</svg>
${drawLegend(lines.map((line) => line.name))}</figure>`;
}

/** Names beside their colours. */
export function drawLegend(names: readonly string[]): Markup {
  return html`<ul class="legend">${names.map((name, i) => html`<li><i style="background:${colourOf(i)}"></i>${name}</li>`)}</ul>`;
}

function drawGrid(x: Axis, y: Axis, xName: string): Markup {
  return html`<g class="grid">${y.ticks.map(
    (tick) => html`<line x1="${LEFT}" x2="${WIDTH - 10}" y1="${y.scale(tick)}" y2="${y.scale(tick)}"/><text x="${LEFT - 6}" y="${y.scale(tick) + 4}" text-anchor="end">${shortNumber(tick)}</text>`,
  )}${x.ticks.map((tick) => html`<text x="${x.scale(tick)}" y="${HEIGHT - BOTTOM + 16}" text-anchor="${anchorOf(x.scale(tick))}">${tick}</text>`)}
<text x="${WIDTH - 10}" y="${HEIGHT - 2}" text-anchor="end">${xName}</text></g>`;
}

/** Centred under its place, but for the last one, which would reach over the edge. */
function anchorOf(place: number): string {
  return place > WIDTH - 24 ? 'end' : 'middle';
}

function drawLine(line: Line, x: Axis, y: Axis, colour: string): Markup {
  const path = line.points.map((p) => `${x.scale(p.x)},${y.scale(p.y)}`).join(' ');
  return html`<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"><title>${line.name}</title></polyline>`;
}
