import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeFolder } from '../../../test/temp-folder';
import { compileSources } from '../compile-sources';
import { findEmulatorTools } from '../emulator-tools';
import { linkImage, type Image } from '../link-image';
import { readCore } from '../read-target';
import { boundStack, type LinkedCode } from './bound-stack';
import { describeStack } from './describe-stack';
import { readLinkedCode } from './measure-bound';

/** Functions of one kind each; all have more than eight words to keep, so that none is without a frame. */
const PROGRAM = `
#include <alloca.h>
#include "emulator.h"
#define FUNCTION extern "C" __attribute__((noinline))
volatile int32_t sink;
FUNCTION void use(volatile int32_t *values) { sink = values[0]; }
FUNCTION void leaf_small() { volatile int32_t values[10]; values[0] = 1; use(values); }
FUNCTION void leaf_large() { volatile int32_t values[1500]; values[0] = 1; use(values); }
FUNCTION void caller() { leaf_small(); leaf_large(); sink = 1; }
FUNCTION int32_t round_trip(int32_t n) { return n < 2 ? sink : round_trip(n - 1) + round_trip(n - 2); }
FUNCTION int32_t there(int32_t n);
FUNCTION int32_t back(int32_t n) { return n > 0 ? there(n - 1) + sink : 0; }
int32_t there(int32_t n) { return n > 0 ? back(n - 1) * sink : 0; }
FUNCTION void sized(int32_t n) { use(static_cast<volatile int32_t *>(alloca(static_cast<size_t>(n)))); sink = n; }
FUNCTION void pointed(void (*function)()) { function(); sink = 2; }
FUNCTION void points() { pointed(leaf_small); pointed(leaf_large); sink = 3; }
typedef void (*callback)();
extern const callback table[2] = {leaf_large, caller};
FUNCTION void listed(int32_t n) { table[n](); sink = 4; }
FUNCTION void chosen(int32_t n) {
  switch (n) {
    case 0: leaf_small(); break;
    case 1: sink = 5; break;
    case 2: leaf_large(); break;
    case 3: sink = 7; break;
    case 4: use(&sink); break;
    case 5: sink = 9; break;
    default: sink = 11;
  }
  sink = n;
}
FUNCTION void ends_in(int32_t n) { if (n > 3) leaf_small(); else leaf_large(); }
FUNCTION int64_t divided(int64_t a, int64_t b) { return a / b; }
int emulator_main() {
  caller(); round_trip(sink); back(sink); sized(sink); pointed(leaf_small); points(); listed(sink & 1); chosen(sink); ends_in(sink);
  return static_cast<int>(divided(sink, 3 + sink));
}`;

describe.skipIf(!findEmulatorTools()).each(['cortex-m4f', 'cortex-m0plus', 'cortex-m55'])('the stack of functions on %s', (id) => {
  const folder = makeFolder();
  const core = readCore(id);
  let linked: LinkedCode;
  /** As the compiler tells it. */
  let frames: Map<string, { bytes: number; kind: string }>;
  const bound = (name: string) => boundStack(linked, name);
  const bytes = (name: string): number => {
    const found = bound(name);
    return 'problem' in found ? NaN : found.bytes;
  };

  beforeAll(async () => {
    const source = join(folder, 'program.cpp');
    writeFileSync(source, PROGRAM);
    const image: Image = await linkImage({ core, sources: [source], output: join(folder, 'image') });
    linked = (await readLinkedCode(image)) as LinkedCode;
    const include = join(__dirname, '..', '..', '..', 'sdk-cpp', 'emulator');
    await compileSources({ core, sources: [source], includes: [include], flags: ['-fstack-usage'], output: join(folder, 'usage') });
    const lines = readFileSync(join(folder, 'usage', 'program.cpp.su'), 'utf8').trim().split('\n').map((line) => line.split('\t'));
    frames = new Map(lines.map(([place, size, kind]) => [/(\w+)\([^:]*$/.exec(place)?.[1] ?? /(\w+)$/.exec(place)![1], { bytes: Number(size), kind }]));
  });

  it('is what the compiler says of each frame alone', () => {
    expect(bytes('use')).toBe(frames.get('use')!.bytes);
    expect(bytes('leaf_small')).toBe(frames.get('leaf_small')!.bytes + bytes('use'));
    expect(bytes('leaf_large')).toBe(frames.get('leaf_large')!.bytes + bytes('use'));
    expect(bytes('leaf_large')).toBeGreaterThan(6000);
  });

  it('is that of the deepest chain, and names it', () => {
    const chain = { bytes: frames.get('caller')!.bytes + bytes('leaf_large'), path: ['caller', 'leaf_large'] };
    expect(bound('caller')).toEqual(chain);
    expect(bytes('divided')).toBeGreaterThanOrEqual(8);
  });

  it('follows jumps through tables, and calls that do not come back', () => {
    expect(bytes('chosen')).toBe(frames.get('chosen')!.bytes + bytes('leaf_large'));
    expect(bytes('ends_in')).toBeGreaterThanOrEqual(bytes('leaf_large'));
    expect(bytes('ends_in')).toBeLessThanOrEqual(bytes('leaf_large') + frames.get('ends_in')!.bytes);
  });

  it('follows pointers to the functions whose addresses are taken on the way, or in data', () => {
    const deepestOf = (callee: string) => frames.get('pointed')!.bytes + bytes(callee);
    expect(bytes('points')).toBe(frames.get('points')!.bytes + deepestOf('caller'));
    expect(bytes('listed')).toBe(frames.get('listed')!.bytes + bytes('caller'));
  });

  it('has no bound where a function calls itself, or takes what only the run knows', () => {
    expect(bound('round_trip')).toEqual({ problem: 'round_trip -> round_trip calls itself' });
    expect(bound('there')).toEqual({ problem: expect.stringMatching(/^(there -> back -> there|back -> there -> back|there -> there|back -> back) calls itself$/) });
    expect(bound('sized')).toEqual({ problem: expect.stringMatching(/^sized (takes a stack frame of a size that only the run knows|sets the stack pointer by)/) });
    expect(frames.get('sized')!.kind).toContain('dynamic');
    expect(bound('emulator_main')).toHaveProperty('problem');
    expect(bound('absent')).toEqual({ problem: 'absent is not in the image' });
  });
});

describe('describeStack', () => {
  it('says what was seen, what can be, and what interrupts add', () => {
    expect(describeStack(1180, { boundBytes: 1244, path: ['run', 'mfcc'], interruptFrameBytes: 108 })).toBe(
      "1,180 B measured, by the linked code at most 1,244 B (run > mfcc); an interrupt adds 108 B for its frame, and its handler's own",
    );
    expect(describeStack(80, { problem: 'f calls itself', interruptFrameBytes: 36 })).toContain('80 B measured, by the linked code no bound: f calls itself; an interrupt adds 36 B');
  });
});
