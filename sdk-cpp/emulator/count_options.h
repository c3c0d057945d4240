/* SPDX-License-Identifier: Apache-2.0 */
/* What the counting plugin is told:
 *
 *   -plugin count_instructions.so,out=FILE,begin=ADDRESS,end=ADDRESS[,stage=ADDRESS:NUMBER]...[,regions=FILE]
 *           [,issue=cortex-m7|cortex-m55][,flash=START:END:LINE_BYTES:DATA_LINES:CODE_LINES]
 *
 * begin, end: the marker functions. stage: a function that begins one of 15 stages. regions: lines "start end number", decimal.
 * issue: by whose rules `paired` and `stalled` are counted. flash: where it lies and the cache in front of it, decimal; without it
 * `flash_data` and `flash_code` stay 0. */
#ifndef IMPULSE_EMULATOR_COUNT_OPTIONS_H
#define IMPULSE_EMULATOR_COUNT_OPTIONS_H

#include <stdint.h>
#include <stdio.h>

#include <map>
#include <vector>

#include "dual_issue.h"
#include "flash_cache.h"

struct address_range {
  uint64_t start;
  uint64_t end;
  int region;
};

struct count_options {
  FILE *out = nullptr;
  uint64_t begin = 0;
  uint64_t end = 0;
  std::map<uint64_t, int> stage_of_function;
  std::vector<address_range> ranges;
  issue_rules issue = issue_rules::single;
  flash_region flash;
  size_t data_lines = 0;
  size_t code_lines = 0;

  /* -1: in none. */
  int stage_at(uint64_t address) const;
  int region_at(uint64_t address) const;
};

/* Says on stderr what is wrong, and returns false. */
bool read_options(int argc, char **argv, count_options *options);

#endif
