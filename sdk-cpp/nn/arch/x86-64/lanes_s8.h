// SPDX-License-Identifier: Apache-2.0
// Eight lanes in one register, where the compiler may use AVX2: -mavx2, or -march of a processor that has it.
#ifndef IMPULSE_NN_LANES_S8_H
#define IMPULSE_NN_LANES_S8_H

#if !defined(__AVX2__)
#include "plain_lanes_s8.h"
#else
#include <immintrin.h>
#include <stdint.h>
#include <string.h>

namespace impulse_nn {

/// Eight sums, one for each of eight neighbouring output channels.
typedef __m256i sum_lanes;

/// Two int16 for each of eight channels: what a sum takes in at once.
typedef __m256i pair_lanes;

/// Eight sums, or what they begin with.
inline sum_lanes load_sums(const int32_t *values) { return _mm256_loadu_si256(reinterpret_cast<const __m256i *>(values)); }

/// Eight pairs of weights.
inline pair_lanes load_pairs(const int16_t *values) { return _mm256_loadu_si256(reinterpret_cast<const __m256i *>(values)); }

/// The same two values for all channels.
inline pair_lanes repeat_pair(const int16_t *values) {
  int32_t pair;
  memcpy(&pair, values, sizeof pair);
  return _mm256_set1_epi32(pair);
}

/// Eight bytes, or as many as there are and zeros behind them.
template <int32_t count>
inline __m128i load_bytes(const int8_t *values) {
  int64_t bytes = 0;
  memcpy(&bytes, values, count < 8 ? count : 8);
  return _mm_cvtsi64_si128(bytes);
}

/// Values of eight channels at two places, side by side; of the first `count` channels where there are no more.
template <int32_t count>
inline pair_lanes join_values(const int8_t *first, const int8_t *second) {
  return _mm256_cvtepi8_epi16(_mm_unpacklo_epi8(load_bytes<count>(first), load_bytes<count>(second)));
}

/// sums += values * weights, both of each pair.
inline void add_products(sum_lanes &sums, pair_lanes values, pair_lanes weights) {
  sums = _mm256_add_epi32(sums, _mm256_madd_epi16(values, weights));
}

/// multiply_high() of requantize.h: products of 64 bits, the even lanes and the odd ones.
inline __m256i multiply_high_lanes(__m256i x, __m256i multipliers) {
  const __m256i half = _mm256_set1_epi64x(INT64_C(1) << 30);
  const __m256i even = _mm256_add_epi64(_mm256_mul_epi32(x, multipliers), half);
  const __m256i odd = _mm256_add_epi64(_mm256_mul_epi32(_mm256_srli_epi64(x, 32), _mm256_srli_epi64(multipliers, 32)), half);
  return _mm256_blend_epi32(_mm256_srli_epi64(even, 31), _mm256_slli_epi64(odd, 1), 0xaa);
}

/// divide_by_power_of_two() of requantize.h.
inline __m256i divide_lanes(__m256i x, __m256i exponents) {
  const __m256i one = _mm256_set1_epi32(1);
  const __m256i mask = _mm256_sub_epi32(_mm256_sllv_epi32(one, exponents), one);
  const __m256i threshold = _mm256_add_epi32(_mm256_srli_epi32(mask, 1), _mm256_srli_epi32(x, 31));
  const __m256i is_above = _mm256_cmpgt_epi32(_mm256_and_si256(x, mask), threshold);
  return _mm256_sub_epi32(_mm256_srav_epi32(x, exponents), is_above);
}

/// requantize() and the output's range of the first `count` sums, for |sum| < 2^30 and shifts to the right in [1, 22].
template <class Op>
inline void write_sums(sum_lanes sums, const int32_t *multipliers, const int32_t *right_shifts, int32_t count, int8_t *output) {
  const __m256i scaled = divide_lanes(multiply_high_lanes(sums, load_sums(multipliers)), load_sums(right_shifts));
  const __m256i placed = _mm256_add_epi32(scaled, _mm256_set1_epi32(Op::output_zero_point));
  const __m256i low = _mm256_set1_epi32(Op::activation_min), high = _mm256_set1_epi32(Op::activation_max);
  const __m256i clamped = _mm256_min_epi32(_mm256_max_epi32(placed, low), high);
  const __m128i words = _mm_packs_epi32(_mm256_castsi256_si128(clamped), _mm256_extracti128_si256(clamped, 1));
  const int64_t bytes = _mm_cvtsi128_si64(_mm_packs_epi16(words, words));
  if (count >= 8) {
    memcpy(output, &bytes, 8);
    return;
  }
  for (int32_t i = 0; i < count; ++i) output[i] = static_cast<int8_t>(bytes >> (8 * i));
}

}  // namespace impulse_nn

#endif  // __AVX2__
#endif  // IMPULSE_NN_LANES_S8_H
