import { html, type Markup } from '../escape';
import { round } from './axis';

/** One bar. */
export interface Bar {
  name: string;
  value: number;
  /** As printed beside the bar. */
  text: string;
  /** The budget: a mark on the bar's scale. */
  limit?: number;
  broken?: boolean;
  muted?: boolean;
}

const WIDTH = 460;
const ROW = 30;
const LEFT = 186;
const RIGHT = 76;

/** Horizontal bars on one scale, each with its figure and, where there is one, its limit. */
export function drawBarChart(title: string, bars: readonly Bar[]): Markup {
  const most = Math.max(...bars.map((bar) => Math.max(bar.value, bar.limit !== undefined && bar.limit < 4 * bar.value ? bar.limit : 0)), 1e-12);
  const width = (value: number) => round((value / most) * (WIDTH - LEFT - RIGHT));
  return html`<figure class="chart"><figcaption>${title}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${bars.length * ROW + 4}" role="img" aria-label="${title}">${bars.map((bar, i) => drawBar(bar, i * ROW, width))}</svg></figure>`;
}

function drawBar(bar: Bar, top: number, width: (value: number) => number): Markup {
  const style = bar.broken ? 'broken' : bar.muted ? 'muted' : 'bar';
  const seen = bar.limit !== undefined && LEFT + width(bar.limit) <= WIDTH - RIGHT + 1;
  return html`<g><text x="${LEFT - 8}" y="${top + 19}" text-anchor="end">${shorten(bar.name)}<title>${bar.name}</title></text>
<rect class="${style}" x="${LEFT}" y="${top + 6}" width="${Math.max(width(bar.value), 1)}" height="${ROW - 12}" rx="2"><title>${bar.name}: ${bar.text}</title></rect>
<text class="figure" x="${LEFT + width(bar.value) + 6}" y="${top + 19}">${bar.text}</text>
${seen && html`<line class="limit" x1="${LEFT + width(bar.limit ?? 0)}" x2="${LEFT + width(bar.limit ?? 0)}" y1="${top + 2}" y2="${top + ROW - 2}"><title>limit</title></line>`}</g>`;
}

function shorten(name: string): string {
  return name.length > 28 ? `${name.slice(0, 27)}…` : name;
}
