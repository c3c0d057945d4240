/* SPDX-License-Identifier: Apache-2.0 */
/** Four complex 32-bit integers in a register, {re, im, re, im, ...}: the arithmetic of real_fft.cpp by AVX2, to the bit. */
#ifndef IMPULSE_DSP_COMPLEX_LANES_H
#define IMPULSE_DSP_COMPLEX_LANES_H

#if !defined(__AVX2__)
#error "impulse: needs AVX2; dsp/power_spectrum.cpp is for all processors"
#endif

#include <immintrin.h>
#include <stdint.h>

namespace impulse {

/** A complex value in memory. */
struct Complex {
  int32_t re, im;
};

/** Four of them. */
typedef __m256i ComplexLanes;

/** Four neighbours. */
static inline ComplexLanes load_lanes(const Complex *z) { return _mm256_loadu_si256((const __m256i *)(const void *)z); }

/** Two neighbours here and two there. */
static inline ComplexLanes load_lanes(const Complex *first, const Complex *second) {
  const __m128i low = _mm_loadu_si128((const __m128i *)(const void *)first);
  const __m128i high = _mm_loadu_si128((const __m128i *)(const void *)second);
  return _mm256_inserti128_si256(_mm256_castsi128_si256(low), high, 1);
}

/** The last of four neighbours first. */
static inline ComplexLanes load_reversed(const Complex *z) { return _mm256_permute4x64_epi64(load_lanes(z), 0x1b); }

/** Four neighbours. */
static inline void store_lanes(ComplexLanes lanes, Complex *z) { _mm256_storeu_si256((__m256i *)(void *)z, lanes); }

/** Two neighbours here and two there. */
static inline void store_lanes(ComplexLanes lanes, Complex *first, Complex *second) {
  _mm_storeu_si128((__m128i *)(void *)first, _mm256_castsi256_si128(lanes));
  _mm_storeu_si128((__m128i *)(void *)second, _mm256_extracti128_si256(lanes, 1));
}

/** Turns the order of four around and stores them. */
static inline void store_reversed(ComplexLanes lanes, Complex *z) { store_lanes(_mm256_permute4x64_epi64(lanes, 0x1b), z); }

/** Sums, part by part. */
static inline ComplexLanes add(ComplexLanes a, ComplexLanes b) { return _mm256_add_epi32(a, b); }

/** Differences. */
static inline ComplexLanes subtract(ComplexLanes a, ComplexLanes b) { return _mm256_sub_epi32(a, b); }

/** {re, -im}. */
static inline ComplexLanes conjugate(ComplexLanes a) {
  return _mm256_sign_epi32(a, _mm256_setr_epi32(1, -1, 1, -1, 1, -1, 1, -1));
}

/** {im, re}. */
static inline ComplexLanes swapped(ComplexLanes a) { return _mm256_shuffle_epi32(a, 0xb1); }

/** Half of it, rounded to nearest. */
static inline ComplexLanes halved(ComplexLanes a) { return _mm256_srai_epi32(add(a, _mm256_set1_epi32(1)), 1); }

/** turned_and_halved() of real_fft.cpp: the upper halves of the products stand in the odd places, where they are summed up. */
static inline ComplexLanes turned_and_halved(ComplexLanes a, ComplexLanes w) {
  const __m256i a_im = _mm256_srli_epi64(a, 32), w_im = _mm256_srli_epi64(w, 32);
  const __m256i re = subtract(_mm256_mul_epi32(a, w), _mm256_mul_epi32(a_im, w_im));
  const __m256i rounding = _mm256_set1_epi64x(INT64_C(1) << 32);
  const __m256i im = add(add(_mm256_mul_epi32(a, w_im), rounding), _mm256_mul_epi32(a_im, w));
  return _mm256_blend_epi32(_mm256_srli_epi64(re, 32), im, 0xaa);
}

/** Outputs of four radix-4 butterflies, named by the power of the twiddle that belongs to them. */
struct QuartetLanes {
  ComplexLanes zeroth, first, second, third;
};

/** a, b, c, d: what lies a quarter of the span apart, in this order. */
static inline QuartetLanes butterfly(ComplexLanes a, ComplexLanes b, ComplexLanes c, ComplexLanes d) {
  const ComplexLanes even_sum = add(a, c), even_difference = subtract(a, c);
  const ComplexLanes odd_sum = add(b, d), odd_difference = conjugate(swapped(subtract(b, d)));
  const QuartetLanes out = {add(even_sum, odd_sum), add(even_difference, odd_difference), subtract(even_sum, odd_sum),
                            subtract(even_difference, odd_difference)};
  return out;
}

/** Four groups of four values -> the first of each, the second, the third, the fourth. */
static inline QuartetLanes transposed(ComplexLanes a, ComplexLanes b, ComplexLanes c, ComplexLanes d) {
  const __m256i even_ab = _mm256_unpacklo_epi64(a, b), odd_ab = _mm256_unpackhi_epi64(a, b);
  const __m256i even_cd = _mm256_unpacklo_epi64(c, d), odd_cd = _mm256_unpackhi_epi64(c, d);
  const QuartetLanes out = {_mm256_permute2x128_si256(even_ab, even_cd, 0x20), _mm256_permute2x128_si256(odd_ab, odd_cd, 0x20),
                            _mm256_permute2x128_si256(even_ab, even_cd, 0x31), _mm256_permute2x128_si256(odd_ab, odd_cd, 0x31)};
  return out;
}

}  // namespace impulse

#endif
