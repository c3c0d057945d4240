/* SPDX-License-Identifier: Apache-2.0 */
/* Which registers an instruction reads and writes: what decides whether two of them may issue together. */
#ifndef IMPULSE_EMULATOR_REGISTER_USE_H
#define IMPULSE_EMULATOR_REGISTER_USE_H

#include <stdint.h>

/* Sets of registers: bits 0 to 15 are R0 to PC, 16 the flags of the core, 17 those of the FPU, 32 to 63 are S0 to S31. */
typedef uint64_t register_set;

const register_set kFlags = register_set(1) << 16;
const register_set kFpuFlags = register_set(1) << 17;

struct register_use {
  register_set address; /* of a load or store, and the shifted operand of an ALU instruction: needed first */
  register_set operand;
  register_set late; /* the sum of a multiply-accumulate, and what a store writes: needed last */
  register_set written;
  bool shifts; /* an ALU instruction that shifts on its way */
  register_set updated; /* of `written`, the base of a load or store that moves on */
};

/* Encodings as for classify_instruction(); MVE instructions use nothing here. */
register_use use_of_registers(uint16_t first, uint16_t second, bool wide);

#endif
