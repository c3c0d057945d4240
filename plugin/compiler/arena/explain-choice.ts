import { describeFeatures } from '../cost/estimate-cost';
import type { Features } from '../cost/kernel-features';
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

function describe({ name, cost }: Candidate): KernelOption {
  return {
    kernel: name,
    cycles: Math.round(cost.cycles),
    flashBytes: Math.round(cost.constantBytes + cost.codeBytes + cost.bodyBytes),
  };
}
