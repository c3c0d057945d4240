import type { CompileOptions } from '../compile-model';
import { isCounted } from '../cost/estimate-cost';
import { exceed, GOALS, isBetter, rateCost, type ModelCost, type Rating } from '../cost/goals';
import { byteLength, type Graph } from '../ir/graph';
import { OPERATORS } from '../ops';
import { toNode, type Lowering } from '../ops/operator';
import { FUSIONS } from '../passes';
import { fuseOps, type Fusion } from '../passes/fusion';
import { candidateLister, isWanted, type Candidate, type ListCandidates } from './candidates';
import { findLifetimes } from './lifetimes';
import { planArena, type ArenaPlan } from './plan-arena';

/** A graph, one kernel call for each of its ops, and where their tensors lie. */
export interface KernelChoice {
  graph: Graph;
  lowerings: (Lowering | undefined)[];
  plan: ArenaPlan;
  /** By the cost model; the arena to the byte. */
  cost: ModelCost;
  /** Of each op, all that it could be executed by; `chosen` is a position in it. */
  candidates: Candidate[][];
  chosen: number[];
}

/** Steps of the planner's own search while kernels are still being chosen. */
const QUICK_STEPS = 200;

/**
 * The kernels that the goal rates best (`cost/goals.ts`), of those that a search finds: kernels that are fast, that work in place or write
 * over their input, that are small, and ops that are fused because what lies between them is large.
 *
 * @param list of the same instruction set; given where several goals are compared
 */
export function chooseKernels(graph: Graph, options: CompileOptions, list = candidateLister(options)): KernelChoice {
  const { limits, ...free } = options;
  const best = chooseFor(graph, free, list);
  if (limits === undefined || exceed(best.cost, limits) === 0) return best;
  // Where limits bind, many good choices are far from each other: those of every goal are where the search begins.
  const rate = ({ cost }: KernelChoice): Rating => rateCost(cost, options);
  const goals = isCounted(options.arch) ? GOALS.filter((goal) => goal !== options.optimize) : [];
  const others = [best, ...goals.map((optimize) => chooseFor(graph, { ...free, optimize }, list))];
  const found = others.map((other) => searchKernels(other.graph, list, rate, [other.chosen]));
  return [chooseFor(graph, options, list), ...found].reduce((a, b) => (isBetter(rate(b), rate(a)) ? b : a));
}

/** The same, by one walk from the graph as it is. */
function chooseFor(graph: Graph, options: CompileOptions, list: ListCandidates): KernelChoice {
  const rate = ({ cost }: KernelChoice): Rating => rateCost(cost, options);
  // Kernels that are named are taken wherever they can be; `listFused` leaves the others out.
  const isAsked = options.kernels !== undefined;
  // Where nothing was counted, nothing says that fusing is faster.
  const mayFuse = isAsked || options.optimize !== 'speed' || isCounted(options.arch);
  let best = searchKernels(graph, list, rate);
  for (let changed = mayFuse; changed; ) {
    changed = false;
    for (const fused of listFused(best.graph, options, list)) {
      if (!isAsked && !mayGain(fused, best, list, options)) continue;
      const next = searchKernels(fused, list, rate);
      if (!isAsked && !isBetter(rate(next), rate(best))) continue;
      best = next;
      changed = true;
      break;
    }
  }
  return best;
}

/** The graph with one more group of ops fused, each that can be, those with most between them first. */
function listFused(graph: Graph, { arch, kernels }: CompileOptions, list: ListCandidates): Graph[] {
  const target = { arch, savesArena: true };
  const size = ({ between }: Fusion): number => between.reduce((sum, id) => sum + byteLength(graph.tensors[id]), 0);
  return FUSIONS.flatMap((find) => find(graph))
    .filter(({ kernels: made }) => kernels !== undefined || made === undefined || made.some((kernel) => isCounted(arch, kernel)))
    .filter(({ positions, fits }) => fits(positions.map((position) => toNode(graph, graph.ops[position])), target))
    .sort((a, b) => size(b) - size(a))
    .map((fusion) => fuseOps(graph, fusion))
    .filter((fused) => {
      const isAsked = ({ name }: Candidate): boolean => isWanted(name, kernels ?? []);
      return kernels === undefined || list(fused).some((ways, at) => !graph.ops.includes(fused.ops[at]) && ways.some(isAsked));
    });
}

/** Whether a fused graph could be better: its arena smaller than the best so far, or its kernels faster, where that was counted. */
function mayGain(fused: Graph, best: KernelChoice, list: ListCandidates, { arch }: CompileOptions): boolean {
  const fastest = (candidates: Candidate[][]): number =>
    sumCosts(pick(candidates, isFast).map((way, position): Candidate | undefined => candidates[position][way]), 0).cycles;
  if (isCounted(arch) && fastest(list(fused)) < fastest(list(best.graph))) return true;
  return planKernels(fused, list(fused), pick(list(fused), isThrifty), 0).plan.lowerBoundBytes < best.plan.bytes;
}

/**
 * Goes from "all fast", "all thrifty" and "all small" and changes one op at a time, or all of a kernel, while that helps: thrifty
 * everywhere is not best, because a tensor that shares its memory with two neighbours must suit both of them, and small code is small
 * where many layers share it.
 *
 * @param more where else to begin: positions in what `list` gives for the graph
 */
