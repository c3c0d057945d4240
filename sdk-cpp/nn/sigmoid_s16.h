// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SIGMOID_S16_H
#define IMPULSE_NN_SIGMOID_S16_H

#include <stdint.h>

namespace impulse_nn {

/// What TFLite's 16-bit sigmoid and tanh look up: sigmoid(i / 24) in Q0.16, minus 2^15, for i from 0 to 255.
typedef const int16_t *SigmoidTable;

/// The table at a place with 8 (tanh) or 9 (sigmoid) fraction bits, interpolated, in Q0.16 with as many more.
template <int32_t FractionBits>
inline int32_t look_up_sigmoid(SigmoidTable table, uint32_t place) {
  const uint32_t whole = place >> FractionBits;
  if (whole >= 255) return FractionBits == 9 ? 0x7fff << 10 : 0xffff << 8;
  const int32_t fraction = static_cast<int32_t>(place & ((1u << FractionBits) - 1));
  return (table[whole] + 32768) * (1 << FractionBits) + fraction * (table[whole + 1] - table[whole]);
}

/// x * multiplier / 2^right_shift, rounded half up: steps of the table's argument, which are 1 / (3 * 2^12).
inline int32_t table_argument(int32_t x, int32_t multiplier, int32_t right_shift) {
  return (x * multiplier + (right_shift > 0 ? 1 << (right_shift - 1) : 0)) >> right_shift;
}

/// sigmoid(x) in Q0.15; multiplier 3 and no shift stand for x in Q3.12.
inline int32_t sigmoid_s16(SigmoidTable table, int32_t x, int32_t multiplier, int32_t right_shift) {
  const int32_t scaled = table_argument(x, multiplier, right_shift);
  const int32_t result = look_up_sigmoid<9>(table, static_cast<uint32_t>(scaled < 0 ? -scaled : scaled));
  const int32_t half = 1 << 9;
  return (scaled >= 0 ? result + half : (1 << 25) - result + half - 1) >> 10;
}

/// tanh(x) = 2 sigmoid(2 x) - 1 in Q0.15, for x as sigmoid_s16 takes it.
inline int32_t tanh_s16(SigmoidTable table, int32_t x, int32_t multiplier, int32_t right_shift) {
  const int32_t scaled = table_argument(x, multiplier, right_shift);
  const int32_t result = look_up_sigmoid<8>(table, static_cast<uint32_t>(scaled < 0 ? -scaled : scaled));
  const int32_t one = 1 << 23;
  const int32_t half = 1 << 7;
  return (scaled >= 0 ? result - one + half : one - result + half - 1) >> 8;
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SIGMOID_S16_H
