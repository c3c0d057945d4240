import type { StackLimits } from './measure-bound';

/** The same of a program that was linked and not run. */
export function describeBound({ boundBytes, path = [], problem, interruptFrameBytes }: StackLimits): string {
  const most = boundBytes === undefined ? `no bound: ${problem}` : `at most ${group(boundBytes)} B (${path.join(' > ')})`;
  return `${most}; an interrupt adds ${interruptFrameBytes} B for its frame, and its handler's own`;
}

/** How much a firmware has to give, in words: what was seen, what the code can take, what interrupts add. */
export function describeStack(stackBytes: number, limits: StackLimits): string {
  return `${group(stackBytes)} B measured, by the linked code ${describeBound(limits)}`;
}

function group(bytes: number): string {
  return String(bytes).replace(/\B(?=(\d{3})+$)/g, ',');
}
