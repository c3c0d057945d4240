/* SPDX-License-Identifier: Apache-2.0 */
/* Classes of Thumb-2 instructions that cost differently on some Cortex-M core, and how an instruction falls into them. */
#ifndef IMPULSE_EMULATOR_INSTRUCTION_CLASS_H
#define IMPULSE_EMULATOR_INSTRUCTION_CLASS_H

#include <stdint.h>

/* X(name): every executed instruction is counted in `total` and in exactly one class from `alu` on; the rows above are facts beside it. */
#define IMPULSE_COUNTS(X)                                                                                   \
  X(total)        /* instructions */                                                                        \
  X(words)        /* 32-bit words moved by LDM, STM, LDRD, STRD, PUSH, POP, VLDR, VSTR, VLDM, VSTM */       \
  X(pair)         /* single loads directly behind another single load */                                    \
  X(taken)        /* branches that left the straight line; LE not */                                            \
  X(call)         /* BL, and BLX of a register */                                                           \
  X(pop_pc)       /* loads of several registers that end in a jump */                                       \
  X(paired)       /* instructions that left together with the one before: dual_issue.h */                   \
  X(stalled)      /* cycles in which none left: dual_issue.h */                                             \
  X(flash_data)   /* lines of constants that were not in the cache of the flash: flash_cache.h */           \
  X(flash_code)   /* the same for instructions */                                                           \
  X(alu)          /* also NOP, moves, shifts, bit fields, CLZ, saturation */                                \
  X(load)         /* one integer register, literals included */                                             \
  X(load_multi)   /* LDM, POP, LDRD */                                                                      \
  X(store)                                                                                                  \
  X(store_multi)  /* STM, PUSH, STRD */                                                                     \
  X(mul)          /* 32-bit or halfword product */                                                          \
  X(mac)          /* the same with an addition: MLA, MLS, SMLAxy, SMMLA */                                  \
  X(mul_long)     /* 64-bit product */                                                                      \
  X(mac_long)     /* 64-bit product and sum */                                                              \
  X(simd_mac)     /* two products: SMLAD and its family */                                                  \
  X(simd)         /* parallel additions, SXTB16, SEL, saturating additions */                               \
  X(div)                                                                                                    \
  X(branch)                                                                                                 \
  X(branch_cond)  /* Bcc, CBZ, CBNZ */                                                                      \
  X(table_branch) /* TBB, TBH */                                                                            \
  X(it)                                                                                                     \
  X(vldst)        /* FPU loads and stores, single and multiple */                                           \
  X(vfp)          /* FPU arithmetic and moves */                                                            \
  X(vfp_mac)      /* VMLA, VFMA and their family */                                                         \
  X(vfp_div)      /* VDIV, VSQRT */                                                                         \
  X(mve)          /* vector instructions of ARMv8.1-M */                                                    \
  X(loop)         /* DLS, WLS: the start of a low-overhead loop */                                          \
  X(loop_end)     /* LE: its end, which is no taken branch */                                               \
  X(sys)          /* barriers, special registers, SVC, BKPT, CPS */                                         \
  X(other)

#define IMPULSE_COUNT_ENUM(name) COUNT_##name,
enum instruction_count { IMPULSE_COUNTS(IMPULSE_COUNT_ENUM) COUNT_TYPES };

/* What one instruction adds to the counts. */
struct instruction_facts {
  instruction_count kind; /* from COUNT_alu on */
  uint32_t words;
  bool call;
  bool pops_pc;
};

/* Encodings of ARMv6-M, ARMv7-M and ARMv7E-M with FPU: DDI 0403E (ARMv7-M Architecture Reference Manual), chapter A5; of ARMv8-M and
 * ARMv8.1-M with MVE: DDI 0553B (ARMv8-M Architecture Reference Manual), chapter C2.
 * `second` is read only for 32-bit instructions. */
instruction_facts classify_instruction(uint16_t first, uint16_t second, bool wide);

#endif
