import { describeTensor, elementCount, type Tensor } from '../ir/graph';
import { firstProblem } from './checks';
import type { Node, Operator } from './operator';
import { lowerStridedCopy, MOVABLE } from './strided-copy';

/**
 * What becomes of WHILE and IF (`tflite/inline-subgraphs.ts`): their subgraphs stand among the model's own operators, between marks that are
 * lines of C++. A loop is ENTER for all that it carries, LOOP, its condition, TEST, its body, CARRY, LOOP_END; a choice is BRANCH, the
 * first subgraph, CARRY, OTHERWISE, the second one, CARRY, BRANCH_END.
 */
export const CONTROL = {
  enter: 'LOOP_ENTER', loop: 'LOOP', test: 'LOOP_TEST', carry: 'CARRY', keep: 'LOOP_KEEP', loopEnd: 'LOOP_END',
  branch: 'BRANCH', otherwise: 'BRANCH_ELSE', branchEnd: 'BRANCH_END',
} as const;

/** LOOP_ENTER: what a loop carries begins with a value of before; in its memory where nobody else reads it. */
export const loopEnter: Operator = {
  options: {},
  infer: (node) => [node.inputs[0]!.shape],
  check: ({ inputs: [from], outputs: [to] }) => checkSame(from, to),
  lower: (node) => lowerCopy(node, node.inputs[0]!, node.outputs[0], 'What the loop begins with'),
  macs: () => 0,
  inPlace: [0],
};

/** LOOP_KEEP: what the loop carries, as it is before this turn changes it. */
export const loopKeep: Operator = { ...loopEnter, inPlace: undefined, lower: (node) => lowerCopy(node, node.inputs[0]!, node.outputs[0], 'As it was') };

/** CARRY: input 0, which was there before, becomes input 1: for the next turn of a loop, or behind a choice. */
export const carry: Operator = {
  options: {},
  infer: () => [],
  check: ({ inputs: [to, from] }) => checkSame(from, to),
  lower: (node) => lowerCopy(node, node.inputs[1]!, node.inputs[0]!, 'Carried on'),
  macs: () => 0,
  hasNoOutput: true,
  overwrites: [0],
};

/** LOOP: what comes until its LOOP_END is done again and again; `count` times, where that is known and above -1. */
export const loop = mark();

/** LOOP_TEST: leaves the loop where its input does not hold. */
export const loopTest = mark((node) => checkCondition(node, 'a loop'));

/** LOOP_END: all that the loop reads of what is made before it stands among the inputs, and so is there until its last turn. */
export const loopEnd = mark();

/** BRANCH: what comes until BRANCH_ELSE is done where input 0 holds, else what comes from there until BRANCH_END. Both give the outputs. */
export const branch: Operator = {
  ...mark((node) => checkCondition(node, 'a choice')),
  infer: (node) => node.outputs.map(({ shape }) => shape),
};

/** BRANCH_ELSE. */
export const branchElse = mark();

/** BRANCH_END. */
export const branchEnd = mark();

/** A line of C++ that computes nothing. */
function mark(check: Operator['check'] = () => undefined): Operator {
  return { options: {}, infer: () => [], check, lower: () => undefined, macs: () => 0, hasNoOutput: true, readsVariables: true };
}

function checkCondition({ inputs: [condition] }: Node, of: string): string | undefined {
  return firstProblem(
    (condition?.dtype !== 'bool' || elementCount(condition.shape) !== 1) && `${of} on ${describeTensor(condition)} instead of one bool`,
    condition?.data && `${of} on a constant`,
  );
}

function checkSame(from: Tensor | undefined, to: Tensor | undefined): string | undefined {
  return firstProblem(
    describeTensor(from) !== describeTensor(to) && `${describeTensor(to)} that becomes ${describeTensor(from)} from one turn to the next`,
    !MOVABLE.includes(from!.dtype) && `a value of type ${from!.dtype} from one turn to the next`,
  );
}

function lowerCopy(node: Node, from: Tensor, to: Tensor, note: string): ReturnType<typeof lowerStridedCopy> {
  return { ...lowerStridedCopy(node, { first: 0, sizes: [elementCount(from.shape)], steps: [1] }, note), args: [{ tensor: from }, { tensor: to }] };
}
