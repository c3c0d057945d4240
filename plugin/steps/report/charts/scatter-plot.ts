import { html, type Markup } from '../escape';
import type { Scatter } from '../report';
import { makeAxis } from './axis';
import { colourOf } from './colours';
import { drawLegend } from './line-chart';

const SIZE = 460;

/** Windows as dots in the plane of two components; the test side is drawn as rings. */
export function drawScatterPlot(title: string, scatter: Scatter): Markup {
  const xs = scatter.points.map((point) => point.x);
  const ys = scatter.points.map((point) => point.y);
  const x = makeAxis(Math.min(...xs), Math.max(...xs), 10, SIZE - 10);
  const y = makeAxis(Math.min(...ys), Math.max(...ys), SIZE - 10, 10);
  const dots = scatter.points.map((point) => {
    const colour = colourOf(point.label);
    const fill = point.side === 'test' ? 'none' : colour;
    return html`<circle cx="${x.scale(point.x)}" cy="${y.scale(point.y)}" r="2.6" fill="${fill}" stroke="${colour}"><title>${scatter.labels[point.label]} (${point.side})</title></circle>`;
  });
  return html`<figure class="chart"><figcaption>${title}</figcaption>
<svg viewBox="0 0 ${SIZE} ${SIZE}" role="img" aria-label="${title}"><g opacity="0.75">${dots}</g></svg>${drawLegend(scatter.labels)}</figure>`;
}
