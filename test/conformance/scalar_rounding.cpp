// SPDX-License-Identifier: Apache-2.0
// Compares requantize_fast.h of the instruction set that it is built with against requantize.h, and writes what was compared: values, those
// that differ, and those whose second rounding begins at a half.
#include "output_ranges.h"
#include "requantize_fast.h"

#if defined(__arm__)
#include "emulator.h"
#else
#include <stdio.h>
#endif

namespace {

uint32_t counts[3];
uint32_t &compared = counts[0], &different = counts[1], &halves = counts[2];
uint32_t state = 1;

int32_t draw() {
  state = state * 1664525u + 1013904223u;
  return static_cast<int32_t>(state);
}

template <class Op>
void compare(int32_t x, int32_t multiplier, int32_t right_shift) {
  using namespace impulse_nn;
  const output_range range = {Op::output_zero_point, Op::activation_min, Op::activation_max};
  const int32_t wanted = clamp(requantize(x, multiplier, -right_shift) + Op::output_zero_point, Op::activation_min, Op::activation_max);
  // the shift of a neighbour lies above the low byte
  const int32_t packed = right_shift | 0x1700;
  const int32_t fixed = requantize_doubled<Op>(2 * x, multiplier, packed, rounding_term<Op>(right_shift));
  const int32_t free = requantize_in_range(range, 2 * x, multiplier, packed, rounding_term_of(range, packed));
  ++compared;
  different += fixed != wanted || free != wanted;
  halves += (multiply_high(x, multiplier) & ((INT32_C(2) << (right_shift - 1)) - 1)) == INT32_C(1) << (right_shift - 1);
}

template <int32_t multiplier, int32_t shift>
void compare_constants(int32_t x) {
  ++compared;
  different += impulse_nn::requantize_constant<multiplier, shift>(x) != impulse_nn::requantize(x, multiplier, shift);
}

void compare_all(int32_t x, int32_t multiplier, int32_t right_shift) {
  compare<whole_range>(x, multiplier, right_shift);
  compare<narrow_range>(x, multiplier, right_shift);
  compare<from_zero_point>(x, multiplier, right_shift);
}

void compare_everything() {
  const int32_t largest = (INT32_C(1) << 30) - 1;
  const int32_t edges[] = {0x40000000, 0x40007fff, 0x4000ffff, 0x7fff0000, 0x7fffffff};
  for (int32_t right_shift = 1; right_shift <= 22; ++right_shift) {
    for (int32_t round = 0; round < 1000; ++round) {
      const int32_t near = static_cast<int32_t>(static_cast<uint32_t>(2 * (draw() >> 22) + 1) << (right_shift - 1));
      // by 2^30 a sum is halved: twice a half of the second rounding, that and its neighbours, or anything below 2^30
      const bool is_half = round % 2 == 0 && right_shift < 19;
      const int32_t x = is_half ? 2 * near + round % 3 - 1 : draw() >> (2 + round % 20);
      compare_all(x, is_half ? INT32_C(1) << 30 : (INT32_C(1) << 30) + (draw() >> 2 & 0x3fffffff), right_shift);
    }
    // halves of words at their edges
    for (int32_t high = -16384; high <= 16384; high += 8192) {
      for (int32_t low = -32768; low <= 32767; low += 65535 / 3) {
        const int64_t x = INT64_C(65536) * high + low;
        if (x > largest || x < -largest) continue;
        for (const int32_t multiplier : edges) compare_all(static_cast<int32_t>(x), multiplier, right_shift);
      }
    }
    compare_all(largest, INT32_MAX, right_shift);
    compare_all(-largest, INT32_MAX, right_shift);
  }
  for (int32_t round = 0; round < 1000; ++round) {
    const int32_t x = draw() >> (2 + round % 20);
    compare_constants<INT32_C(1) << 30, 0>(x);
    compare_constants<1717986918, -1>(x);
    compare_constants<INT32_MAX, -9>(x);
    compare_constants<1073741825, -31>(x);
    compare_constants<1234567890, 2>(x >> 4);
  }
}

}  // namespace

#if defined(__arm__)
int emulator_main() {
  compare_everything();
  emulator_write(counts, sizeof counts);
  return 0;
}
#else
int main() {
  compare_everything();
  return fwrite(counts, sizeof counts, 1, stdout) == 1 ? 0 : 1;
}
#endif
