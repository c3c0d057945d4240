/* SPDX-License-Identifier: Apache-2.0 */
/* A loop of known content that runs through every class of instruction. What the counting plugin must find stands in known_loop.json,
 * by group; a group is there when its label is in the image. */
  .syntax unified
  .thumb
  .section .text.known_loop, "ax"
  .balign 4

  .global emulator_main
  .type emulator_main, %function
  .thumb_func
emulator_main:
  push {r4, lr}
  ldr r0, =known_loop
  bl emulator_measure
  movs r0, #0
  pop {r4, pc}

  .type leaf, %function
  .thumb_func
leaf:
  bx lr
  .pool

  .global known_loop
  .type known_loop, %function
  .thumb_func
known_loop:
  push {r4, lr}
  movs r4, #10
again:

known_group_thumb:
  ldr r0, =known_words /* the first of a block: never a pair */
  ldr r1, [r0]         /* pair */
  ldr r2, [r0, #4]     /* pair */
  str r1, [r0]
  ldrb r1, [r0]
  movs r2, #3
  ldrh r1, [r0]
  strb r1, [r0]
  strh r1, [r0]
  ldm r0!, {r1, r2, r3}
  stm r0!, {r1, r2}
  subs r0, #20
  push {r0, r1}
  pop {r0, r1}
  muls r1, r2
  nop
  cmp r0, r0
  bne unreachable /* not taken */
  beq 1f          /* taken */
unreachable:
  nop
1:
  bl leaf
  ldr r3, =leaf
  blx r3
  push {r0, lr}
  bl popping
  pop {r0, r1}
  b 2f
  .pool
  .balign 4
popping:
  push {r3, lr}
  pop {r3, pc}
2:
  dmb
  movs r1, #0

#if __ARM_ARCH >= 7
known_group_thumb2:
  ldr r0, =known_words /* behind an ALU instruction: no pair */
  ldr.w r1, [r0, #4]   /* pair */
  ldrsb.w r2, [r0]     /* pair */
  str.w r1, [r0, #4]
  ldmia.w r0, {r1, r2, r3, r12}
  stmia.w r0, {r1, r2, r3, r12}
  ldrd r1, r2, [r0]
  strd r1, r2, [r0, #8]
  movs r1, #0
  tbb [pc, r1]
  .byte 1
  .byte 1
  nop
3:
  cmp r1, #1
  ite eq
  moveq r2, #1
  movne r2, #2
  cbz r1, 4f
  nop
4:
  movw r1, #77
  mul r3, r1, r2
  mla r3, r1, r2, r3
  umull r3, r12, r1, r2
  smlal r3, r12, r1, r2
  sdiv r3, r1, r2
  udiv r3, r1, r2
  clz r3, r3
  ubfx r3, r1, #1, #3
  add.w r3, r3, r1, lsl #2
  b.w 5f
  .pool
  .balign 4
5:
  nop.w
#endif

#ifdef __ARM_FEATURE_DSP
known_group_dsp:
  sxtb16 r2, r1
  smlad r3, r1, r2, r3
  smuad r3, r1, r2
  smlabb r3, r1, r2, r3
  smulbb r3, r1, r2
  smmulr r3, r1, r2
  uadd8 r3, r1, r2
  qadd r3, r1, r2
  sel r3, r1, r2
  sxtb r3, r1
  ssat r3, #8, r1
  pkhbt r3, r1, r2
#endif

#if defined(__ARM_FP) && !defined(__SOFTFP__)
known_group_fpu:
  ldr r0, =known_words
  vldr s0, [r0]
  vldr s1, [r0, #4]
  vldr d1, [r0]
  vstr s0, [r0]
  vldmia r0, {s0-s3}
  vpush {s0-s1}
  vpop {s0-s1}
  vmov s4, r1
  vmov r1, s4
  vmov.f32 s5, #1.0
  vmul.f32 s6, s5, s5
  vadd.f32 s6, s6, s5
  vmla.f32 s6, s5, s5
  vfma.f32 s6, s5, s5
  vdiv.f32 s6, s5, s5
  vsqrt.f32 s6, s5
  vcmp.f32 s5, s6
  vmrs APSR_nzcv, fpscr
  vcvt.s32.f32 s7, s5
#endif

#if __ARM_ARCH >= 8
known_group_v8m:
  ldr r0, =known_words
  lda r1, [r0] /* pair */
  stl r1, [r0]
  ldrexb r1, [r0]
#endif

#ifdef __ARM_FEATURE_MVE
known_group_mve:
  ldr r0, =known_words
  movs r1, #3
  dls lr, r1
6:
  vldrw.u32 q0, [r0]
  vadd.i32 q0, q0, q0
  vmlav.s8 r2, q0, q0
  le lr, 6b  /* back twice: no taken branch */
  movs r1, #2
  wls lr, r1, 8f /* not taken */
7:
  vstrw.32 q0, [r0]
  vdup.8 q1, r2
  le lr, 7b
8:
  vctp.8 r1
  vpst
  vmovt.i32 q1, #0
  csinc r2, r1, r1, eq
#endif

  subs r4, #1
  beq 9f  /* taken once */
  b again /* nine times */
9:
  pop {r4, pc}
  .pool

  .section .bss.known_words, "aw", %nobits
  .balign 8
known_words:
  .space 64
