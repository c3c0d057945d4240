/* SPDX-License-Identifier: Apache-2.0 */
/**
 * 16-bit fixed point: 32768 stands for 1 in tables, and for a power of two that a block of values shares in data. Two values lie in a
 * word, so they are loaded at once and take half of the memory; products fit into 32 bits, which every core multiplies in an instruction.
 */
#ifndef IMPULSE_DSP_Q15_H
#define IMPULSE_DSP_Q15_H

#include "impulse/deterministic.h"

namespace impulse {

/** Two 16-bit values in a word, the first in the low half. */
static inline int32_t pack_q15(int32_t first, int32_t second) {
  return (int32_t)(((uint32_t)second << 16) | ((uint32_t)first & 0xffffu));
}

/** The value in the low half of a word. */
static inline int32_t first_q15(int32_t word) { return (int16_t)word; }
/** The value in the high half. */
static inline int32_t second_q15(int32_t word) { return word >> 16; }

/** Value i of a table of 0..32768, two to a word. */
static inline int32_t weight_q15(const int32_t *words, int32_t i) {
  return (int32_t)(((uint32_t)words[i >> 1] >> ((i & 1) * 16)) & 0xffffu);
}

/** Value i of a window that is stored up to its middle. */
static inline int32_t window_q15(const int32_t *half_window, int32_t window_length, int32_t i) {
  return weight_q15(half_window, 2 * i > window_length ? window_length - i : i);
}

/** value / 2^shift, rounded to nearest, halves up; shift 0..30. */
static inline int32_t rounded_right(int32_t value, int32_t shift) {
  return shift > 0 ? ((value >> (shift - 1)) + 1) >> 1 : value; /* nothing is added to the value itself: it may be the largest */
}

/** Bits of a magnitude: 0 of 0, 32 at most. */
static inline int32_t bit_length(uint32_t value) { return value == 0 ? 0 : 32 - __builtin_clz(value); }

/** The shift to the right that brings magnitudes, the largest or all or-ed, to 15 bits behind rounding; negative: to the left. */
static inline int32_t shift_to_q15(uint32_t largest) {
  const int32_t shift = bit_length(largest) - 15;
  if (shift <= 0) return shift;
  return (largest + ((1u << shift) >> 1)) >> shift > 32767u ? shift + 1 : shift;
}

/** value / 2^shift for shifts of either sign. */
static inline int32_t shifted_q15(int32_t value, int32_t shift) {
  return shift > 0 ? rounded_right(value, shift) : (int32_t)((uint32_t)value << -shift);
}

/** value * 2^exponent, cut off to the 24 bits of a float; 0 where that is too small for a normal one. */
static inline float float_of_int(int32_t value, int32_t exponent) {
  if (value == 0) return 0.0f;
  const uint32_t sign = value < 0 ? 0x80000000u : 0u;
  const uint32_t magnitude = value < 0 ? 0u - (uint32_t)value : (uint32_t)value;
  const int32_t zeros = __builtin_clz(magnitude);
  const int32_t field = 31 - zeros + exponent + 127;
  if (field < 1) return 0.0f;
  return f32_of_bits(sign | ((uint32_t)field << 23) | (((magnitude << zeros) >> 8) & 0x007fffffu));
}

/** Places of floats that hold integers for a while. Aligned, or cores that need it would call memcpy(). */
static inline int32_t load_int(const float *place) {
  int32_t value;
  memcpy(&value, __builtin_assume_aligned(place, sizeof value), sizeof value);
  return value;
}

/** The other way round. */
static inline void store_int(int32_t value, float *place) {
  memcpy(__builtin_assume_aligned(place, sizeof value), &value, sizeof value);
}

}  // namespace impulse

#endif
