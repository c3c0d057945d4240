/* SPDX-License-Identifier: Apache-2.0 */
/* Straight code as QEMU translates it, and how often it ran. */
#ifndef IMPULSE_EMULATOR_TRANSLATION_BLOCK_H
#define IMPULSE_EMULATOR_TRANSLATION_BLOCK_H

#include <map>
#include <utility>

#include "dual_issue.h"
#include "instruction_class.h"
#include "qemu_plugin.h"

const size_t kStages = 16;
const size_t kRegions = 256;

enum class marker { none, begin, end };

/* What is not the same in every execution. */
struct varying_counts {
  uint64_t executed = 0;
  uint64_t taken = 0;
  uint64_t pair = 0;  // across the seam to the block before: QEMU cuts straight code at pages
  uint64_t flash_data = 0;
  uint64_t flash_code = 0;
};

/* Left only at its end. */
struct translation_block {
  uint64_t start = 0;
  uint64_t last = 0;  // address of the last instruction
  uint64_t end = 0;   // address behind it
  uint32_t once[COUNT_TYPES] = {};
  bool ends_in_call = false;
  bool ends_in_loop = false;  // LE
  bool begins_with_load = false, ends_in_load = false;  // single ones

  marker mark = marker::none;
  int stage = -1;        // of the function that starts here
  int region = -1;       // that the first instruction lies in
  int last_region = -1;  // that the last one lies in: what it calls belongs there

  varying_counts by_stage[kStages];  // in the current stretch
  varying_counts by_region[kRegions];
  varying_counts all;
};

/* By address and number of instructions: QEMU may translate one place twice, in different lengths. */
typedef std::map<std::pair<uint64_t, size_t>, translation_block> block_table;

/* Fills in addresses, and what one execution counts. */
void describe_block(const qemu_plugin_tb *translated, size_t instructions, issue_rules rules, translation_block *block);

#endif
