import type { Disassembly, Instruction } from './read-disassembly';

/** Bytes by which an instruction moves the stack pointer down (negative: up), or why that cannot be told. */
export type StackEffect = { bytes: number } | { problem: string };

const NONE: StackEffect = { bytes: 0 };

/** What an instruction does to the stack pointer (Arm ARM DDI 0403 and DDI 0553, Thumb instructions that write SP). */
export function stackEffect(instruction: Instruction, code: Disassembly): StackEffect {
  const { mnemonic, operands } = instruction;
  if (!/\bsp\b/.test(operands) && !/^v?(push|pop)/.test(mnemonic)) return NONE;
  if (/^v?push/.test(mnemonic)) return { bytes: listBytes(operands) };
  if (/^v?pop/.test(mnemonic)) return { bytes: -listBytes(operands) };
  const [, stored] = /\[sp, #-(\d+)\]!/.exec(operands) ?? [];
  if (stored) return { bytes: Number(stored) };
  const [, loaded] = /\[sp\], #(\d+)/.exec(operands) ?? [];
  if (loaded) return { bytes: -Number(loaded) };
  if (/^v?stmdb/.test(mnemonic) && /^sp!/.test(operands)) return { bytes: listBytes(operands) };
  if (/^v?ldm/.test(mnemonic) && /^sp!/.test(operands)) return { bytes: -listBytes(operands) };
  if (!/^sp\b/.test(operands) || /^(cmp|str|tst)/.test(mnemonic)) return NONE;
  const sign = mnemonic.startsWith('sub') ? 1 : mnemonic.startsWith('add') ? -1 : 0;
  const [, by] = /^sp(?:, sp)?, (#?-?\w+)$/.exec(operands) ?? [];
  if (sign === 0 || by === undefined) return { problem: `sets the stack pointer by "${mnemonic} ${operands}"` };
  const bytes = by.startsWith('#') ? Number(by.slice(1)) : constantOf(by, instruction, code);
  if (bytes !== undefined) return { bytes: sign * bytes };
  return { problem: `takes a stack frame of a size that only the run knows ("${mnemonic} ${operands}")` };
}

/** Bytes of `{r4, r5-r7, lr}` or `{d8-d11}`. */
function listBytes(list: string): number {
  const inside = /\{(.*)\}/.exec(list)?.[1] ?? '';
  return inside.split(',').reduce((sum, part) => {
    const [first, last = first] = part.trim().split('-');
    const count = first === last ? 1 : Number(last.slice(1)) - Number(first.slice(1)) + 1;
    return sum + count * (first.startsWith('d') && first !== 'd' ? 8 : first.startsWith('q') ? 16 : 4);
  }, 0);
}

/** How far back the constant of a large frame is looked for: prologues are straight code. */
const LOOK_BACK = 12;

/** What a register holds there, where the instructions before say a constant. */
function constantOf(register: string, at: Instruction, { instructions, words }: Disassembly): number | undefined {
  const before: Instruction[] = [];
  for (let address = at.address - 2; before.length < LOOK_BACK && address > at.address - 4 * LOOK_BACK; address -= 2) {
    const instruction = instructions.get(address);
    if (instruction) before.push(instruction);
  }
  const shifts: ((value: number) => number)[] = [];
  for (const { address, mnemonic, operands } of before) {
    if (/^(b|bl|blx|bx|cb)/.test(mnemonic) && !/^bi?c/.test(mnemonic)) return undefined;
    const [target, ...args] = operands.split(/,\s*/);
    if (target !== register || /^(str|cmp|push)/.test(mnemonic)) continue;
    const amount = Number(/^#(-?\d+)$/.exec(args.at(-1) ?? '')?.[1]);
    const isMove = /^mov/.test(mnemonic) && args.length === 1;
    const value = mnemonic.startsWith('ldr') ? literalOf(address, operands, words) : isMove ? amount : NaN;
    if (value !== undefined && !Number.isNaN(value)) return shifts.reduceRight((result, shift) => shift(result), value) | 0;
    const isOwn = !Number.isNaN(amount) && (args.length === 1 || args[0] === register);
    if (/^lsl/.test(mnemonic) && isOwn) shifts.push((one) => one << amount);
    else if (/^(neg|rsb)/.test(mnemonic) && args[0] === register) shifts.push((one) => -one);
    else if (/^add/.test(mnemonic) && isOwn) shifts.push((one) => one + amount);
    else return undefined;
  }
  return undefined;
}

/** `ldr r4, [pc, #92]`: the word that lies there. */
function literalOf(address: number, operands: string, words: ReadonlyMap<number, number>): number | undefined {
  const offset = /\[pc, #(\d+)\]/.exec(operands)?.[1];
  return offset === undefined ? undefined : words.get(((address + 4) & ~3) + Number(offset));
}
