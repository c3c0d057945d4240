import type { Lifetime } from './lifetimes';

/** Kernels load words and pairs of words. */
export const ARENA_ALIGNMENT = 8;

/** Where in the arena each tensor lives; sizes and offsets in bytes. */
export interface ArenaPlan {
  bytes: number;
  /** No plan can be smaller: the most bytes that must be there at one moment. */
  lowerBoundBytes: number;
  blocks: (Omit<Lifetime, 'over'> & { offset: number })[];
}

/** How many placements are tried before the best plan found is taken. */
const SEARCH_STEPS = 4000;

/** Up to so many lifetimes every order is tried that could be better. */
const EXHAUSTIVE_COUNT = 8;

/** Offsets of lifetimes by their index; those that are not placed yet have none. */
interface Placement {
  bytes: number;
  offsets: number[];
}

/** What must keep apart from a lifetime: how far it begins above it, at least, and how far below where it is the lower one. */
interface Rival {
  other: number;
  above: number;
  below: number;
}

/** What the planner works on: lifetimes by index, with their rivals. */
interface Puzzle {
  sizes: number[];
  rivals: Rival[][];
  lowerBoundBytes: number;
}

/**
 * Places lifetimes so that none alive at the same time overlap, but for those that may (`Lifetime.over`). First fit in several orders;
 * while the best is above the lower bound, a search over orders goes on: exhaustive for small graphs (by rising offsets of an optimal
 * plan, first fit puts each lifetime there or lower), else by moving what lies on top to an earlier place in the order.
 *
 * @param steps how many placements the search may try
 */
export function planArena(lifetimes: readonly Lifetime[], steps = SEARCH_STEPS): ArenaPlan {
  const lowerBoundBytes = findLowerBound(lifetimes);
  const puzzle: Puzzle = { sizes: lifetimes.map(({ bytes }) => align(bytes)), rivals: findRivals(lifetimes), lowerBoundBytes };
  const starts = listOrders(lifetimes).map((order) => ({ order, placement: place(puzzle, order) }));
  const first = starts.reduce((a, b) => (b.placement.bytes < a.placement.bytes ? b : a));
  const best = lifetimes.length <= EXHAUSTIVE_COUNT ? tryAll(puzzle, first.placement) : climb(puzzle, first.order, first.placement, steps);
  const blocks = lifetimes.map(({ over: _over, ...lifetime }, index) => ({ ...lifetime, offset: best.offsets[index] }));
  return { bytes: best.bytes, lowerBoundBytes, blocks };
}

/** Orders that are good for one or the other graph. */
function listOrders(lifetimes: readonly Lifetime[]): number[][] {
  const bySize = (a: Lifetime, b: Lifetime): number => b.bytes - a.bytes;
  const isScratch = ({ tensors }: Lifetime): number => Number(tensors.length === 0);
  const orders: ((a: Lifetime, b: Lifetime) => number)[] = [
    (a, b) => bySize(a, b) || a.firstUse - b.firstUse,
    (a, b) => b.bytes * span(b) - a.bytes * span(a) || a.firstUse - b.firstUse,
    (a, b) => span(b) - span(a) || bySize(a, b),
    (a, b) => a.firstUse - b.firstUse || bySize(a, b),
    // outputs first: what they may lie over then goes just above them, and scratch memory where there is room
    (a, b) => isScratch(a) - isScratch(b) || b.lastUse - a.lastUse || b.firstUse - a.firstUse || bySize(a, b),
  ];
  return orders.map((order) => lifetimes.map((_, index) => index).sort((a, b) => order(lifetimes[a], lifetimes[b])));
}

function findRivals(lifetimes: readonly Lifetime[]): Rival[][] {
  return lifetimes.map((a) =>
    lifetimes.flatMap((b, other) => {
      if (a === b || a.firstUse > b.lastUse || b.firstUse > a.lastUse) return [];
      return [{ other, above: findGap(a, b), below: findGap(b, a) }];
    }),
  );
}

/** How far `upper` begins above `lower`, at least. */
function findGap(lower: Lifetime, upper: Lifetime): number {
  return align(lower.over?.other === upper ? Math.min(lower.bytes, lower.over.distance) : lower.bytes);
}

