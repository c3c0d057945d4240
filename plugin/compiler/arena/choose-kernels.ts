import type { CompileOptions } from '../compile-model';
import { byteLength, type Graph, type Op } from '../ir/graph';
import { OPERATORS } from '../ops';
import { argumentOf } from '../ops/constants';
import { canFuse } from '../ops/conv-depthwise';
import { toNode, type Lowering, type LoweringTarget, type Node } from '../ops/operator';
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

/** The two ways to execute each op of a graph. Packing weights is most of the work, and an op has the same ones in all graphs that are tried. */
type Lower = (graph: Graph, savesArena: boolean) => KernelChoice['lowerings'];

/** Steps of the planner's own search while kernels are still being chosen. */
const QUICK_STEPS = 200;

/**
 * The fastest kernels for `speed`. Else the smallest arena that a search finds over kernels that work in place or write over their input,
 * those that are faster but do not, and ops that are fused because what lies between them is large; of equal arenas the one with the
 * least work in slower kernels.
 */
export function chooseKernels(graph: Graph, { arch, optimize = 'balanced', kernels }: CompileOptions): KernelChoice {
  const goal = { arch, optimize };
  const lower = rememberLowerings(goal, kernels);
  if (optimize === 'speed') return planKernels(graph, lower(graph, false));
  let best = searchKernels(graph, lower);
  for (let changed = true; changed; ) {
    changed = false;
    for (const fused of listFused(best.graph, goal)) {
      const bound = planKernels(fused, lower(fused, true), 0).plan.lowerBoundBytes;
      if (bound >= best.plan.bytes) continue;
      const next = searchKernels(fused, lower);
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

/**
 * Goes from "all fast" and from "all thrifty" and changes one op at a time while that helps: thrifty everywhere is not best, because a
 * tensor that shares its memory with two neighbours must suit both of them.
 */
function searchKernels(graph: Graph, lower: Lower): KernelChoice {
  const [fast, thrifty] = [lower(graph, false), lower(graph, true)];
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

function rememberLowerings(goal: Goal, kernels: CompileOptions['kernels']): Lower {
  const known = { fast: new Map<Op, Lowering | undefined>(), thrifty: new Map<Op, Lowering | undefined>() };
  return (graph, savesArena) => {
    const lowerings = savesArena ? known.thrifty : known.fast;
    for (const op of graph.ops) {
      if (!lowerings.has(op)) lowerings.set(op, placeConstants(lowerOp(toNode(graph, op), { ...goal, savesArena }, kernels)));
    }
    return graph.ops.map((op) => lowerings.get(op));
  };
}

function lowerOp(node: Node, target: LoweringTarget, kernels: CompileOptions['kernels'] = []): Lowering | undefined {
  const { lower, alternatives } = OPERATORS[node.op.name];
  const wanted = kernels.length > 0 ? alternatives?.(node, target).find(({ kernel }) => kernels.includes(kernel)) : undefined;
  return wanted ?? lower(node, target);
}

/** Whatever an operator reads may be a constant: then it lies in flash. */
function placeConstants(lowering: Lowering | undefined): Lowering | undefined {
  return lowering && { ...lowering, args: lowering.args.map((arg, index) => ('tensor' in arg ? argumentOf(arg.tensor, `operand_${index}`) : arg)) };
}
