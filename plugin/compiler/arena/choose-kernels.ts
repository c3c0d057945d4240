import type { CompileOptions } from '../compile-model';
import { byteLength, type Graph } from '../ir/graph';
import { OPERATORS } from '../ops';
import { argumentOf } from '../ops/constants';
import { canFuse } from '../ops/conv-depthwise';
import { toNode, type Lowering, type LoweringTarget } from '../ops/operator';
import { findRowPairs, fuseRows } from '../passes/fuse-rows';
import { findLifetimes } from './lifetimes';
import { planArena, type ArenaPlan } from './plan-arena';

/** A graph, one kernel call for each of its ops, and where their tensors lie. */
export interface KernelChoice {
  graph: Graph;
  lowerings: (Lowering | undefined)[];
  plan: ArenaPlan;
}

type Goal = Required<Pick<CompileOptions, 'arch' | 'optimize'>>;

/** Steps of the planner's own search while kernels are still being chosen. */
const QUICK_STEPS = 200;

/**
 * The fastest kernels for `speed`. Else the smallest arena that a search finds over kernels that work in place or write over their input,
 * those that are faster but do not, and ops that are fused because what lies between them is large; of equal arenas the one with the
 * least work in slower kernels.
 */
export function chooseKernels(graph: Graph, { arch, optimize = 'balanced' }: CompileOptions): KernelChoice {
  const goal = { arch, optimize };
  if (optimize === 'speed') return planKernels(graph, lowerAll(graph, { ...goal, savesArena: false }));
  let best = searchKernels(graph, goal);
  for (let changed = true; changed; ) {
    changed = false;
    for (const fused of listFused(best.graph, goal)) {
      if (findBound(fused, goal) >= best.plan.bytes) continue;
      const next = searchKernels(fused, goal);
      if (next.plan.bytes >= best.plan.bytes) continue;
      best = next;
      changed = true;
      break;
    }
  }
  return best;
}

/** The graph with one more pair of ops fused, each pair that can be, those with most between them first. */
function listFused(graph: Graph, goal: Goal): Graph[] {
  const target = { ...goal, savesArena: true };
  const between = ([, second]: [number, number]): number => byteLength(graph.tensors[graph.ops[second].inputs[0]]);
  return findRowPairs(graph)
    .filter(([first, second]) => canFuse(toNode(graph, graph.ops[first]), toNode(graph, graph.ops[second]), target))
    .sort((a, b) => between(b) - between(a))
    .map((pair) => fuseRows(graph, pair));
}

function findBound(graph: Graph, goal: Goal): number {
  return planKernels(graph, lowerAll(graph, { ...goal, savesArena: true }), 0).plan.lowerBoundBytes;
}

/**
 * Goes from "all fast" and from "all thrifty" and changes one op at a time while that helps: thrifty everywhere is not best, because a
 * tensor that shares its memory with two neighbours must suit both of them.
 */
function searchKernels(graph: Graph, goal: Goal): KernelChoice {
  const fast = lowerAll(graph, { ...goal, savesArena: false });
  const thrifty = lowerAll(graph, { ...goal, savesArena: true });
  const work = graph.ops.map((op) => OPERATORS[op.name].macs(toNode(graph, op)));
  const open = thrifty.flatMap((lowering, position) => (lowering?.inPlace?.length || lowering?.writeDistance !== undefined ? [position] : []));
  open.sort((a, b) => work[b] - work[a]);
  const rate = ({ lowerings, plan: { bytes } }: KernelChoice): Rating =>
    ({ bytes, slow: open.reduce((sum, position) => sum + (lowerings[position] === thrifty[position] ? work[position] : 0), 0) });

  const climb = (start: KernelChoice['lowerings']): KernelChoice => {
    let best = planKernels(graph, start, QUICK_STEPS);
    for (let changed = true; changed; ) {
      changed = false;
      for (const position of open) {
        const other = best.lowerings[position] === fast[position] ? thrifty[position] : fast[position];
        const next = planKernels(graph, best.lowerings.map((lowering, index) => (index === position ? other : lowering)), QUICK_STEPS);
        if (!isBetter(rate(next), rate(best))) continue;
        best = next;
        changed = true;
      }
    }
    return best;
  };
  const [fromFast, fromThrifty] = [climb(fast), climb(thrifty)];
  return planKernels(graph, (isBetter(rate(fromThrifty), rate(fromFast)) ? fromThrifty : fromFast).lowerings);
}

interface Rating {
  bytes: number;
  /** Multiply-accumulates in kernels that save memory. */
  slow: number;
}

function isBetter(a: Rating, b: Rating): boolean {
  return a.bytes < b.bytes || (a.bytes === b.bytes && a.slow < b.slow);
}

function planKernels(graph: Graph, lowerings: KernelChoice['lowerings'], steps?: number): KernelChoice {
  return { graph, lowerings, plan: planArena(findLifetimes(graph, lowerings), steps) };
}

function lowerAll(graph: Graph, target: LoweringTarget): KernelChoice['lowerings'] {
  return graph.ops.map((op) => placeConstants(OPERATORS[op.name].lower(toNode(graph, op), target)));
}

/** Whatever an operator reads may be a constant: then it lies in flash. */
function placeConstants(lowering: Lowering | undefined): Lowering | undefined {
  return lowering && { ...lowering, args: lowering.args.map((arg, index) => ('tensor' in arg ? argumentOf(arg.tensor, `operand_${index}`) : arg)) };
}
