import type { Disassembly, Instruction } from './read-disassembly';
import { stackEffect } from './stack-effect';

/** What one function does to the stack. */
export interface Frame {
  /** The most that it takes itself. */
  bytes: number;
  /** Functions that it calls or ends in, with what of the stack is taken there. */
  calls: { address: number; bytes: number }[];
  /** The same of the deepest call through a pointer; absent where there is none. */
  pointerCall?: number;
  /** Why a bound cannot be told, in words that follow the name of the function. */
  problem?: string;
}

/** No frame is as large: a loop takes more stack in each round. */
const TOO_LARGE = 1 << 24;

/**
 * Follows every path through a function and keeps the most stack that is taken at each instruction. A BL to a place inside it is a jump
 * that is too far for a branch of ARMv6-M, or a subroutine of an assembler file: both ways are followed.
 * @param entry its first instruction
 * @param end behind its last one: what a jump through a table may lead to lies before
 * @param isFunction whether a function begins at an address: a jump there is a call that does not come back
 */
export function walkFrame(code: Disassembly, entry: number, end: number, isFunction: (address: number) => boolean): Frame {
  const depths = new Map<number, number>();
  const calls = new Map<number, number>();
  const open: { address: number; depth: number }[] = [{ address: entry, depth: 0 }];
  let bytes = 0;
  let pointerCall: number | undefined;
  let tableDepth: number | undefined;
  /** All that surely runs has been seen; what follows may be padding. */
  let isGuess = false;
  const visit = (address: number, depth: number): void => {
    if (address !== entry && isFunction(address)) calls.set(address, Math.max(calls.get(address) ?? 0, depth));
    else open.push({ address, depth });
  };
  const fail = (problem: string): Frame => ({ bytes, calls: [], problem });
  for (;;) {
    const certain = open.pop();
    const next = certain ?? behindTable(code, depths, entry, end, tableDepth);
    if (!next) break;
    isGuess ||= !certain;
    const { address, depth } = next;
    if ((depths.get(address) ?? -1) >= depth) continue;
    depths.set(address, depth);
    const instruction = code.instructions.get(address);
    if (!instruction && isGuess) continue;
    if (!instruction) return fail(`runs into 0x${address.toString(16)}, where no code is`);
    const effect = stackEffect(instruction, code);
    if ('problem' in effect) return fail(effect.problem);
    const flow = flowOf(instruction, code);
    const isSkipped = isConditional(instruction);
    const after = isSkipped ? Math.max(depth, depth + effect.bytes) : depth + effect.bytes;
    if (after > TOO_LARGE) return fail('takes more stack in each round of a loop');
    bytes = Math.max(bytes, depth, after);
    const isInside = flow.call !== undefined && flow.call > entry && flow.call < end && !isFunction(flow.call);
    if (isInside) open.push({ address: flow.call!, depth });
    else if (flow.call !== undefined) calls.set(flow.call, Math.max(calls.get(flow.call) ?? 0, depth));
    if (isInside && !code.instructions.has(instruction.next)) continue;
    if (flow.isPointer) pointerCall = Math.max(pointerCall ?? 0, depth);
    if (flow.isTable) tableDepth = Math.max(tableDepth ?? 0, depth);
    if (flow.jump !== undefined) visit(flow.jump, after);
    if (!flow.ends || isSkipped) visit(instruction.next, after);
  }
  const all = [...calls].map(([address, taken]) => ({ address, bytes: taken }));
  return { bytes, calls: all, ...(pointerCall === undefined ? {} : { pointerCall }) };
}

/** Where a jump through a table may go on: code of the function that no other path reaches. */
function behindTable({ instructions }: Disassembly, depths: ReadonlyMap<number, number>, entry: number, end: number, depth?: number) {
  if (depth === undefined) return undefined;
  for (let address = entry; address < end; address += 2) {
    if (instructions.has(address) && !depths.has(address)) return { address, depth };
  }
  return undefined;
}

/** Where an instruction leads to besides the next one. */
interface Flow {
  jump?: number;
  call?: number;
  /** It does not go on behind itself. */
  ends?: boolean;
  isTable?: boolean;
  /** It calls, or goes on at, what a register holds. */
  isPointer?: boolean;
}

const CONDITION = '(eq|ne|cs|hs|cc|lo|mi|pl|vs|vc|hi|ls|ge|lt|gt|le)';
const JUMP = /^b(\.[nw])?$/;
const BRANCH = new RegExp(`^(b${CONDITION}(\\.[nw])?|cbn?z|wls(tp\\.\\d+)?|le(tp)?)$`);
const CONDITIONAL = new RegExp(`^(v?pop|v?push|bx|blx?|b|v?ldm\\w*?|v?stm\\w*?|ldrd?|strd?|add|sub|mov)${CONDITION}(\\.[nw])?$`);

/** In an IT block: it may be skipped. A branch with a condition has a way of its own. */
function isConditional({ mnemonic }: Instruction): boolean {
  return CONDITIONAL.test(mnemonic) && !BRANCH.test(mnemonic);
}

function flowOf(instruction: Instruction, code: Disassembly): Flow {
  const { mnemonic, operands } = instruction;
  const target = Number.parseInt(/([0-9a-f]+) </.exec(operands)?.[1] ?? '', 16);
  if (JUMP.test(mnemonic)) return { jump: target, ends: true };
  if (BRANCH.test(mnemonic)) return { jump: target };
  if (/^bl/.test(mnemonic) && !mnemonic.startsWith('blx')) {
    return /<__gnu_thumb1_case_/.test(operands) ? { isTable: true, ends: true } : { call: target };
  }
  if (mnemonic.startsWith('blx')) return Number.isNaN(target) ? { isPointer: true } : { call: target };
  if (/^tb[bh]/.test(mnemonic)) return { isTable: true, ends: true };
  if (mnemonic.startsWith('bx')) return { ends: true, isPointer: operands !== 'lr' && !isPopped(operands, instruction, code) };
  if (/^(pop|ldm)/.test(mnemonic) && /\bpc\b/.test(operands)) return { ends: true };
  if (/^ldr/.test(mnemonic) && /^pc,/.test(operands)) {
    if (/\[sp\]/.test(operands)) return { ends: true };
    return /\[pc, r/.test(operands) ? { isTable: true, ends: true } : { isPointer: true, ends: true };
  }
  if (/^(mov|add)/.test(mnemonic) && /^pc,/.test(operands)) return operands === 'pc, lr' ? { ends: true } : { isTable: true, ends: true };
  return /^udf/.test(mnemonic) ? { ends: true } : {};
}

/** `pop {r3}; bx r3`: a return. */
function isPopped(register: string, { address }: Instruction, { instructions }: Disassembly): boolean {
  const before = instructions.get(address - 2) ?? instructions.get(address - 4);
  return before !== undefined && before.mnemonic.startsWith('pop') && before.operands.includes(register);
}
