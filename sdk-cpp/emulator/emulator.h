/* SPDX-License-Identifier: Apache-2.0 */
/* What a program on the emulated core can use. It reads `input.bin` and writes `output.bin` in QEMU's working folder by semihosting.
 * Nothing here calls libc, libm or libgcc, so that what an image needs of them is the measured code's own need. */
#ifndef IMPULSE_EMULATOR_EMULATOR_H
#define IMPULSE_EMULATOR_EMULATOR_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The program: 0 = well. */
int emulator_main(void);

/* Returns the bytes that were read: less than asked for at the end of the input. */
size_t emulator_read(void *to, size_t bytes);
void emulator_write(const void *from, size_t bytes);

/* Calls function(argument) between the two markers of the counting plugin and returns the stack it used, in bytes. */
uint32_t emulator_measure(void (*function)(void *), void *argument);

/* The most that any emulator_measure() has returned; written to `stack.bin` at exit. */
extern uint32_t emulator_stack_bytes;

#ifdef __cplusplus
}
#endif
#endif
