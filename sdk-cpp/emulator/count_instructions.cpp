// SPDX-License-Identifier: Apache-2.0
// QEMU TCG plugin: counts executed instructions by class between two marker functions, split by stage.
//
//   -plugin count_instructions.so,out=FILE,begin=ADDRESS,end=ADDRESS[,stage=ADDRESS:NUMBER]...[,regions=FILE]
//
// A stage lasts from the entry of a function named by `stage=` to its return; number 0 is everything outside. A region is a range of
// addresses (lines "start end number" of the regions file, decimal); it lasts until code of another region runs or a stage returns, so that
// functions called from it belong to it. FILE receives one JSON line for each stretch from begin to end (counts by stage) and, at exit, one
// line for each region and for each translation block that ran.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <map>
#include <utility>
#include <vector>

#include "instruction_class.h"
#include "qemu_plugin.h"

int qemu_plugin_version = IMPULSE_QEMU_API;

namespace {

const size_t kStages = 16;
const size_t kRegions = 256;
const size_t kMaxDepth = 64;

#define IMPULSE_COUNT_NAME(name) #name,
const char *const kCountNames[] = {IMPULSE_COUNTS(IMPULSE_COUNT_NAME)};

enum class marker { none, begin, end };

// A translation block: straight code, left only at its end.
struct block {
  uint64_t start = 0;
  uint64_t end = 0;  // address behind the last instruction
  uint64_t last = 0; // address of the last instruction
  uint32_t once[COUNT_TYPES] = {};
  uint64_t executed[kStages] = {};  // in the current stretch
  uint64_t taken[kStages] = {};
  uint64_t all_executed = 0, all_taken = 0;
  uint64_t region_executed[kRegions] = {};
  uint64_t region_taken[kRegions] = {};
  int stage = -1;       // of the function that starts here
  int region = -1;      // that the first instruction lies in
  int last_region = -1; // that the last one lies in: what it calls belongs there
  bool ends_in_call = false;
  marker mark = marker::none;
};

struct range {
  uint64_t start, end;
  int region;
};

struct call {
  uint64_t function;
  uint64_t returns_to;
  int stage;
};

// Never destroyed: QEMU calls finish() after the destructors of static objects have run.
std::map<uint64_t, int> &stage_of_function = *new std::map<uint64_t, int>;
std::map<std::pair<uint64_t, size_t>, block> &blocks = *new std::map<std::pair<uint64_t, size_t>, block>;
std::vector<call> &calls = *new std::vector<call>;
std::vector<range> &ranges = *new std::vector<range>;

FILE *out;
uint64_t begin_address, end_address;

bool counting = false;
int stretch = 0;
int region = 0;
block *previous;

int current_stage() { return calls.empty() ? 0 : calls.back().stage; }

void print_counts(const uint64_t *counts) {
  for (int i = 0; i < COUNT_TYPES; i++) fprintf(out, "%s%llu", i ? "," : "[", (unsigned long long)counts[i]);
  fputs("]", out);
}

void print_stretch() {
  uint64_t sums[kStages][COUNT_TYPES] = {};
  for (auto &entry : blocks) {
    block &b = entry.second;
    for (size_t s = 0; s < kStages; s++) {
      for (int i = 0; i < COUNT_TYPES; i++) sums[s][i] += b.executed[s] * b.once[i];
      sums[s][COUNT_taken] += b.taken[s];
      b.executed[s] = b.taken[s] = 0;
    }
  }
  fprintf(out, "{\"stretch\":%d,\"stages\":{", stretch++);
  bool first = true;
  for (size_t s = 0; s < kStages; s++) {
    if (sums[s][COUNT_total] == 0) continue;
    fprintf(out, "%s\"%zu\":", first ? "" : ",", s);
    print_counts(sums[s]);
    first = false;
  }
  fputs("}}\n", out);
}

void follow_calls(const block &b) {
  while (!calls.empty() && calls.back().returns_to == b.start) {
    calls.pop_back();
    region = 0;
  }
  if (b.stage < 0 || calls.size() >= kMaxDepth) return;
  if (previous && previous->ends_in_call) {
    calls.push_back({b.start, previous->end, b.stage});
  } else if (calls.empty() || calls.back().function != b.start) {  // tail call: returns where its caller would
    calls.push_back({b.start, calls.empty() ? 0 : calls.back().returns_to, b.stage});
  }
}

void block_executed(unsigned, void *user) {
  block &b = *static_cast<block *>(user);
  if (b.mark == marker::begin) {
    counting = true;
    previous = nullptr;
    region = 0;
    calls.clear();
    return;
  }
  if (!counting) return;
  if (b.mark == marker::end) {
    counting = false;
    print_stretch();
    return;
  }
  if (previous && previous->end != b.start) {
    previous->taken[current_stage()]++;
    previous->region_taken[region]++;
    previous->all_taken++;
  }
  follow_calls(b);
  if (b.region >= 0) region = b.region;
  b.executed[current_stage()]++;
  b.region_executed[region]++;
  b.all_executed++;
  if (b.last_region >= 0) region = b.last_region;
  previous = &b;
}

void read_instruction(const qemu_plugin_insn *instruction, uint16_t halves[2]) {
#if IMPULSE_QEMU_API >= 3
  qemu_plugin_insn_data(instruction, halves, 4);
#else
  memcpy(halves, qemu_plugin_insn_data(instruction), qemu_plugin_insn_size(instruction));
#endif
}

void describe(const qemu_plugin_tb *translated, size_t instructions, block &b) {
  b.start = b.end = qemu_plugin_tb_vaddr(translated);
  bool after_load = false;
  for (size_t i = 0; i < instructions; i++) {
    const qemu_plugin_insn *instruction = qemu_plugin_tb_get_insn(const_cast<qemu_plugin_tb *>(translated), i);
    const size_t bytes = qemu_plugin_insn_size(instruction);
    uint16_t halves[2] = {0, 0};
    read_instruction(instruction, halves);
    const instruction_facts facts = classify_instruction(halves[0], halves[1], bytes == 4);
    b.once[COUNT_total]++;
    b.once[facts.kind]++;
    b.once[COUNT_words] += facts.words;
    b.once[COUNT_call] += facts.call;
    b.once[COUNT_pop_pc] += facts.pops_pc;
    b.once[COUNT_pair] += after_load && facts.kind == COUNT_load;
    after_load = facts.kind == COUNT_load;
    b.ends_in_call = facts.call;
    b.last = b.end;
    b.end += bytes;
  }
}

int region_of(uint64_t address) {
  for (const range &r : ranges) {
    if (address >= r.start && address < r.end) return r.region;
  }
  return -1;
}

void block_translated(qemu_plugin_id_t, qemu_plugin_tb *translated) {
  const size_t instructions = qemu_plugin_tb_n_insns(translated);
  const uint64_t start = qemu_plugin_tb_vaddr(translated);
  block &b = blocks[std::make_pair(start, instructions)];
  if (b.end == 0) {
    describe(translated, instructions, b);
    b.mark = start == begin_address ? marker::begin : start == end_address ? marker::end : marker::none;
    const auto found = stage_of_function.find(start);
    if (found != stage_of_function.end()) b.stage = found->second;
    b.region = region_of(b.start);
    b.last_region = region_of(b.last);
  }
  qemu_plugin_register_vcpu_tb_exec_cb(translated, block_executed, QEMU_PLUGIN_CB_NO_REGS, &b);
}

void print_regions() {
  uint64_t sums[kRegions][COUNT_TYPES] = {};
  for (const auto &entry : blocks) {
    const block &b = entry.second;
    for (size_t r = 1; r < kRegions; r++) {
      for (int i = 0; i < COUNT_TYPES; i++) sums[r][i] += b.region_executed[r] * b.once[i];
      sums[r][COUNT_taken] += b.region_taken[r];
    }
  }
  for (size_t r = 1; r < kRegions; r++) {
    if (sums[r][COUNT_total] == 0) continue;
    fprintf(out, "{\"region\":%zu,\"counts\":", r);
    print_counts(sums[r]);
    fputs("}\n", out);
  }
}

void finish(qemu_plugin_id_t, void *) {
  print_regions();
  for (auto &entry : blocks) {
    const block &b = entry.second;
    if (b.all_executed == 0) continue;
    uint64_t counts[COUNT_TYPES];
    for (int i = 0; i < COUNT_TYPES; i++) counts[i] = b.all_executed * b.once[i];
    counts[COUNT_taken] += b.all_taken;
    fprintf(out, "{\"block\":%llu,\"counts\":", (unsigned long long)b.start);
    print_counts(counts);
    fputs("}\n", out);
  }
  fclose(out);
}

bool read_regions(const char *path) {
  FILE *const file = fopen(path, "r");
  if (!file) return false;
  unsigned long long start, end;
  int number;
  while (fscanf(file, "%llu %llu %d", &start, &end, &number) == 3) {
    if (number > 0 && static_cast<size_t>(number) < kRegions) ranges.push_back({start, end, number});
  }
  return fclose(file) == 0;
}

bool read_option(const char *option) {
  char *rest;
  if (strncmp(option, "regions=", 8) == 0) return read_regions(option + 8);
  if (strncmp(option, "out=", 4) == 0) return (out = fopen(option + 4, "w")) != nullptr;
  if (strncmp(option, "begin=", 6) == 0) return (begin_address = strtoull(option + 6, nullptr, 0)) != 0;
  if (strncmp(option, "end=", 4) == 0) return (end_address = strtoull(option + 4, nullptr, 0)) != 0;
  if (strncmp(option, "stage=", 6) != 0) return false;
  const uint64_t address = strtoull(option + 6, &rest, 0);
  if (*rest != ':') return false;
  const int stage = atoi(rest + 1);
  stage_of_function[address] = stage;
  return stage > 0 && static_cast<size_t>(stage) < kStages;
}

}  // namespace

int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *, int argc, char **argv) {
  for (int i = 0; i < argc; i++) {
    if (!read_option(argv[i])) {
      fprintf(stderr, "count_instructions: bad option %s\n", argv[i]);
      return 1;
    }
  }
  if (!out || !begin_address || !end_address) {
    fputs("count_instructions: out, begin and end are needed\n", stderr);
    return 1;
  }
  fputs("{\"classes\":[", out);
  for (int i = 0; i < COUNT_TYPES; i++) fprintf(out, "%s\"%s\"", i ? "," : "", kCountNames[i]);
  fputs("]}\n", out);
  qemu_plugin_register_vcpu_tb_trans_cb(id, block_translated);
  qemu_plugin_register_atexit_cb(id, finish, nullptr);
  return 0;
}
