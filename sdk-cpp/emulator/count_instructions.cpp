// SPDX-License-Identifier: Apache-2.0
// QEMU TCG plugin: counts executed instructions by class between two marker functions.
//
// A stage lasts from the entry of a function to its return; number 0 is everything outside. A region is a range of addresses: it lasts
// until code of another region runs or a stage returns, so that functions called from it belong to it.
#include <vector>

#include "count_options.h"
#include "print_counts.h"
#include "translation_block.h"

int qemu_plugin_version = IMPULSE_QEMU_API;

namespace {

const size_t kMaxDepth = 64;

struct call {
  uint64_t function;
  uint64_t returns_to;
  int stage;
};

// Never destroyed: QEMU calls finish() after the destructors of static objects have run.
count_options &options = *new count_options;
block_table &blocks = *new block_table;
std::vector<call> &calls = *new std::vector<call>;

bool counting = false;
int stretch = 0;
int region = 0;
translation_block *previous;

int current_stage() { return calls.empty() ? 0 : calls.back().stage; }

void begin_stretch() {
  counting = true;
  previous = nullptr;
  region = 0;
  calls.clear();
}

void end_stretch() {
  if (counting) print_stretch(options.out, stretch++, &blocks);
  counting = false;
}

void follow_calls(const translation_block &block) {
  while (!calls.empty() && calls.back().returns_to == block.start) {
    calls.pop_back();
    region = 0;
  }
  if (block.stage < 0 || calls.size() >= kMaxDepth) return;
  if (previous && previous->ends_in_call) {
    calls.push_back({block.start, previous->end, block.stage});
  } else if (calls.empty() || calls.back().function != block.start) {  // tail call: returns where its caller would
    calls.push_back({block.start, calls.empty() ? 0 : calls.back().returns_to, block.stage});
  }
}

void count_taken_branch(translation_block *from) {
  from->stage_taken[current_stage()]++;
  from->region_taken[region]++;
  from->taken++;
}

void block_executed(unsigned, void *user) {
  translation_block &block = *static_cast<translation_block *>(user);
  if (block.mark == marker::begin) return begin_stretch();
  if (block.mark == marker::end) return end_stretch();
  if (!counting) return;
  if (previous && previous->end != block.start) count_taken_branch(previous);
  follow_calls(block);
  if (block.region >= 0) region = block.region;
  block.stage_executed[current_stage()]++;
  block.region_executed[region]++;
  block.executed++;
  if (block.last_region >= 0) region = block.last_region;
  previous = &block;
}

void block_translated(qemu_plugin_id_t, qemu_plugin_tb *translated) {
  const size_t instructions = qemu_plugin_tb_n_insns(translated);
  const uint64_t start = qemu_plugin_tb_vaddr(translated);
  translation_block &block = blocks[std::make_pair(start, instructions)];
  if (block.end == 0) {
    describe_block(translated, instructions, &block);
    block.mark = start == options.begin ? marker::begin : start == options.end ? marker::end : marker::none;
    block.stage = options.stage_at(start);
    block.region = options.region_at(start);
    block.last_region = options.region_at(block.last);
  }
  qemu_plugin_register_vcpu_tb_exec_cb(translated, block_executed, QEMU_PLUGIN_CB_NO_REGS, &block);
}

void finish(qemu_plugin_id_t, void *) {
  print_regions(options.out, blocks);
  print_blocks(options.out, blocks);
  fclose(options.out);
}

}  // namespace

int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *, int argc, char **argv) {
  if (!read_options(argc, argv, &options)) return 1;
  print_classes(options.out);
  qemu_plugin_register_vcpu_tb_trans_cb(id, block_translated);
  qemu_plugin_register_atexit_cb(id, finish, nullptr);
  return 0;
}
