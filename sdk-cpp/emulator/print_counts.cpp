// SPDX-License-Identifier: Apache-2.0
#include "print_counts.h"

namespace {

#define IMPULSE_COUNT_NAME(name) #name,
const char *const kNames[] = {IMPULSE_COUNTS(IMPULSE_COUNT_NAME)};

void print_list(FILE *out, const uint64_t *counts) {
  for (int i = 0; i < COUNT_TYPES; i++) fprintf(out, "%s%llu", i ? "," : "[", static_cast<unsigned long long>(counts[i]));
  fputs("]", out);
}

void add_block(const translation_block &block, const varying_counts &counts, uint64_t *sums) {
  for (int i = 0; i < COUNT_TYPES; i++) sums[i] += counts.executed * block.once[i];
  sums[COUNT_taken] += counts.taken;
  sums[COUNT_pair] += counts.pair;
  sums[COUNT_flash_data] += counts.flash_data;
  sums[COUNT_flash_code] += counts.flash_code;
}

}  // namespace

void print_classes(FILE *out) {
  fputs("{\"classes\":[", out);
  for (int i = 0; i < COUNT_TYPES; i++) fprintf(out, "%s\"%s\"", i ? "," : "", kNames[i]);
  fputs("]}\n", out);
}

void print_stretch(FILE *out, int number, block_table *blocks) {
  uint64_t sums[kStages][COUNT_TYPES] = {};
  for (auto &entry : *blocks) {
    translation_block &block = entry.second;
    for (size_t stage = 0; stage < kStages; stage++) {
      add_block(block, block.by_stage[stage], sums[stage]);
      block.by_stage[stage] = varying_counts();
    }
  }
  fprintf(out, "{\"stretch\":%d,\"stages\":{", number);
  const char *separator = "";
  for (size_t stage = 0; stage < kStages; stage++) {
    if (sums[stage][COUNT_total] == 0) continue;
    fprintf(out, "%s\"%zu\":", separator, stage);
    print_list(out, sums[stage]);
    separator = ",";
  }
  fputs("}}\n", out);
}

void print_regions(FILE *out, const block_table &blocks) {
  for (size_t region = 1; region < kRegions; region++) {
    uint64_t sums[COUNT_TYPES] = {};
    for (const auto &entry : blocks) add_block(entry.second, entry.second.by_region[region], sums);
    if (sums[COUNT_total] == 0) continue;
    fprintf(out, "{\"region\":%zu,\"counts\":", region);
    print_list(out, sums);
    fputs("}\n", out);
  }
}

void print_blocks(FILE *out, const block_table &blocks) {
  for (const auto &entry : blocks) {
    const translation_block &block = entry.second;
    if (block.all.executed == 0) continue;
    uint64_t sums[COUNT_TYPES] = {};
    add_block(block, block.all, sums);
    fprintf(out, "{\"block\":%llu,\"counts\":", static_cast<unsigned long long>(block.start));
    print_list(out, sums);
    fputs("}\n", out);
  }
}
