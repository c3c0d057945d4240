// SPDX-License-Identifier: Apache-2.0
#include "translation_block.h"

#include <string.h>

namespace {

/* What is shorter than four bytes leaves the second half as it is. */
void read_instruction(const qemu_plugin_insn *instruction, uint16_t halves[2]) {
#if IMPULSE_QEMU_API >= 3
  qemu_plugin_insn_data(instruction, halves, 4);
#else
  const size_t bytes = qemu_plugin_insn_size(instruction);
  memcpy(halves, qemu_plugin_insn_data(instruction), bytes < 4 ? bytes : 4);
#endif
}

/* The first half tells the width (DDI 0403E, A5.1). QEMU's own size is two bytes too large for what ends two bytes before a page does: it looks
 * whether the next instruction crosses the page, and takes what it reads for a part of this one (7.2). */
bool is_wide(uint16_t first) { return (first >> 11) >= 0x1D; }

}  // namespace

void describe_block(const qemu_plugin_tb *translated, size_t instructions, issue_rules rules, translation_block *block) {
  std::vector<code_unit> code;
  block->start = block->end = qemu_plugin_tb_vaddr(translated);
  bool after_load = false;
  for (size_t i = 0; i < instructions; i++) {
    const qemu_plugin_insn *instruction = qemu_plugin_tb_get_insn(translated, i);
    uint16_t halves[2] = {0, 0};
    read_instruction(instruction, halves);
    const bool wide = is_wide(halves[0]);
    const instruction_facts facts = classify_instruction(halves[0], halves[1], wide);
    block->once[COUNT_total]++;
    block->once[facts.kind]++;
    block->once[COUNT_words] += facts.words;
    block->once[COUNT_call] += facts.call;
    block->once[COUNT_pop_pc] += facts.pops_pc;
    block->once[COUNT_pair] += after_load && facts.kind == COUNT_load;
    after_load = facts.kind == COUNT_load;
    if (i == 0) block->begins_with_load = after_load;
    block->ends_in_call = facts.call;
    block->ends_in_loop = facts.kind == COUNT_loop_end;
    code.push_back({halves[0], halves[1], wide, facts});
    block->last = block->end;
    block->end += wide ? 4 : 2;
  }
  block->ends_in_load = after_load;
  const issue_counts issue = count_issue(code, rules);
  block->once[COUNT_paired] = issue.paired;
  block->once[COUNT_stalled] = issue.stalled;
}
