import type { RunRecord } from '../../step';
import { html, type Markup } from '../escape';
import { formatMs } from '../format-figures';
import { round } from './axis';

const WIDTH = 940;
const ROW = 22;
const RIGHT = 70;
/** Of a name's letters at the page's size, on average. */
const LETTER = 7.2;

interface Span {
  run: RunRecord;
  startS: number;
  lengthS: number;
}

/** A bar for each run of which it is known when it was: those of the cache are pale. */
export function drawTimeline(title: string, runs: readonly RunRecord[]): Markup {
  const spans = withoutIdleTime(runs);
  const end = Math.max(...spans.map(({ startS, lengthS }) => startS + lengthS), 1e-3);
  const left = Math.ceil(Math.max(...runs.map(({ id }) => id.length)) * LETTER) + 16;
  const x = (seconds: number) => round((seconds / end) * (WIDTH - left - RIGHT));
  const bars = spans.map(({ run, startS, lengthS }, row) => html`<g><text x="${left - 8}" y="${row * ROW + 15}" text-anchor="end">${run.id}</text>
<rect class="${run.from === 'cache' ? 'muted' : 'bar'}" x="${left + x(startS)}" y="${row * ROW + 4}" width="${Math.max(x(lengthS), 1)}" height="${ROW - 8}" rx="2"><title>${run.id}: ${run.startedAt}</title></rect>
<text class="figure" x="${left + x(startS + lengthS) + 6}" y="${row * ROW + 15}">${formatMs(lengthS * 1000)}</text></g>`);
  return html`<figure class="chart"><figcaption>${title}</figcaption><div class="scroll"><svg viewBox="0 0 ${WIDTH} ${spans.length * ROW + 4}" style="min-width:560px" role="img" aria-label="${title}">${bars}</svg></div></figure>`;
}

/** Runs in the order of their starts, moved together where nothing ran between them. */
export function withoutIdleTime(runs: readonly RunRecord[]): Span[] {
  const known = runs.flatMap((run) => run.startedAt === undefined ? [] : [{ run, startS: Date.parse(run.startedAt) / 1000, lengthS: run.wallSeconds ?? 0 }]);
  let [busyUntilS, idleS] = [-Infinity, 0];
  return known.sort((a, b) => a.startS - b.startS).map((span) => {
    if (span.startS > busyUntilS) idleS += span.startS - Math.max(busyUntilS, 0);
    busyUntilS = Math.max(busyUntilS, span.startS + span.lengthS);
    return { ...span, startS: span.startS - idleS };
  });
}
