// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SINE_F32_H
#define IMPULSE_NN_SINE_F32_H

#include "deterministic.h"
#include "placement.h"

namespace impulse_nn {

/// 2 / pi in bytes behind the point; whole turns of what follows vanish.
IMPULSE_CONST static const uint8_t two_over_pi[24] = {0xa2, 0xf9, 0x83, 0x6e, 0x4e, 0x44, 0x15, 0x29, 0xfc, 0x27, 0x57, 0xd1,
                                                      0xf5, 0x34, 0xdd, 0xc0, 0xdb, 0x62, 0x95, 0x99, 0x3c, 0x43, 0x90, 0x41};

/// An angle from 8 on as quarter turns (modulo 4) and the rest in radians, -pi/4 to pi/4, by exact multiplication with 2 / pi.
inline double reduce_large_angle(uint32_t bits, int32_t *quarters) {
  // angle = mantissa * 2^exponent; quarter turns = mantissa * (2/pi) * 2^exponent, of which two bits before the point and 62 behind it count
  const int32_t exponent = static_cast<int32_t>(bits >> 23) - 150;
  const uint64_t mantissa = (bits & 0x7fffffu) | 0x800000u;
  // the first bit of 2/pi that gives less than four quarter turns: those before it times the mantissa are multiples of 4
  const int32_t skipped = exponent > 2 ? exponent - 2 : 0;
  uint64_t product_high = 0, product_low = 0;  // mantissa * 96 bits of 2/pi
  uint32_t words[3];
  for (int32_t w = 0; w < 3; ++w) {
    uint64_t taken = 0;
    for (int32_t b = 0; b < 5; ++b) {
      const int32_t at = skipped / 8 + 4 * w + b;
      taken = (taken << 8) | (at < 24 ? two_over_pi[at] : 0);
    }
    words[w] = static_cast<uint32_t>(taken >> (8 - skipped % 8));
  }
  const uint64_t low = mantissa * words[2], middle = mantissa * words[1], high = mantissa * words[0];
  const uint64_t carried = (low >> 32) + (middle & 0xffffffffu);
  product_low = (carried << 32) | (low & 0xffffffffu);
  product_high = high + (middle >> 32) + (carried >> 32);
  // the point lies (96 + skipped - exponent) bits above the lowest one; moved so that it has 62 bits behind it
  const int32_t point = 96 + skipped - exponent;  // 94, or more for small exponents
  const int32_t down = point - 62;                // from 32 on
  const uint64_t turns = down < 64 ? (product_high << (64 - down)) | (product_low >> down) : product_high >> (down - 64);
  const uint64_t nearest = (turns + (UINT64_C(1) << 61)) >> 62;
  *quarters = static_cast<int32_t>(nearest & 3);
  const int64_t rest = static_cast<int64_t>(turns - (nearest << 62));
  return static_cast<double>(rest) * 3.4061215800304636e-19;  // pi / 2 * 2^-62
}

/// sin(x), or cos(x) where `quarter` is 1: a series in double, rounded once. NaN of what is not finite.
inline float sine_of(float x, int32_t quarter) {
  const uint32_t bits = impulse::bits_of_f32(x) & 0x7fffffffu;
  if (bits >= 0x7f800000u) return x - x;
  int32_t quarters = 0;
  double rest = static_cast<double>(impulse::f32_of_bits(bits));
  if (bits >= 0x41000000u) {
    rest = reduce_large_angle(bits, &quarters);
  } else if (bits > 0x3f490fdau) {
    quarters = static_cast<int32_t>(rest * 0.63661977236758134 + 0.5);
    rest = (rest - quarters * 1.5707963267341256) - quarters * 6.0771005065061922e-11;
  }
  const bool is_negative = (impulse::bits_of_f32(x) >> 31) != 0 && quarter == 0;
  const int32_t turn = (quarters + quarter) & 3;
  const double square = rest * rest;
  double value;
  if ((turn & 1) == 0) {
    value = rest + rest * square * (-1.0 / 6 + square * (1.0 / 120 + square * (-1.0 / 5040 + square * (1.0 / 362880 + square * (-1.0 / 39916800)))));
  } else {
    value = 1.0 + square * (-0.5 + square * (1.0 / 24 + square * (-1.0 / 720 + square * (1.0 / 40320 + square * (-1.0 / 3628800)))));
  }
  return static_cast<float>((turn >= 2) != is_negative ? -value : value);
}

/// SIN on float32, or COS where Op::quarter is 1. Works in place.
template <class Op>
inline void sine_f32(const float *input, float *output) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = sine_of(input[i], Op::quarter);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SINE_F32_H