/** Depth first; an order is left as soon as it can't be better. */
function tryAll({ sizes, rivals, lowerBoundBytes }: Puzzle, start: Placement): Placement {
  let best = start;
  const visit = (placed: Placement, rest: number[]): void => {
    if (rest.length === 0) best = { bytes: placed.bytes, offsets: [...placed.offsets] };
    for (const next of rest) {
      if (best.bytes === lowerBoundBytes) return;
      const offset = firstFit(placed.offsets, rivals[next]);
      const bytes = Math.max(placed.bytes, offset + sizes[next]);
      if (bytes >= best.bytes) continue;
      const offsets = [...placed.offsets];
      offsets[next] = offset;
      visit({ bytes, offsets }, rest.filter((other) => other !== next));
    }
  };
  visit({ bytes: 0, offsets: [] }, sizes.map((_, index) => index).sort((a, b) => sizes[b] - sizes[a]));
  return best;
}

/** Moves one lifetime after another, every second time one that reaches the top, and stays where the plan is not larger. */
function climb(puzzle: Puzzle, order: number[], best: Placement, steps: number): Placement {
  const random = startNumbers();
  let current = { order, placement: best };
  for (let step = 0; step < steps && best.bytes > puzzle.lowerBoundBytes; step++) {
    const { bytes, offsets } = current.placement;
    const top = current.order.filter((index) => offsets[index] + puzzle.sizes[index] === bytes);
    const moved = step % 2 === 0 ? top[random() % top.length] : current.order[random() % current.order.length];
    const rest = current.order.filter((index) => index !== moved);
    rest.splice(random() % (rest.length + 1), 0, moved);
    const placement = place(puzzle, rest);
    if (placement.bytes <= bytes) current = { order: rest, placement };
    if (placement.bytes < best.bytes) best = placement;
  }
  return best;
}

/** Pseudo-random numbers, the same each time: plans are compared and cached. */
function startNumbers(): () => number {
  let state = 1;
  return () => (state = (state * 48271) % 2147483647); // Park and Miller
}

function place({ sizes, rivals }: Puzzle, order: number[]): Placement {
  const offsets: number[] = [];
  let bytes = 0;
  for (const next of order) {
    offsets[next] = firstFit(offsets, rivals[next]);
    bytes = Math.max(bytes, offsets[next] + sizes[next]);
  }
  return { offsets, bytes };
}

/** The lowest offset that keeps apart from all rivals that are placed. */
function firstFit(offsets: readonly number[], rivals: readonly Rival[]): number {
  let at = 0;
  for (let moved = true; moved; ) {
    moved = false;
    for (const { other, above, below } of rivals) {
      const offset = offsets[other];
      if (offset === undefined || at + above <= offset || at >= offset + below) continue;
      at = offset + below;
      moved = true;
    }
  }
  return at;
}

function findLowerBound(lifetimes: readonly Lifetime[]): number {
  const moments = new Set(lifetimes.map(({ firstUse }) => firstUse));
  return Math.max(0, ...[...moments].map((moment) => findBytesAt(lifetimes, moment)));
}

/** What one moment needs: all that is alive side by side, but for the two of which one lies over the other. */
function findBytesAt(lifetimes: readonly Lifetime[], moment: number): number {
  const alive = lifetimes.filter(({ firstUse, lastUse }) => firstUse <= moment && moment <= lastUse);
  const bytes = alive.reduce((sum, lifetime) => sum + align(lifetime.bytes), 0);
  const saved = alive.map((lower) => {
    if (!lower.over || !alive.includes(lower.over.other)) return 0;
    const [low, high, distance] = [lower.bytes, lower.over.other.bytes, Math.min(lower.bytes, lower.over.distance)].map(align);
    return low + high - Math.max(low, distance + high);
  });
  return bytes - Math.max(0, ...saved);
}

function span({ firstUse, lastUse }: Lifetime): number {
  return lastUse - firstUse + 1;
}

function align(bytes: number): number {
  return Math.ceil(bytes / ARENA_ALIGNMENT) * ARENA_ALIGNMENT;
}
