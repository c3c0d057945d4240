import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { findEmulatorTools } from './emulator-tools';
import { linkImage } from './link-image';
import { readCore } from './read-target';
import { runImage } from './run-image';

/** Instructions of a function that begins with every register ready and ends in `bx lr`; what leaves together, and what is awaited. */
type Case = [what: string, code: string, paired: number, stalled: number];

const CORTEX_M7: Case[] = [
  ['two ALU instructions of four', 'adds r0, #1; adds r1, #1; adds r2, #1; adds r3, #1', 2, 0],
  ['no two of a chain', 'adds r0, #1; adds r0, #1; adds r0, #1', 1, 0],
  ['a word that is loaded for the next cycle', 'ldr r1, [r0]; adds r1, #1', 1, 0],
  ['a byte one cycle later', 'ldrb r1, [r0]; adds r1, #1', 1, 1],
  ['an address one cycle before an operand', 'adds r0, #4; ldr r1, [r0]', 1, 1],
  ['a load and a store', 'ldr r1, [r0]; str r2, [r3]', 1, 0],
  ['two loads', 'ldr r1, [r0]; ldr r2, [r3]', 1, 0],
  ['an even and an odd word', 'ldr r1, [r0]; ldr r2, [r0, #4]; ldr r1, [r3]', 2, 0],
  ['no two words of one bank', 'ldr r1, [r0]; ldrb.w r2, [r0, #8]; ldr r1, [r3]', 1, 0],
  ['addresses that move on, cycle by cycle', 'ldr r1, [r0], #4; ldr r2, [r0], #4; ldr r3, [r0], #4', 1, 0],
  ['a moved address with the load that moves it', 'ldr r1, [r0], #4; adds r0, #1; adds r2, #1', 2, 0],
  ['no two stores', 'str r1, [r0]; str r2, [r3]', 1, 0],
  ['no two products', 'mul r1, r2, r3; mul r0, r2, r3', 1, 0],
  ['a product one cycle later', 'mul r1, r2, r3; adds r1, #1', 1, 1],
  ['sums of products cycle by cycle', 'smlad r0, r1, r2, r0; smlad r0, r1, r3, r0; smlad r0, r2, r3, r0', 1, 0],
  ['a word that is loaded for a product one cycle later', 'ldr r1, [r0]; mul r2, r1, r3', 1, 1],
  ['a byte for the sum of products the next cycle', 'ldrb r1, [r0]; mla r1, r2, r3, r1', 1, 0],
  ['a word that is loaded for an addition with a shift one cycle later', 'ldr r1, [r0]; add.w r1, r1, r2, lsl #2', 1, 1],
  ['no product and a store', 'mul r1, r2, r3; str r2, [r3]; ldr r0, [r3]', 1, 0],
  ['what the FPU kept for the next cycle', 'vmov r1, s0; adds r1, #1', 1, 0],
  ['no two extensions', 'sxtb r1, r0; sxtb r2, r0', 1, 0],
  ['an extension and an ALU instruction, in this order', 'sxtb r1, r0; adds r2, #1', 1, 0],
  ['packing halves and an ALU instruction, in this order', 'adds r2, #1; pkhbt r1, r0, r3, lsl #16; adds r3, #1', 1, 0],
  ['nothing with a transfer of four registers, which takes two cycles', 'ldm r0, {r0, r1, r2, r3}; adds r0, #1', 1, 1],
  ['nothing with a divide', 'udiv r0, r1, r2; adds r3, #1', 1, 6],
  ['products of floats that wait for one another', 'vmul.f32 s0, s1, s2; vmul.f32 s0, s0, s2', 1, 2],
];

const CORTEX_M55: Case[] = [
  ['two additions of immediates', 'adds r0, #1; adds r1, #1', 1, 0],
  ['no two of a chain', 'adds r0, #1; adds r0, #1', 1, 0],
  ['an ALU instruction and an addition of an immediate', 'ands r0, r1; adds r2, #1', 1, 0],
  ['no two other ALU instructions', 'ands r0, r1; ands r2, r3', 1, 0],
  ['nothing with a wide instruction', 'add.w r0, r1, r2; adds r3, #1', 1, 0],
  ['what is loaded one cycle later', 'ldr r1, [r0]; adds r1, #1', 1, 1],
  ['vector instructions of two units', 'vldrw.u32 q0, [r0]; vadd.i32 q1, q1, q1', 0, 0],
  ['vector instructions of one unit, a cycle later', 'vldrw.u32 q0, [r0]; vldrw.u32 q1, [r0]', 0, 1],
  ['a multiply-accumulate while the next vector is loaded', 'vldrb.8 q0, [r0]; vmladava.s8 r2, q1, q1; vldrb.8 q0, [r0]; vmladava.s8 r2, q1, q1', 0, 0],
  ['what the last register of the FPU gives', 'vldr s31, [r0]; vmov r1, s31', 0, 0],
];

describe.skipIf(!findEmulatorTools()).each([['cortex-m7', CORTEX_M7], ['cortex-m55', CORTEX_M55]] as const)('%s lets leave together', (id, cases) => {
  it('what its units and operands allow', async () => {
    const core = readCore(id);
    const folder = makeFolder({ 'cases.S': writeCases(cases) });
    const image = await linkImage({ core, sources: [join(folder, 'cases.S')], output: join(folder, 'out') });
    const stages = Object.fromEntries(cases.map((_, index) => [`${index}`, [`case_${index}`]]));
    const counted: (readonly [string, number, number])[] = [];
    for (const part of [0, 1]) {
      const chosen = Object.fromEntries(Object.entries(stages).filter(([index]) => Math.floor(Number(index) / 15) === part));
      const { stretches } = await runImage(image, core, { stages: chosen });
      for (const index of Object.keys(chosen)) {
        const { paired, stalled } = stretches[0].stages[index].counts;
        counted.push([cases[Number(index)][0], paired, stalled]);
      }
    }
    expect(counted).toEqual(cases.map(([what, , paired, stalled]) => [what, paired, stalled]));
  });
});

/** Each case a function, called one after another; R0 to R3 hold an address of RAM that any of them may read. */
function writeCases(cases: readonly Case[]): string {
  const load = 'ldr r0, =words\n mov r1, r0\n mov r2, r0\n mov r3, r0';
  const calls = cases.map((_, index) => ` ${load}\n bl case_${index}\n`);
  const functions = cases.map(([, code], index) => ` .balign 64\n .type case_${index}, %function\n .thumb_func\ncase_${index}:\n ${code}\n bx lr\n`);
  return ` .syntax unified
 .thumb
 .section .text.cases, "ax"
 .global emulator_main
 .type emulator_main, %function
 .thumb_func
emulator_main:
 push {r4, lr}
 ldr r0, =all
 bl emulator_measure
 movs r0, #0
 pop {r4, pc}
 .type all, %function
 .thumb_func
all:
 push {r4, lr}
${calls.join('')} pop {r4, pc}
 .pool
${functions.join('')}
 .section .bss.words, "aw", %nobits
 .balign 16
words:
 .space 64
`;
}
