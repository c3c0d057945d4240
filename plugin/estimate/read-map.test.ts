import { describe, expect, it } from 'vitest';
import { dropDebugSections, readMap } from './read-map';

const MAP = `
Discarded input sections
 .text.unused   0x00000000       0x40 unused.o

Linker script and memory map

LOAD start.S.o

.text           0x00000040       0x60
 *(.text .text.*)
 .text.short    0x00000040       0x10 /build/one.cpp.o
 .text._ZN4a_very_long_nameEv
                0x00000050       0x2e /build/two.cpp.o
                0x00000050                a_very_long_name()
 *fill*         0x0000007e        0x2 
 .text          0x00000080       0x20 /usr/lib/gcc/arm-none-eabi/12.2.1/thumb/libgcc.a(_udivsi3.o)

.bss            0x20000000        0x8
 COMMON         0x20000000        0x8 /build/one.cpp.o
`;

describe('readMap', () => {
  it('names each piece of a section by its object, gaps included and discarded sections not', () => {
    expect(readMap(MAP)).toEqual([
      { section: '.text', object: 'one.cpp.o', bytes: 16 },
      { section: '.text', object: 'two.cpp.o', bytes: 46 },
      { section: '.text', object: '*fill*', bytes: 2 },
      { section: '.text', object: 'libgcc.a(_udivsi3.o)', bytes: 32 },
      { section: '.bss', object: 'one.cpp.o', bytes: 8 },
    ]);
  });
});

const DEBUG = `
.debug_line     0x00000000     0x3b5a
 .debug_line    0x00000000       0xc4 start.S.o
 .debug_aranges
                0x00000000       0x20 start.S.o

.debug_line_str
                0x00000000       0x66
 .debug_str     0x00000000       0xb7 one.cpp.o
                                 0x2bc (size before relaxing)
`;

describe('dropDebugSections', () => {
  it('leaves nothing whose size depends on a folder of this machine, and all that a device gets', () => {
    expect(dropDebugSections(MAP + DEBUG).trim()).toBe(MAP.trim());
  });
});
