import type { ElfSymbol } from '../read-elf';
import type { Disassembly } from './read-disassembly';
import type { TakenAddresses } from './read-relocations';
import { walkFrame, type Frame } from './walk-frame';

/** The most stack that a function and all that it calls can take, or why that has no bound. */
export type StackBound = { bytes: number; /** Functions of the deepest chain, from the first. */ path: string[] } | { problem: string };

/** A linked image, for those who follow its calls. */
export interface LinkedCode {
  code: Disassembly;
  symbols: readonly ElfSymbol[];
  taken: TakenAddresses;
}

/**
 * Bounds the stack of a function from the instructions of a linked image: on every path, whether the program ever takes it or not. A call
 * through a pointer may lead to every function whose address is taken in data or in a function that can be reached. Recursion and frames
 * of a size that is not constant have no bound: the problem names the function.
 */
export function boundStack({ code, symbols, taken }: LinkedCode, root: string): StackBound {
  const functions = symbols.filter(({ kind }) => kind === 'function');
  const starts = [...new Set(functions.map(({ address }) => address))].sort((a, b) => a - b);
  const isStart = new Set(starts);
  const lastCode = Math.max(...code.instructions.keys());
  const nameOf = (address: number): string => functions.find((symbol) => symbol.address === address)?.name ?? `0x${address.toString(16)}`;
  const endOf = (address: number): number => starts.find((start) => start > address) ?? lastCode + 2;
  const frames = new Map<number, Frame>();
  const frameOf = (address: number): Frame => {
    if (!frames.has(address)) frames.set(address, walkFrame(code, address, endOf(address), (other) => isStart.has(other)));
    return frames.get(address)!;
  };
  const first = functions.find(({ name }) => name === root);
  if (!first) return { problem: `${root} is not in the image` };
  const takenBy = (address: number): number[] => takenIn(taken, address, endOf(address));
  const pointed = findPointed(first.address, frameOf, takenBy, takenInData(taken, starts, endOf));

  const known = new Map<number, StackBound>();
  const chain: number[] = [];
  const bound = (address: number): StackBound => {
    const found = known.get(address);
    if (found) return found;
    const again = chain.indexOf(address);
    if (again >= 0) return { problem: `${[...chain.slice(again), address].map(nameOf).join(' -> ')} calls itself` };
    chain.push(address);
    const result = deepest(frameOf(address), nameOf(address), pointed, bound);
    chain.pop();
    known.set(address, result);
    return result;
  };
  return bound(first.address);
}

function deepest(frame: Frame, name: string, pointed: readonly number[], bound: (address: number) => StackBound): StackBound {
  if (frame.problem !== undefined) return { problem: `${name} ${frame.problem}` };
  const { bytes, calls, pointerCall } = frame;
  if (pointerCall !== undefined && pointed.length === 0) return { problem: `${name} calls through a pointer, and nothing says to what` };
  let most: { bytes: number; path: string[] } = { bytes, path: [name] };
  const all = [...calls, ...(pointerCall === undefined ? [] : pointed.map((address) => ({ address, bytes: pointerCall })))];
  for (const call of all) {
    const callee = bound(call.address);
    if ('problem' in callee) return callee;
    if (call.bytes + callee.bytes > most.bytes) most = { bytes: call.bytes + callee.bytes, path: [name, ...callee.path] };
  }
  return most;
}

/** Where a pointer may lead that is called on the way: the addresses that functions on the way, and data, take. */
function findPointed(
  first: number,
  frameOf: (address: number) => Frame,
  takenBy: (address: number) => number[],
  inData: readonly number[],
): number[] {
  const reached = new Set<number>();
  const pointed = new Set<number>();
  const open = [first];
  for (let address = open.pop(); address !== undefined; address = open.pop()) {
    if (reached.has(address)) continue;
    reached.add(address);
    const { calls, pointerCall } = frameOf(address);
    const found = [...takenBy(address), ...(pointerCall === undefined ? [] : inData)];
    found.forEach((target) => pointed.add(target));
    open.push(...calls.map((call) => call.address), ...found);
  }
  return [...pointed].sort((a, b) => a - b);
}

function takenIn(taken: TakenAddresses, start: number, end: number): number[] {
  return [...taken].flatMap(([place, target]) => (place >= start && place < end ? [target] : []));
}

/** Those that lie in no function. */
function takenInData(taken: TakenAddresses, starts: readonly number[], endOf: (address: number) => number): number[] {
  const inCode = (place: number): boolean => starts.some((start) => place >= start && place < endOf(start));
  return [...taken].flatMap(([place, target]) => (inCode(place) ? [] : [target]));
}
