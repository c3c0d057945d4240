import type { ElfSymbol } from '../read-elf';
import type { Disassembly } from './read-disassembly';
import { walkFrame, type Frame } from './walk-frame';

/** The most stack that a function and all that it calls can take, or why that has no bound. */
export type StackBound = { bytes: number; /** Functions of the deepest chain, from the first. */ path: string[] } | { problem: string };

/**
 * Bounds the stack of a function from the instructions of a linked image: on every path, whether the program ever takes it or not.
 * Recursion, calls through pointers and frames of a size that is not constant have no bound: the problem names the function.
 */
export function boundStack(code: Disassembly, symbols: readonly ElfSymbol[], root: string): StackBound {
  const functions = symbols.filter(({ kind, bytes }) => kind === 'function' || bytes > 0);
  const starts = [...new Set(functions.filter(({ kind }) => kind === 'function').map(({ address }) => address))].sort((a, b) => a - b);
  const isStart = new Set(starts);
  const nameOf = (address: number): string => functions.find((symbol) => symbol.address === address)?.name ?? `0x${address.toString(16)}`;
  const endOf = (address: number): number => starts.find((start) => start > address) ?? Infinity;
  const lastCode = Math.max(...code.instructions.keys());
  const known = new Map<number, StackBound>();
  const chain: number[] = [];
  const bound = (address: number): StackBound => {
    const found = known.get(address);
    if (found) return found;
    const again = chain.indexOf(address);
    if (again >= 0) return { problem: `${[...chain.slice(again), address].map(nameOf).join(' -> ')} calls itself` };
    chain.push(address);
    const frame = walkFrame(code, address, Math.min(endOf(address), lastCode + 2), (other) => isStart.has(other));
    const result = frame.problem === undefined ? deepest(frame, nameOf(address), bound) : { problem: `${nameOf(address)} ${frame.problem}` };
    chain.pop();
    known.set(address, result);
    return result;
  };
  const first = functions.find(({ name }) => name === root);
  return first ? bound(first.address) : { problem: `${root} is not in the image` };
}

function deepest({ bytes, calls }: Frame, name: string, bound: (address: number) => StackBound): StackBound {
  let most: { bytes: number; path: string[] } = { bytes, path: [name] };
  for (const call of calls) {
    const callee = bound(call.address);
    if ('problem' in callee) return callee;
    if (call.bytes + callee.bytes > most.bytes) most = { bytes: call.bytes + callee.bytes, path: [name, ...callee.path] };
  }
  return most;
}
