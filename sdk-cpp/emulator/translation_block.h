/* SPDX-License-Identifier: Apache-2.0 */
/* Straight code as QEMU translates it, and how often it ran. */
#ifndef IMPULSE_EMULATOR_TRANSLATION_BLOCK_H
#define IMPULSE_EMULATOR_TRANSLATION_BLOCK_H

#include <map>
#include <utility>

#include "instruction_class.h"
#include "qemu_plugin.h"

const size_t kStages = 16;
const size_t kRegions = 256;

enum class marker { none, begin, end };

/* Left only at its end. */
struct translation_block {
  uint64_t start = 0;
  uint64_t last = 0;  // address of the last instruction
  uint64_t end = 0;   // address behind it
  uint32_t once[COUNT_TYPES] = {};
  bool ends_in_call = false;

  marker mark = marker::none;
  int stage = -1;        // of the function that starts here
  int region = -1;       // that the first instruction lies in
  int last_region = -1;  // that the last one lies in: what it calls belongs there

  uint64_t stage_executed[kStages] = {};  // in the current stretch
  uint64_t stage_taken[kStages] = {};
  uint64_t region_executed[kRegions] = {};
  uint64_t region_taken[kRegions] = {};
  uint64_t executed = 0;
  uint64_t taken = 0;
};

/* By address and number of instructions: QEMU may translate one place twice, in different lengths. */
typedef std::map<std::pair<uint64_t, size_t>, translation_block> block_table;

/* Fills in addresses, and what one execution counts. */
void describe_block(const qemu_plugin_tb *translated, size_t instructions, translation_block *block);

#endif
