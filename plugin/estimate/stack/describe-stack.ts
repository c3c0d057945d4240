import type { StackLimits } from './measure-bound';

/** How much a firmware has to give, in words: what was seen, what the code can take, what interrupts add. */
export function describeStack(stackBytes: number, { boundBytes, path = [], problem, interruptFrameBytes }: StackLimits): string {
  const interrupts = `an interrupt adds ${interruptFrameBytes} B for its frame, and its handler's own`;
  if (boundBytes === undefined) return `${group(stackBytes)} B measured; no bound: ${problem}; ${interrupts}`;
  return `${group(stackBytes)} B measured, at most ${group(boundBytes)} B by the linked code (${path.join(' > ')}); ${interrupts}`;
}

function group(bytes: number): string {
  return String(bytes).replace(/\B(?=(\d{3})+$)/g, ',');
}
