/* SPDX-License-Identifier: Apache-2.0 */
/* Vector table, reset, and the measured call. Only ARMv6-M instructions, so that one file serves every Cortex-M. */
  .syntax unified
  .thumb

  .section .vectors, "a"
  .word _stack_top
  .word emulator_reset
  .rept 14
  .word emulator_fault
  .endr

  .section .text.emulator_reset, "ax"
  .global emulator_reset
  .type emulator_reset, %function
  .thumb_func
emulator_reset:
#if defined(__VFP_FP__) && !defined(__SOFTFP__)
  ldr r0, =0xE000ED88 /* CPACR: full access to the FPU */
  ldr r1, [r0]
  ldr r2, =0x00F00000
  orrs r1, r2
  str r1, [r0]
  dsb
  isb
#endif
#if __ARM_ARCH == 6
  ldr r0, =0xE000ED14 /* CCR: an ARMv7-M core that faults on unaligned access, as ARMv6-M does */
  ldr r1, [r0]
  movs r2, #8
  orrs r1, r2
  str r1, [r0]
#endif
  ldr r0, =_data_start
  ldr r1, =_data_end
  ldr r2, =_data_load
  b 2f
1:
  ldr r3, [r2]
  str r3, [r0]
  adds r0, #4
  adds r2, #4
2:
  cmp r0, r1
  blo 1b
  ldr r0, =_bss_start
  ldr r1, =_bss_end
  movs r2, #0
  b 4f
3:
  str r2, [r0]
  adds r0, #4
4:
  cmp r0, r1
  blo 3b
  bl emulator_run
  .pool

/* uint32_t emulator_measure(void (*function)(void *), void *argument)
 * Paints the free stack, calls, and looks how far the paint is gone. */
  .section .text.emulator_measure, "ax"
  .global emulator_measure
  .type emulator_measure, %function
  .thumb_func
emulator_measure:
  push {r4, r5, r6, lr}
  mov r4, r0
  mov r5, r1
  ldr r6, =_stack_limit
  ldr r1, =0xC5C5C5C5
  mov r0, sp
1:
  subs r0, #4
  str r1, [r0]
  cmp r0, r6
  bhi 1b
  bl emulator_begin
  mov r0, r5
  blx r4
  bl emulator_end
  ldr r1, =0xC5C5C5C5
  mov r0, sp
2:
  ldr r2, [r6]
  cmp r2, r1
  bne 3f
  adds r6, #4
  cmp r6, r0
  blo 2b
3:
  subs r0, r0, r6
  ldr r1, =emulator_stack_bytes
  ldr r2, [r1]
  cmp r2, r0
  bhs 4f
  str r0, [r1]
4:
  pop {r4, r5, r6, pc}
  .pool

/* The two empty functions between which the plugin counts. */
  .section .text.emulator_markers, "ax"
  .global emulator_begin
  .type emulator_begin, %function
  .thumb_func
emulator_begin:
  bx lr
  .global emulator_end
  .type emulator_end, %function
  .thumb_func
emulator_end:
  bx lr

/* uint32_t emulator_semihost(uint32_t operation, const void *block) */
  .section .text.emulator_semihost, "ax"
  .global emulator_semihost
  .type emulator_semihost, %function
  .thumb_func
emulator_semihost:
  bkpt 0xAB
  bx lr
