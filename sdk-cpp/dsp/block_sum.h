/* SPDX-License-Identifier: Apache-2.0 */
/** A float sum of many values that keeps its precision: values are summed up in blocks, and the blocks then. */
#ifndef IMPULSE_DSP_BLOCK_SUM_H
#define IMPULSE_DSP_BLOCK_SUM_H

#include "impulse/deterministic.h"

namespace impulse {

/** All zero at first. */
struct BlockSum {
  float total;
  float block;
  int32_t count;
};

/** Adds one value; every 32 of them become a block. */
static inline void add(BlockSum *sum, float value) {
  sum->block += value;
  if (++sum->count < 32) return;
  sum->total += sum->block;
  sum->block = 0.0f;
  sum->count = 0;
}

/** The sum so far. */
static inline float value_of(const BlockSum &sum) { return sum.total + sum.block; }

}  // namespace impulse

#endif
