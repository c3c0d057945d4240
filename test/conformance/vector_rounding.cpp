// SPDX-License-Identifier: Apache-2.0
// Compares the requantisation of four sums by vectors with requantize() of single values, and writes what was compared: values, those that
// differ, and those whose second rounding begins at a half.
#include "emulator.h"
#include "four_sums.h"
#include "requantize.h"

namespace {

struct whole_range {
  static constexpr int32_t output_zero_point = 3, activation_min = -128, activation_max = 127, output_depth = 4;
};

struct narrow_range {
  static constexpr int32_t output_zero_point = -5, activation_min = -100, activation_max = 90, output_depth = 4;
};

struct from_zero_point {
  static constexpr int32_t output_zero_point = -128, activation_min = -128, activation_max = 127, output_depth = 4;
};

uint32_t counts[3];
uint32_t state = 1;

int32_t draw() {
  state = state * 1664525u + 1013904223u;
  return static_cast<int32_t>(state);
}

template <class Op>
void compare(const int32_t (&sums)[4], const int32_t (&multipliers)[4], int32_t right_shift) {
  const int32_t left_shifts[4] = {-right_shift, -right_shift, -right_shift, -right_shift};
  int8_t one[4], two[4], also[4], eight[8];
  using namespace impulse_nn;
  const four_sums scaled = requantize_four<Op>(load_four(sums), load_four(multipliers), load_four(left_shifts));
  write_four<Op>(scaled, 4, one);
  write_two_fours<Op>(scaled, scaled, 4, two, also);
  write_eight<Op>(scaled, scaled, 8, eight);
  for (int32_t i = 0; i < 4; ++i) {
    const int32_t value = requantize(sums[i], multipliers[i], -right_shift) + Op::output_zero_point;
    const int32_t wanted = clamp(value, Op::activation_min, Op::activation_max);
    const int32_t half = INT32_C(1) << (right_shift - 1);
    const bool same = one[i] == wanted && two[i] == wanted && also[i] == wanted && eight[2 * i] == wanted && eight[2 * i + 1] == wanted;
    counts[0]++;
    counts[1] += !same;
    counts[2] += (multiply_high(sums[i], multipliers[i]) & (2 * half - 1)) == half;
  }
}

}  // namespace

int emulator_main() {
  for (int32_t right_shift = 1; right_shift <= 22; ++right_shift) {
    for (int32_t round = 0; round < 400; ++round) {
      int32_t sums[4], multipliers[4];
      for (int32_t i = 0; i < 4; ++i) {
        const int32_t steps = round % 2 == 0 ? draw() >> 22 : draw() >> 24;  // around the output's range
        const int32_t near = static_cast<int32_t>(static_cast<uint32_t>(2 * steps + 1) << (right_shift - 1));
        // by 2^30 a sum is halved: twice a half of the second rounding, that and its neighbours, or anything below 2^30
        const bool is_half = round % 4 < 2;
        multipliers[i] = is_half ? INT32_C(1) << 30 : (INT32_C(1) << 30) + (draw() >> 2 & 0x3fffffff);
        sums[i] = is_half && right_shift < 20 ? 2 * near + round % 3 - 1 : draw() >> (2 + round % 20);
      }
      compare<whole_range>(sums, multipliers, right_shift);
      compare<narrow_range>(sums, multipliers, right_shift);
      compare<from_zero_point>(sums, multipliers, right_shift);
    }
  }
  emulator_write(counts, sizeof counts);
  return 0;
}
