// SPDX-License-Identifier: Apache-2.0
#include "count_options.h"

#include <stdlib.h>
#include <string.h>

#include "translation_block.h"

namespace {

bool read_regions(const char *path, count_options *options) {
  FILE *const file = fopen(path, "r");
  if (!file) return false;
  unsigned long long start, end;
  int number;
  while (fscanf(file, "%llu %llu %d", &start, &end, &number) == 3) {
    if (number > 0 && static_cast<size_t>(number) < kRegions) options->ranges.push_back({start, end, number});
  }
  return fclose(file) == 0;
}

bool read_stage(const char *text, count_options *options) {
  char *rest;
  const uint64_t address = strtoull(text, &rest, 0);
  if (*rest != ':') return false;
  const int stage = atoi(rest + 1);
  options->stage_of_function[address] = stage;
  return stage > 0 && static_cast<size_t>(stage) < kStages;
}

bool read_issue(const char *name, count_options *options) {
  const bool m7 = strcmp(name, "cortex-m7") == 0;
  options->issue = m7 ? issue_rules::cortex_m7 : issue_rules::cortex_m55;
  return m7 || strcmp(name, "cortex-m55") == 0;
}

bool read_flash(const char *text, count_options *options) {
  unsigned long long start, end;
  unsigned line_bytes, data_lines, code_lines;
  if (sscanf(text, "%llu:%llu:%u:%u:%u", &start, &end, &line_bytes, &data_lines, &code_lines) != 5) return false;
  options->flash.start = start;
  options->flash.end = end;
  options->flash.line_bytes = line_bytes;
  options->data_lines = data_lines;
  options->code_lines = code_lines;
  return line_bytes > 0 && (line_bytes & (line_bytes - 1)) == 0;
}

bool read_option(const char *option, count_options *options) {
  if (strncmp(option, "out=", 4) == 0) return (options->out = fopen(option + 4, "w")) != nullptr;
  if (strncmp(option, "begin=", 6) == 0) return (options->begin = strtoull(option + 6, nullptr, 0)) != 0;
  if (strncmp(option, "end=", 4) == 0) return (options->end = strtoull(option + 4, nullptr, 0)) != 0;
  if (strncmp(option, "stage=", 6) == 0) return read_stage(option + 6, options);
  if (strncmp(option, "issue=", 6) == 0) return read_issue(option + 6, options);
  if (strncmp(option, "flash=", 6) == 0) return read_flash(option + 6, options);
  return strncmp(option, "regions=", 8) == 0 && read_regions(option + 8, options);
}

}  // namespace

int count_options::stage_at(uint64_t address) const {
  const auto found = stage_of_function.find(address);
  return found == stage_of_function.end() ? -1 : found->second;
}

int count_options::region_at(uint64_t address) const {
  for (const address_range &range : ranges) {
    if (address >= range.start && address < range.end) return range.region;
  }
  return -1;
}

bool read_options(int argc, char **argv, count_options *options) {
  for (int i = 0; i < argc; i++) {
    if (read_option(argv[i], options)) continue;
    fprintf(stderr, "count_instructions: bad option %s\n", argv[i]);
    return false;
  }
  if (options->out && options->begin && options->end) return true;
  fputs("count_instructions: out, begin and end are needed\n", stderr);
  return false;
}
