import { html, type Markup } from '../escape';
import { formatBytes } from '../format-figures';
import type { ArenaPart } from '../report';
import { round } from './axis';
import { colourOf } from './colours';

const WIDTH = 460;
const HEIGHT = 220;
const LEFT = 60;
const BOTTOM = 24;

/** The static memory plan: each tensor a box, from its first to its last use (across) and over its bytes (up). */
export function drawArena(title: string, arena: ArenaPart): Markup {
  const first = Math.min(...arena.tensors.map((tensor) => tensor.firstUse)); // inputs may be there before the first operator
  const steps = Math.max(...arena.tensors.map((tensor) => tensor.lastUse)) + 1 - first;
  const x = (step: number) => round(LEFT + ((step - first) / steps) * (WIDTH - LEFT - 6));
  const y = (byte: number) => round(HEIGHT - BOTTOM - (byte / arena.bytes) * (HEIGHT - BOTTOM - 10));
  const boxes = arena.tensors.map((tensor, i) => {
    const text = `${tensor.name}: ${formatBytes(tensor.bytes)} at ${tensor.offset}, operators ${tensor.firstUse} to ${tensor.lastUse}`;
    return html`<rect x="${x(tensor.firstUse)}" y="${y(tensor.offset + tensor.bytes)}" width="${round(x(tensor.lastUse + 1) - x(tensor.firstUse))}" height="${round(y(tensor.offset) - y(tensor.offset + tensor.bytes))}" fill="${colourOf(i)}" fill-opacity="0.7" stroke="var(--ground)"><title>${text}</title></rect>`;
  });
  return html`<figure class="chart"><figcaption>${title}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">${boxes}
<g class="grid"><text x="${LEFT - 6}" y="18" text-anchor="end">${formatBytes(arena.bytes)}</text><text x="${LEFT - 6}" y="${HEIGHT - BOTTOM}" text-anchor="end">0 B</text>
<text x="${LEFT}" y="${HEIGHT - 6}">input</text><text x="${WIDTH - 6}" y="${HEIGHT - 6}" text-anchor="end">output</text></g></svg></figure>`;
}
