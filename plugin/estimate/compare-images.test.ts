import { describe, expect, it } from 'vitest';
import { compareImages } from './compare-images';
import type { Image } from './link-image';

const SECTIONS = [
  { name: '.text', address: 0, bytes: 0, writable: false, loaded: true },
  { name: '.data', address: 0, bytes: 0, writable: true, loaded: true },
  { name: '.bss', address: 0, bytes: 0, writable: true, loaded: false },
];

function imageOf(pieces: Image['pieces']): Image {
  const sum = (...names: string[]) => pieces.reduce((bytes, piece) => bytes + (names.includes(piece.section) ? piece.bytes : 0), 0);
  const sizes = { flashBytes: sum('.text', '.data'), staticRamBytes: sum('.data', '.bss') };
  return { elf: '', map: '', sections: SECTIONS, symbols: [], pieces, ...sizes };
}

describe('compareImages', () => {
  const start = { section: '.text', object: 'start.S.o', bytes: 100 };
  const window = { section: '.bss', object: 'main.cpp.o', bytes: 64 };
  const base = imageOf([start, window]);
  const image = imageOf([
    ...[start, window, { section: '.text', object: 'model.cpp.o', bytes: 500 }, { section: '.data', object: 'model.cpp.o', bytes: 8 }],
    ...[{ section: '.bss', object: 'model.cpp.o', bytes: 1000 }, { section: '.text', object: 'libgcc.a(_udivsi3.o)', bytes: 40 }],
  ]);

  it('counts initialised data as flash and as RAM, and a library by name', () => {
    expect(compareImages(image, base)).toEqual({
      flashBytes: 548,
      staticRamBytes: 1008,
      parts: [
        { object: 'model.cpp.o', flashBytes: 508, ramBytes: 1008 },
        { object: 'libgcc.a(_udivsi3.o)', flashBytes: 40, ramBytes: 0 },
      ],
    });
  });

  it('says nothing of what both have', () => {
    expect(compareImages(base, base)).toEqual({ flashBytes: 0, staticRamBytes: 0, parts: [] });
  });
});
