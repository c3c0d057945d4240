import { describeFeatures } from '../cost/estimate-cost';
import type { Features } from '../cost/layer-features';
import { OPERATORS } from '../ops';
import { toNode } from '../ops/operator';
import type { KernelChoice } from './choose-kernels';
import type { Candidate } from './candidates';

/** One way to execute an operator, as the cost model sees it. */
export interface KernelOption {
  /** `conv_2d_packed_s8 over its input`. */
  kernel: string;
  cycles: number;
  /** Constants and code; code counts in full although layers may share it. */
  flashBytes: number;
}

/** The kernel of an operator beside those that it was chosen over, the fastest first. */
export interface KernelReason {
  index: number;
  name: string;
  chosen: KernelOption;
  others: KernelOption[];
  /** What the chosen one does and what its code consists of: the cost model is fitted to it. */
  features: Features;
}

/** What was chosen for each operator that executes something, and what else there was. */
export function explainChoice({ graph, candidates, chosen }: KernelChoice): KernelReason[] {
  return graph.ops.flatMap((op, position) => {
    const { index, name } = op;
    const ways = candidates[position];
    const taken = ways[chosen[position]];
    if (!taken) return [];
    const others = ways.filter((way) => way !== taken).map(describe).sort((a, b) => a.cycles - b.cycles);
    return [{ index, name, chosen: describe(taken), others, features: describeFeatures(taken.lowering, OPERATORS[name].macs(toNode(graph, op))) }];
  });
}

/** Of the kernels that an operator was not executed by, the best in each respect: fewest cycles, least flash, and the fastest that saves arena. */
export function pickAlternatives({ chosen, others }: Pick<KernelReason, 'chosen' | 'others'>): KernelOption[] {
  const savesArena = ({ kernel }: KernelOption): boolean => / (in place|over its input)$/.test(kernel);
  const least = (options: KernelOption[], of: 'cycles' | 'flashBytes'): KernelOption[] =>
    options.length === 0 ? [] : [options.reduce((best, option) => (option[of] < best[of] ? option : best))];
  // the same code elsewhere in the arena is no other kernel
  const kernelOf = ({ kernel }: KernelOption): string => kernel.split(' ')[0];
  const differing = others.filter((option) => kernelOf(option) !== kernelOf(chosen));
  const saving = savesArena(chosen) ? [] : others.filter(savesArena);
  return [...new Set([...least(differing, 'cycles'), ...least(differing, 'flashBytes'), ...least(saving, 'cycles')])];
}

function describe({ name, cost }: Candidate): KernelOption {
  return {
    kernel: name,
    cycles: Math.round(cost.cycles),
    flashBytes: Math.round(cost.constantBytes + cost.codeBytes + cost.bodyBytes),
  };
}
