import type { Lifetime } from './lifetimes';

/** Kernels load words and pairs of words. */
export const ARENA_ALIGNMENT = 8;

/** Where in the arena each tensor lives; sizes and offsets in bytes. */
export interface ArenaPlan {
  bytes: number;
  /** No plan can be smaller: the most bytes alive at one moment. */
  lowerBoundBytes: number;
  blocks: (Lifetime & { offset: number })[];
}

/** How many placement orders are tried before the best one found is taken. */
const SEARCH_STEPS = 20_000;

/**
 * Places lifetimes so that none alive at the same time overlap. First fit in several orders; while the result is above the lower bound,
 * a bounded depth-first search over placement orders goes on (exact for small graphs: some order makes first fit optimal).
 */
export function planArena(lifetimes: readonly Lifetime[]): ArenaPlan {
  const lowerBoundBytes = findLowerBound(lifetimes);
  const orders: ((a: Lifetime, b: Lifetime) => number)[] = [
    (a, b) => b.bytes - a.bytes || a.firstUse - b.firstUse,
    (a, b) => b.bytes * span(b) - a.bytes * span(a) || a.firstUse - b.firstUse,
    (a, b) => span(b) - span(a) || b.bytes - a.bytes,
    (a, b) => a.firstUse - b.firstUse || b.bytes - a.bytes,
  ];
  let best = orders.map((order) => place([...lifetimes].sort(order))).reduce((a, b) => (b.bytes < a.bytes ? b : a));
  if (best.bytes > lowerBoundBytes) best = search(lifetimes, best, lowerBoundBytes);
  return { ...best, lowerBoundBytes };
}

type Placement = Pick<ArenaPlan, 'bytes' | 'blocks'>;

function search(lifetimes: readonly Lifetime[], start: Placement, lowerBoundBytes: number): Placement {
  let best = start;
  let steps = 0;
  const visit = (placed: ArenaPlan['blocks'], rest: Lifetime[], bytes: number): void => {
    if (rest.length === 0) best = { bytes, blocks: placed };
    for (const [index, lifetime] of rest.entries()) {
      if (best.bytes === lowerBoundBytes || ++steps > SEARCH_STEPS) return;
      const offset = firstFit(placed, lifetime);
      const end = Math.max(bytes, offset + align(lifetime.bytes));
      if (end >= best.bytes) continue;
      visit([...placed, { ...lifetime, offset }], rest.filter((_, other) => other !== index), end);
    }
  };
  visit([], [...lifetimes].sort((a, b) => b.bytes - a.bytes), 0);
  return best;
}

function place(order: readonly Lifetime[]): Placement {
  const blocks: ArenaPlan['blocks'] = [];
  for (const lifetime of order) blocks.push({ ...lifetime, offset: firstFit(blocks, lifetime) });
  return { blocks, bytes: Math.max(0, ...blocks.map(({ offset, bytes }) => offset + align(bytes))) };
}

/** The lowest offset at which a lifetime meets no block that is alive at the same time. */
function firstFit(blocks: ArenaPlan['blocks'], lifetime: Lifetime): number {
  const rivals = blocks.filter((block) => block.firstUse <= lifetime.lastUse && lifetime.firstUse <= block.lastUse).sort((a, b) => a.offset - b.offset);
  let offset = 0;
  for (const rival of rivals) {
    if (offset + lifetime.bytes <= rival.offset) break;
    offset = Math.max(offset, rival.offset + align(rival.bytes));
  }
  return offset;
}

function findLowerBound(lifetimes: readonly Lifetime[]): number {
  const moments = new Set(lifetimes.map(({ firstUse }) => firstUse));
  const alive = (moment: number) => lifetimes.filter(({ firstUse, lastUse }) => firstUse <= moment && moment <= lastUse);
  return Math.max(0, ...[...moments].map((moment) => alive(moment).reduce((sum, { bytes }) => sum + align(bytes), 0)));
}

function span({ firstUse, lastUse }: Lifetime): number {
  return lastUse - firstUse + 1;
}

function align(bytes: number): number {
  return Math.ceil(bytes / ARENA_ALIGNMENT) * ARENA_ALIGNMENT;
}
