/* SPDX-License-Identifier: Apache-2.0 */
/* How two instructions a cycle leave an in-order core: which ones go together, and how long one waits for what it reads.
 *
 * Straight code is replayed cycle by cycle against the units of the core and the cycle in which each register is ready. The figures are
 * those of LLVM's scheduling models (ARMScheduleM7.td, ARMScheduleM55.td), for the M7 corrected by measurements: targets/cores/cortex-m7. A
 * block begins with every register ready: what one block waits for from the one before is not seen, and neither are caches. */
#ifndef IMPULSE_EMULATOR_DUAL_ISSUE_H
#define IMPULSE_EMULATOR_DUAL_ISSUE_H

#include <stdint.h>

#include <vector>

#include "issue_demand.h"

/* Whose rules: `single` issues one instruction a cycle and waits for nothing, and its counts stay 0. */
enum class issue_rules { single, cortex_m7, cortex_m55 };

struct issue_counts {
  uint32_t paired;  /* instructions that left together with the one before */
  uint32_t stalled; /* cycles in which none left */
};

/* Cycles of the block are its instructions - paired + stalled. */
issue_counts count_issue(const std::vector<code_unit> &block, issue_rules rules);

#endif
