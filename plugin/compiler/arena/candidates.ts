import type { CompileOptions } from '../compile-model';
import { estimateCost, isCounted, type KernelCost } from '../cost/estimate-cost';
import type { Graph, Op } from '../ir/graph';
import { OPERATORS } from '../ops';
import { argumentOf } from '../ops/constants';
import { toNode, type Lowering } from '../ops/operator';

/** One way to execute an op, and what it costs. */
export interface Candidate {
  lowering: Lowering;
  /** `conv_2d_packed_s8 over its input`. */
  name: string;
  cost: KernelCost;
  /** Layers with the same key share their code. */
  codeKey: string;
  /** All that the arena sees of it. */
  placement: string;
}

/** The ways to execute each op of a graph, the fastest known first; none where an op is no more than a view of its input. */
export type ListCandidates = (graph: Graph) => Candidate[][];

/** Packing weights is most of the work, and an op has the same candidates in all graphs that are tried. */
export function candidateLister({ arch, kernels }: Pick<CompileOptions, 'arch' | 'kernels'>): ListCandidates {
  const known = new Map<Op, Candidate[]>();
  const list = (graph: Graph, op: Op): Candidate[] => {
    const node = toNode(graph, op);
    const { lower, alternatives, macs } = OPERATORS[op.name];
    const targets = [false, true].map((savesArena) => ({ arch, savesArena }));
    const usual = targets.flatMap((target) => lower(node, target) ?? []);
    const others = alternatives && (isCounted(arch) || kernels) ? targets.flatMap((target) => alternatives(node, target)) : [];
    const offered = others.filter(({ kernel }) => isCounted(arch, kernel) || kernels !== undefined);
    const candidates = new Map<string, Candidate>();
    for (const lowering of [...usual, ...offered].map(placeConstants)) {
      const names = { name: nameOf(lowering), codeKey: keyOf(lowering), placement: placementOf(lowering) };
      const candidate = { lowering, ...names, cost: repeatCost(estimateCost(lowering, macs(node), arch), op.repeats) };
      const key = `${candidate.codeKey} ${candidate.placement}`;
      if (!candidates.has(key)) candidates.set(key, candidate);
    }
    const all = [...candidates.values()];
    const wanted = all.filter(({ name }) => kernels !== undefined && isWanted(name, kernels));
    return wanted.length > 0 ? wanted : all;
  };
  return (graph) => graph.ops.map((op) => {
    if (!known.has(op)) known.set(op, list(graph, op));
    return known.get(op)!;
  });
}

/** In a loop the same code runs in each turn. */
function repeatCost(cost: KernelCost, repeats = 1): KernelCost {
  return { ...cost, cycles: cost.cycles * repeats };
}

/** Whether one of `kernels` names a candidate: by the kernel alone, or in one place: `apart`, `in place`, `over its input`. */
export function isWanted(name: string, kernels: readonly string[]): boolean {
  return kernels.some((wanted) => name === wanted || name.startsWith(`${wanted} `) || `${name} apart` === wanted);
}

function nameOf({ kernel, inPlace = [], writeDistance }: Lowering): string {
  return `${kernel}${inPlace.length > 0 ? ' in place' : writeDistance !== undefined ? ' over its input' : ''}`;
}

/** The text of the constants that the kernel's template is instantiated with: emit-model.ts gives equal ones one struct. */
function keyOf({ kernel, constants, partConstants }: Lowering): string {
  return `${kernel} ${JSON.stringify([constants, partConstants])}`;
}

function placementOf({ inPlace = [], writeDistance, args }: Lowering): string {
  return JSON.stringify([inPlace, writeDistance, args.map((arg) => ('scratchBytes' in arg ? arg.scratchBytes : 0))]);
}

/** Whatever an operator reads may be a constant: then it lies in flash. */
function placeConstants(lowering: Lowering): Lowering {
  return { ...lowering, args: lowering.args.map((arg, index) => ('tensor' in arg ? argumentOf(arg.tensor, `operand_${index}`) : arg)) };
}
