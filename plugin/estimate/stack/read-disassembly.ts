/** One Thumb instruction as `objdump` words it. */
export interface Instruction {
  address: number;
  mnemonic: string;
  operands: string;
  /** Address of the one behind it. */
  next: number;
}

/** Code of a linked image. */
export interface Disassembly {
  /** By address. */
  instructions: Map<number, Instruction>;
  /** 32-bit words of data between the code: literals. */
  words: Map<number, number>;
}

/** Reads what `arm-none-eabi-objdump -d --no-show-raw-insn` prints. */
export function readDisassembly(text: string): Disassembly {
  const instructions = new Map<number, Instruction>();
  const words = new Map<number, number>();
  let last: Instruction | undefined;
  for (const line of text.split('\n')) {
    const [, place, mnemonic, rest = ''] = /^\s*([0-9a-f]+):\t(\S+)\s*(.*)$/.exec(line) ?? [];
    if (!mnemonic) continue;
    const address = parseInt(place, 16);
    if (last) last.next = address;
    if (mnemonic.startsWith('.')) {
      if (mnemonic === '.word') words.set(address, parseInt(rest, 16));
      last = undefined;
      continue;
    }
    last = { address, mnemonic, operands: rest.replace(/\s*[@;].*$/, '').trim(), next: address + 2 };
    instructions.set(address, last);
  }
  return { instructions, words };
}
