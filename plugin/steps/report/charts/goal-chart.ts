import { html, type Markup } from '../escape';
import { formatBytes, formatCount } from '../format-figures';
import type { GoalsPart } from '../report';
import { type Axis, makeAxis, round, shortNumber } from './axis';
import { colourOf } from './colours';

type Cost = GoalsPart['costs'][number];

/** Goals that come to the same kernels, as one place in the picture. */
interface Spot extends Omit<Cost, 'goal'> {
  goals: string[];
  isChosen: boolean;
}

const WIDTH = 460;
const HEIGHT = 280;
const LEFT = 54;
const RIGHT = 14;
const TOP = 26;
const BOTTOM = 34;

/** Of the largest arena; the area of a circle is its share of it. */
const RADIUS = 26;

/**
 * What each goal would cost: cycles across, flash up, the arena as the area of a circle, so that less is nearer to the corner, and smaller.
 * The dashed line joins the goals that no other one beats in both; the chosen one is filled. The figures stand below.
 */
export function drawGoals(title: string, { chosen, costs }: GoalsPart): Markup {
  const spots = joinEqual(costs, chosen);
  const x = makeWideAxis(spots.map(({ cycles }) => cycles), LEFT, WIDTH - RIGHT);
  const y = makeWideAxis(spots.map(({ flashBytes }) => flashBytes), HEIGHT - BOTTOM, TOP);
  const largest = Math.max(...spots.map(({ arenaBytes }) => arenaBytes), 1);
  const front = findFront(spots).map((spot) => `${x.scale(spot.cycles)},${y.scale(spot.flashBytes)}`).join(' ');
  // large circles first, so that small ones stay in sight
  const drawn = [...spots].sort((a, b) => b.arenaBytes - a.arenaBytes);
  return html`<figure class="chart goals"><figcaption>${title}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">${drawGrid(x, y)}<polyline points="${front}" fill="none" stroke="var(--quiet)" stroke-dasharray="4 4"/>
${drawn.map((spot) => drawSpot(spot, x, y, radiusOf(spot, largest), colourOf(spots.indexOf(spot))))}${placeLabels(spots, x, y, largest)}</svg>
<div class="scroll"><table><thead><tr><th>goal</th><th class="n">cycles</th><th class="n">flash</th><th class="n">arena</th></tr></thead><tbody>${spots.map(drawRow)}</tbody></table></div></figure>`;
}

function joinEqual(costs: readonly Cost[], chosen: string): Spot[] {
  const spots: Spot[] = [];
  for (const { goal, cycles, flashBytes, arenaBytes } of costs) {
    const same = spots.find((spot) => spot.cycles === cycles && spot.flashBytes === flashBytes && spot.arenaBytes === arenaBytes);
    if (same) same.goals.push(goal);
    else spots.push({ goals: [goal], isChosen: false, cycles, flashBytes, arenaBytes });
  }
  return spots.map((spot) => ({ ...spot, isChosen: spot.goals.includes(chosen) }));
}

/** With room for circles at both ends. */
function makeWideAxis(values: number[], from: number, to: number): Axis {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = Math.max((high - low) * 0.2, high * 0.04);
  return makeAxis(Math.max(0, low - margin), high + margin, from, to, 4);
}

/** Those that no other one beats in cycles and flash, by rising cycles. */
function findFront(spots: readonly Spot[]): Spot[] {
  const beats = (a: Spot, b: Spot): boolean => a !== b && a.cycles <= b.cycles && a.flashBytes <= b.flashBytes;
  return spots.filter((spot) => !spots.some((other) => beats(other, spot))).sort((a, b) => a.cycles - b.cycles);
}

function drawSpot({ goals, isChosen, cycles, flashBytes, arenaBytes }: Spot, x: Axis, y: Axis, radius: number, colour: string): Markup {
  const text = `${goals.join(', ')}: ${formatCount(cycles)} cycles, ${formatBytes(flashBytes)} of flash, an arena of ${formatBytes(arenaBytes)}`;
  return html`<circle cx="${x.scale(cycles)}" cy="${y.scale(flashBytes)}" r="${round(radius)}" fill="${colour}" fill-opacity="${isChosen ? 0.75 : 0.18}" stroke="${colour}" stroke-width="2"><title>${text}</title></circle>`;
}

/** A rectangle that a label or a circle takes. */
interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Beside their circles, above or below, wherever no circle and no other label stands. */
function placeLabels(spots: readonly Spot[], x: Axis, y: Axis, largest: number): Markup[] {
  const taken = spots.map((spot): Box => boxAround(x.scale(spot.cycles), y.scale(spot.flashBytes), radiusOf(spot, largest)));
  return spots.map(({ goals, isChosen }, at) => {
    const label = goals.join(', ');
    const circle = taken[at];
    const [middleX, middleY, width] = [(circle.left + circle.right) / 2, (circle.top + circle.bottom) / 2, 7 * label.length];
    const boxes: Box[] = [
      { left: circle.right + 6, top: middleY - 8, right: circle.right + 6 + width, bottom: middleY + 8 },
      { left: circle.left - 6 - width, top: middleY - 8, right: circle.left - 6, bottom: middleY + 8 },
      { left: middleX - width / 2, top: circle.top - 20, right: middleX + width / 2, bottom: circle.top - 4 },
      { left: middleX - width / 2, top: circle.bottom + 4, right: middleX + width / 2, bottom: circle.bottom + 20 },
    ];
    const isFree = (box: Box): boolean => box.left >= LEFT && box.right <= WIDTH && box.top >= 0 && !taken.some((other) => other !== circle && overlap(box, other));
    const box = boxes.find(isFree) ?? boxes[0];
    taken.push(box);
    return html`<text x="${round((box.left + box.right) / 2)}" y="${round(box.bottom - 4)}" text-anchor="middle"${isChosen && html` font-weight="600"`}>${label}</text>`;
  });
}

function boxAround(x: number, y: number, radius: number): Box {
  return { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function radiusOf({ arenaBytes }: Spot, largest: number): number {
  return Math.max(3, RADIUS * Math.sqrt(arenaBytes / largest));
}

function drawGrid(x: Axis, y: Axis): Markup {
  return html`<g class="grid">${y.ticks.map((tick) => html`<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y.scale(tick)}" y2="${y.scale(tick)}"/><text x="${LEFT - 6}" y="${y.scale(tick) + 4}" text-anchor="end">${shortNumber(tick)}</text>`)}${x.ticks.map(
    (tick) => html`<line x1="${x.scale(tick)}" x2="${x.scale(tick)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"/><text x="${x.scale(tick)}" y="${HEIGHT - BOTTOM + 15}" text-anchor="${x.scale(tick) > WIDTH - 30 ? 'end' : 'middle'}">${shortNumber(tick)}</text>`,
  )}<text x="${WIDTH - RIGHT}" y="${HEIGHT - 3}" text-anchor="end">cycles</text><text x="${LEFT - 6}" y="12" text-anchor="end">flash, B</text></g>`;
}

function drawRow({ goals, isChosen, cycles, flashBytes, arenaBytes }: Spot, at: number): Markup {
  return html`<tr><th scope="row"><i style="background:${colourOf(at)}"></i>${goals.join(', ')}${isChosen && html` <small>chosen</small>`}</th><td class="n">${formatCount(cycles)}</td><td class="n">${formatBytes(flashBytes)}</td><td class="n">${formatBytes(arenaBytes)}</td></tr>`;
}
