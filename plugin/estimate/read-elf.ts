/** A section that has a place in the device's memory. */
export interface Section {
  name: string;
  address: number;
  bytes: number;
  /** Written at run time: counts as RAM. */
  writable: boolean;
  /** Has content in the image: counts as flash. Initialised data is both. */
  loaded: boolean;
}

/** A named place of an image; the address in the core's memory. */
export interface ElfSymbol {
  name: string;
  address: number;
  bytes: number;
  kind: 'function' | 'object' | 'other';
}

/** What an ELF file says of memory. */
export interface Elf {
  /** Allocated sections in order of address. */
  sections: Section[];
  /** Named symbols in order of address; the Thumb bit is removed. */
  symbols: ElfSymbol[];
}

interface Header {
  name: number;
  type: number;
  flags: number;
  address: number;
  offset: number;
  bytes: number;
  link: number;
}

const SHT_SYMTAB = 2;
const SHT_NOBITS = 8;
const SHF_WRITE = 1;
const SHF_ALLOC = 2;

/** Reads the little-endian 32- or 64-bit ELF file of a linked program ("Tool Interface Standard ELF Specification", version 1.2). */
export function readElf(file: Buffer): Elf {
  const wide = file[4] === 2;
  const headers = readHeaders(file, wide);
  const names = headers[file.readUInt16LE(wide ? 62 : 50)];
  const sections = headers
    .filter((header) => header.flags & SHF_ALLOC && header.bytes > 0)
    .map((header) => toSection(header, textAt(file, names.offset + header.name)));
  const table = headers.find((header) => header.type === SHT_SYMTAB);
  const symbols = table ? readSymbols(file, table, headers[table.link], wide) : [];
  return { sections: sections.sort(byAddress), symbols: symbols.sort(byAddress) };
}

function toSection(header: Header, name: string): Section {
  const writable = (header.flags & SHF_WRITE) !== 0;
  return { name, address: header.address, bytes: header.bytes, writable, loaded: header.type !== SHT_NOBITS };
}

function readHeaders(file: Buffer, wide: boolean): Header[] {
  const table = wide ? word64(file, 40) : file.readUInt32LE(32);
  const step = file.readUInt16LE(wide ? 58 : 46);
  const count = file.readUInt16LE(wide ? 60 : 48);
  return Array.from({ length: count }, (_, index) => readHeader(file, table + index * step, wide));
}

function readHeader(file: Buffer, at: number, wide: boolean): Header {
  const field = (index: number) => (wide ? word64(file, at + 8 * index) : file.readUInt32LE(at + 8 + 4 * (index - 1)));
  return {
    name: file.readUInt32LE(at),
    type: file.readUInt32LE(at + 4),
    flags: field(1),
    address: field(2),
    offset: field(3),
    bytes: field(4),
    link: file.readUInt32LE(at + (wide ? 40 : 24)),
  };
}

function readSymbols(file: Buffer, table: Header, names: Header, wide: boolean): ElfSymbol[] {
  const step = wide ? 24 : 16;
  const symbols: ElfSymbol[] = [];
  for (let at = table.offset; at < table.offset + table.bytes; at += step) {
    const name = textAt(file, names.offset + file.readUInt32LE(at));
    const value = wide ? word64(file, at + 8) : file.readUInt32LE(at + 4);
    const bytes = wide ? word64(file, at + 16) : file.readUInt32LE(at + 8);
    const kind = (['other', 'object', 'function'] as const)[file[at + (wide ? 4 : 12)] & 15] ?? 'other';
    const address = kind === 'function' && !wide ? value & ~1 : value;
    if (name !== '' && !name.startsWith('$')) symbols.push({ name, address, bytes, kind });
  }
  return symbols;
}

function textAt(file: Buffer, start: number): string {
  return file.toString('latin1', start, file.indexOf(0, start));
}

function word64(file: Buffer, at: number): number {
  return Number(file.readBigUInt64LE(at));
}

function byAddress(a: { address: number }, b: { address: number }): number {
  return a.address - b.address;
}