function searchKernels(graph: Graph, list: ListCandidates, rate: (choice: KernelChoice) => Rating, more: number[][] = []): KernelChoice {
  const candidates = list(graph);
  const work = graph.ops.map((op) => OPERATORS[op.name].macs(toNode(graph, op)));
  const open = candidates.flatMap((ways, position) => (ways.length > 1 ? [position] : [])).sort((a, b) => work[b] - work[a]);
  const plan = quickPlanner(graph, candidates);
  const climb = (start: number[]): KernelChoice => {
    let best = plan.search(start);
    for (let changed = true; changed; ) {
      changed = false;
      for (const next of listMoves(candidates, open)) {
        const moved = next(best.chosen);
        // no plan can be smaller than the bound, which is quickly found
        if (!moved || !isBetter(rate(plan.bound(moved)), rate(best))) continue;
        const choice = plan.search(moved);
        if (!isBetter(rate(choice), rate(best))) continue;
        best = choice;
        changed = true;
      }
    }
    return best;
  };
  const starts = [...[isFast, isThrifty, isSmall].map((wanted) => pick(candidates, wanted)), ...more];
  const ends = starts.map(climb);
  const best = ends.reduce((a, b) => (isBetter(rate(b), rate(a)) ? b : a));
  return planKernels(graph, candidates, best.chosen);
}

type Move = (chosen: readonly number[]) => number[] | undefined;

/** Each op's other ways, then one kernel wherever it can be, or wherever another one is: shared code pays for several layers only. */
function listMoves(candidates: Candidate[][], open: number[]): Move[] {
  const single = open.flatMap((position) =>
    candidates[position].map((_, way): Move => (chosen) => (chosen[position] === way ? undefined : chosen.map((old, at) => (at === position ? way : old)))));
  const kernels = [...new Set(open.flatMap((position) => candidates[position].map(({ lowering }) => lowering.kernel)))];
  const takeKernel = (kernel: string, from?: string): Move => (chosen) => {
    const isMeant = (old: number, position: number): boolean => from === undefined || candidates[position][old]?.lowering.kernel === from;
    const moved = chosen.map((old, position) => (isMeant(old, position) ? findWay(candidates[position], old, kernel) : old));
    return moved.some((way, position) => way !== chosen[position]) ? moved : undefined;
  };
  const swaps = kernels.flatMap((from) => kernels.filter((kernel) => kernel !== from).map((kernel) => takeKernel(kernel, from)));
  return [...single, ...kernels.map((kernel) => takeKernel(kernel)), ...swaps];
}

/** A kernel among an op's ways, where the arena sees no difference if there is one; else the way that it has. */
function findWay(ways: Candidate[], old: number, kernel: string): number {
  const placement = ways[old]?.placement;
  const fitting = ways.findIndex((way) => way.lowering.kernel === kernel && way.placement === placement);
  const any = ways.findIndex((way) => way.lowering.kernel === kernel);
  return fitting >= 0 ? fitting : any >= 0 ? any : old;
}

/** Tells which of two candidates is more of a kind. */
type Wanted = (a: Candidate, b: Candidate) => boolean;

const isFast: Wanted = (a, b) => a.cost.cycles < b.cost.cycles;

/** In place before over the input; then the least work. */
const isThrifty: Wanted = (a, b) => savings(a) > savings(b) || (savings(a) === savings(b) && isFast(a, b));

const isSmall: Wanted = (a, b) => ownBytes(a) < ownBytes(b);

function savings({ lowering }: Candidate): number {
  return lowering.inPlace?.length ? 2 : lowering.writeDistance !== undefined ? 1 : 0;
}

/** Flash of one more layer: the shared code is there already. */
function ownBytes({ cost }: Candidate): number {
  return cost.constantBytes + cost.codeBytes;
}

function pick(candidates: Candidate[][], wanted: Wanted): number[] {
  return candidates.map((ways) => ways.reduce((best, way, at) => (best < 0 || wanted(way, ways[best]) ? at : best), -1));
}

/** Plans each placement once: kernels that differ in code alone leave the arena as it is. `bound` puts the lower bound in its place. */
function quickPlanner(graph: Graph, candidates: Candidate[][]): Record<'search' | 'bound', (chosen: number[]) => KernelChoice> {
  const planBy = (steps: number, finish: (plan: ArenaPlan) => ArenaPlan) => {
    const plans = new Map<string, ArenaPlan>();
    return (chosen: number[]): KernelChoice => {
      const key = chosen.map((way, position) => candidates[position][way]?.placement ?? '').join('|');
      const known = plans.get(key) ?? finish(planKernels(graph, candidates, chosen, steps).plan);
      plans.set(key, known);
      return planKernels(graph, candidates, chosen, steps, known);
    };
  };
  return { search: planBy(QUICK_STEPS, (plan) => plan), bound: planBy(0, (plan) => ({ ...plan, bytes: plan.lowerBoundBytes })) };
}

function planKernels(graph: Graph, candidates: Candidate[][], chosen: number[], steps?: number, known?: ArenaPlan): KernelChoice {
  const taken = chosen.map((way, position): Candidate | undefined => candidates[position][way]);
  const lowerings = taken.map((candidate) => candidate?.lowering);
  const plan = known ?? planArena(findLifetimes(graph, lowerings), steps);
  return { graph, lowerings, plan, cost: sumCosts(taken, plan.bytes), candidates, chosen };
}

/** Code counts once for each set of constants, and once for each kernel that layers share. */
function sumCosts(taken: (Candidate | undefined)[], arenaBytes: number): ModelCost {
  const code = new Map<string, number>();
  let cycles = 0;
  let flashBytes = 0;
  for (const { cost, codeKey, lowering } of taken.flatMap((candidate) => candidate ?? [])) {
    cycles += cost.cycles;
    flashBytes += cost.constantBytes;
    code.set(codeKey, cost.codeBytes);
    code.set(`${lowering.kernel} ${lowering.sharedBy}`, cost.bodyBytes);
  }
  for (const bytes of code.values()) flashBytes += bytes;
  return { cycles, flashBytes, arenaBytes };
}
