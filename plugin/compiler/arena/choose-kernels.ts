import type { CompileOptions } from '../compile-model';
import type { Graph } from '../ir/graph';
import { OPERATORS } from '../ops';
import { argumentOf } from '../ops/constants';
import { toNode, type Lowering } from '../ops/operator';
import { findLifetimes } from './lifetimes';
import { planArena, type ArenaPlan } from './plan-arena';

/** One kernel call for each op of a graph, and where their tensors lie. */
export interface KernelChoice {
  lowerings: (Lowering | undefined)[];
  plan: ArenaPlan;
}

/** Steps of the planner's own search while kernels are still being chosen. */
const QUICK_STEPS = 200;

/**
 * The fastest kernels for `speed`. Else the smallest arena that a search finds over kernels that work in place or write over their input
 * and those that are faster but do not; of equal arenas the one with the least work in slower kernels.
 *
 * The search goes from "all fast" and from "all thrifty" and changes one op at a time while that helps: thrifty everywhere is not best,
 * because a tensor that shares its memory with two neighbours must suit both of them.
 */
export function chooseKernels(graph: Graph, { arch, optimize = 'balanced' }: CompileOptions): KernelChoice {
  const lower = (savesArena: boolean): KernelChoice['lowerings'] =>
    graph.ops.map((op) => placeConstants(OPERATORS[op.name].lower(toNode(graph, op), { arch, optimize, savesArena })));
  const fast = lower(false);
  const plan = (lowerings: KernelChoice['lowerings'], steps?: number): KernelChoice =>
    ({ lowerings, plan: planArena(findLifetimes(graph, lowerings), steps) });
  if (optimize === 'speed') return plan(fast);
  const thrifty = lower(true);
  const open = thrifty.flatMap((lowering, position) => (lowering?.inPlace?.length || lowering?.writeDistance !== undefined ? [position] : []));
  const work = graph.ops.map((op) => OPERATORS[op.name].macs(toNode(graph, op)));
  open.sort((a, b) => work[b] - work[a]);

  const rate = ({ lowerings, plan: { bytes } }: KernelChoice): Rating =>
    ({ bytes, slow: open.reduce((sum, position) => sum + (lowerings[position] === thrifty[position] ? work[position] : 0), 0) });
  const climb = (start: KernelChoice['lowerings']): KernelChoice => {
    let best = plan(start, QUICK_STEPS);
    for (let changed = true; changed; ) {
      changed = false;
      for (const position of open) {
        const other = best.lowerings[position] === fast[position] ? thrifty[position] : fast[position];
        const next = plan(best.lowerings.map((lowering, index) => (index === position ? other : lowering)), QUICK_STEPS);
        if (!isBetter(rate(next), rate(best))) continue;
        best = next;
        changed = true;
      }
    }
    return best;
  };
  const [fromFast, fromThrifty] = [climb(fast), climb(thrifty)];
  return plan((isBetter(rate(fromThrifty), rate(fromFast)) ? fromThrifty : fromFast).lowerings);
}

interface Rating {
  bytes: number;
  /** Multiply-accumulates in kernels that save memory. */
  slow: number;
}

function isBetter(a: Rating, b: Rating): boolean {
  return a.bytes < b.bytes || (a.bytes === b.bytes && a.slow < b.slow);
}

/** Whatever an operator reads may be a constant: then it lies in flash. */
function placeConstants(lowering: Lowering | undefined): Lowering | undefined {
  return lowering && { ...lowering, args: lowering.args.map((arg, index) => ('tensor' in arg ? argumentOf(arg.tensor, `operand_${index}`) : arg)) };
}
