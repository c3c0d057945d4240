/* SPDX-License-Identifier: Apache-2.0 */
/* What the counting plugin is told:
 *
 *   -plugin count_instructions.so,out=FILE,begin=ADDRESS,end=ADDRESS[,stage=ADDRESS:NUMBER]...[,regions=FILE]
 *
 * begin, end: the marker functions. stage: a function that begins one of 15 stages. regions: lines "start end number", decimal. */
#ifndef IMPULSE_EMULATOR_COUNT_OPTIONS_H
#define IMPULSE_EMULATOR_COUNT_OPTIONS_H

#include <stdint.h>
#include <stdio.h>

#include <map>
#include <vector>

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

  /* -1: in none. */
  int stage_at(uint64_t address) const;
  int region_at(uint64_t address) const;
};

/* Says on stderr what is wrong, and returns false. */
bool read_options(int argc, char **argv, count_options *options);

#endif
