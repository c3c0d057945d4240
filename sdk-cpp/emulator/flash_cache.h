/* SPDX-License-Identifier: Apache-2.0 */
/* Which reads of flash the cache in front of it does not hold. Its lines are kept by age: the one that was not used for the longest time
 * makes room. Associativity, prefetch and what a bus does in parallel are not replayed. */
#ifndef IMPULSE_EMULATOR_FLASH_CACHE_H
#define IMPULSE_EMULATOR_FLASH_CACHE_H

#include <stddef.h>
#include <stdint.h>

#include <vector>

/* A part of the device's memory with wait states: [start, end). */
struct flash_region {
  uint64_t start = 0;
  uint64_t end = 0;
  uint32_t line_bytes = 0; /* a power of two */

  bool holds(uint64_t address) const { return address >= start && address < end; }
};

class flash_cache {
 public:
  explicit flash_cache(size_t lines) : lines_(lines) {}

  /* True where the line has to be fetched; then it is held. */
  bool misses(uint64_t line);
  void forget() { held_.clear(); }

 private:
  size_t lines_;
  std::vector<uint64_t> held_; /* the latest first */
};

#endif
