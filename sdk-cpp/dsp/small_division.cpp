/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/small_division.h"

namespace impulse {

namespace {

const uint32_t kHiddenBit = 0x00800000u;

int32_t exponent_field(uint32_t bits) { return (int32_t)((bits >> 23) & 0xff); }

uint32_t mantissa_of(uint32_t bits) { return (bits & (kHiddenBit - 1)) | kHiddenBit; }

}  // namespace

uint32_t divide_whole(uint64_t value, uint32_t divisor) {
  uint32_t rest = (uint32_t)(value >> 32);
  uint32_t quotient = (uint32_t)value; /* the value's lower bits leave at the top while those of the quotient come in below */
  for (int32_t i = 0; i < 32; i++) {
    rest = (rest << 1) | (quotient >> 31);
    quotient <<= 1;
    if (rest < divisor) continue;
    rest -= divisor;
    quotient |= 1;
  }
  return quotient;
}

float negated_f32(float value) { return -value; }

float divide_f32(float a, float b) {
  const uint32_t bits_a = bits_of_f32(a), bits_b = bits_of_f32(b);
  uint32_t rest = mantissa_of(bits_a);
  const uint32_t divisor = mantissa_of(bits_b);
  int32_t field = exponent_field(bits_a) - exponent_field(bits_b) + 127;
  if (rest < divisor) {
    rest <<= 1;
    field--;
  }
  if (exponent_field(bits_a) == 0 || field < 1) return 0.0f;
  uint32_t quotient = 0; /* a bit more than the mantissa has, to round by: no quotient lies halfway */
  for (int32_t i = 0; i < 25; i++) {
    quotient <<= 1;
    if (rest >= divisor) {
      rest -= divisor;
      quotient |= 1;
    }
    rest <<= 1;
  }
  const uint32_t rounded = (quotient + 1) >> 1;
  return f32_of_bits(((bits_a ^ bits_b) & 0x80000000u) + ((uint32_t)field << 23) + (rounded - kHiddenBit));
}

float root_f32(float value) {
  const uint32_t bits = bits_of_f32(value);
  if (bits == 0) return 0.0f;
  const int32_t exponent = exponent_field(bits) - 127;
  uint32_t rest = mantissa_of(bits) << ((exponent & 1) + 1); /* of an even power of two */
  uint32_t root = 0, twice_root = 0;
  for (uint32_t bit = 1u << 24; bit != 0; bit >>= 1) { /* a bit more than the mantissa has: no root lies halfway */
    const uint32_t tried = twice_root + bit;
    if (tried <= rest) {
      twice_root = tried + bit;
      rest -= tried;
      root += bit;
    }
    rest <<= 1;
  }
  const uint32_t rounded = (root + 1) >> 1;
  return f32_of_bits(rounded + ((uint32_t)((exponent >> 1) + 126) << 23));
}

}  // namespace impulse
