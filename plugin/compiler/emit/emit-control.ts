import type { Op } from '../ir/graph';
import { CONTROL } from '../ops/control-flow';
import type { Emission } from './emit-model';

/** A line of C++ that begins, leaves or ends a block. */
export interface ControlLine {
  text: string;
  /** Blocks that it ends, and that it begins. */
  closes: number;
  opens: number;
}

/** What stands for a mark of a loop or a branch; undefined for what computes. `read`: a tensor as the argument of a kernel. */
export function emitControl(op: Op, read: (id: number) => string): ControlLine | undefined {
  const { name, index, inputs, options } = op;
  const holds = (): string => `*${read(inputs[0])} != 0`;
  const turn = `turn_${index}`;
  switch (name) {
    case CONTROL.loop: {
      const head = options.count === undefined ? 'for (;;)' : `for (int32_t ${turn} = 0; ${turn} < ${options.count as number}; ++${turn})`;
      return { text: `${head} {`, closes: 0, opens: 1 };
    }
    case CONTROL.test:
      return { text: `if (!(${holds()})) break;`, closes: 0, opens: 0 };
    case CONTROL.branch:
      return { text: `if (${holds()}) {`, closes: 0, opens: 1 };
    case CONTROL.otherwise:
      return { text: '} else {', closes: 1, opens: 1 };
    case CONTROL.loopEnd:
    case CONTROL.branchEnd:
      return { text: '}', closes: 1, opens: 0 };
    default:
      return undefined;
  }
}

/** Whether all that an op does is to carry on what lies in its place already: the plan put it there. */
export function isCopyOntoItself({ offsets, graph }: Emission, { name, inputs, outputs }: Op): boolean {
  if (name !== CONTROL.enter && name !== CONTROL.carry) return false;
  const [from, to] = name === CONTROL.enter ? [inputs[0], outputs[0]] : [inputs[1], inputs[0]];
  return !graph.tensors[from].data && offsets.has(from) && offsets.get(from) === offsets.get(to);
}
