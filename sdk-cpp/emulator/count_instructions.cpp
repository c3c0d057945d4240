// SPDX-License-Identifier: Apache-2.0
// QEMU TCG plugin: counts executed instructions by class between two marker functions.
//
// A stage lasts from the entry of a function to its return; number 0 is everything outside. A region is a range of addresses: it lasts
// until code of another region runs or a stage returns, so that functions called from it belong to it.
// Lines of flash are followed only where the device's flash is described: that costs a callback for each access to memory.
#include <vector>

#include "count_options.h"
#include "flash_cache.h"
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
flash_cache *data_cache, *code_cache;

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
  data_cache->forget();
  code_cache->forget();
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

/* Adds to what a block counts in this place, which is a stage and a region. */
void count(translation_block *block, uint64_t varying_counts::*what, uint64_t times = 1) {
  block->by_stage[current_stage()].*what += times;
  block->by_region[region].*what += times;
  block->all.*what += times;
}

void fetch_code(translation_block *block) {
  const uint64_t bytes = options.flash.line_bytes;
  uint64_t missed = 0;
  for (uint64_t line = block->start / bytes; line <= (block->end - 1) / bytes; line++) missed += code_cache->misses(line);
  if (missed > 0) count(block, &varying_counts::flash_code, missed);
}

void memory_accessed(unsigned, qemu_plugin_meminfo_t info, uint64_t address, void *user) {
  if (!counting || qemu_plugin_mem_is_store(info) || !options.flash.holds(address)) return;
  if (data_cache->misses(address / options.flash.line_bytes)) count(static_cast<translation_block *>(user), &varying_counts::flash_data);
}

void block_executed(unsigned, void *user) {
  translation_block &block = *static_cast<translation_block *>(user);
  if (block.mark == marker::begin) return begin_stretch();
  if (block.mark == marker::end) return end_stretch();
  if (!counting) return;
  if (previous && previous->end != block.start && !previous->ends_in_loop) count(previous, &varying_counts::taken);
  follow_calls(block);
  if (block.region >= 0) region = block.region;
  count(&block, &varying_counts::executed);
  if (previous && previous->end == block.start && previous->ends_in_load && block.begins_with_load) count(&block, &varying_counts::pair);
  if (options.flash.holds(block.start)) fetch_code(&block);
  if (block.last_region >= 0) region = block.last_region;
  previous = &block;
}

void block_translated(qemu_plugin_id_t, qemu_plugin_tb *translated) {
  const size_t instructions = qemu_plugin_tb_n_insns(translated);
  const uint64_t start = qemu_plugin_tb_vaddr(translated);
  translation_block &block = blocks[std::make_pair(start, instructions)];
  if (block.end == 0) {
    describe_block(translated, instructions, options.issue, &block);
    block.mark = start == options.begin ? marker::begin : start == options.end ? marker::end : marker::none;
    block.stage = options.stage_at(start);
    block.region = options.region_at(start);
    block.last_region = options.region_at(block.last);
  }
  qemu_plugin_register_vcpu_tb_exec_cb(translated, block_executed, QEMU_PLUGIN_CB_NO_REGS, &block);
  if (options.flash.line_bytes == 0) return;
  for (size_t i = 0; i < instructions; i++) {
    // Reads alone would leave some of them out (QEMU 7.2).
    qemu_plugin_insn *const instruction = qemu_plugin_tb_get_insn(translated, i);
    qemu_plugin_register_vcpu_mem_cb(instruction, memory_accessed, QEMU_PLUGIN_CB_NO_REGS, QEMU_PLUGIN_MEM_RW, &block);
  }
}

void finish(qemu_plugin_id_t, void *) {
  print_regions(options.out, blocks);
  print_blocks(options.out, blocks);
  fclose(options.out);
}

}  // namespace

int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *, int argc, char **argv) {
  if (!read_options(argc, argv, &options)) return 1;
  data_cache = new flash_cache(options.data_lines);
  code_cache = new flash_cache(options.code_lines);
  print_classes(options.out);
  qemu_plugin_register_vcpu_tb_trans_cb(id, block_translated);
  qemu_plugin_register_atexit_cb(id, finish, nullptr);
  return 0;
}
