/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The steps of real_fft.cpp on four values at once. Every value is rounded as there; what differs is where results stand: the last step
 * writes each to the place that bit reversal would bring it to, in a buffer of its own.
 */
#include "impulse/deterministic.h"

#include "dsp/arch/x86-64/complex_lanes.h"
#include "dsp/block_float.h"
#include "dsp/power_spectrum.h"

namespace impulse {

namespace {

/* The longest transform that a plan may have, as complex values */
const int32_t kMostValues = 4096;

/* Shorter ones have no four butterflies in each step */
const int32_t kLeastValues = 16;

/* exp(-2 pi i n / length) * 2^31 for four n = k * factor below 3/4 length; k as pairs of equal numbers */
inline ComplexLanes twiddles(const RealFft &fft, __m256i k, int32_t factor) {
  const __m256i quarter = _mm256_set1_epi32(fft.length / 4), half = _mm256_set1_epi32(fft.length / 2);
  const __m256i n = _mm256_mullo_epi32(k, _mm256_set1_epi32(factor));
  const __m256i is_lower = _mm256_cmpgt_epi32(n, half);
  const __m256i cosine = _mm256_abs_epi32(_mm256_sub_epi32(quarter, _mm256_sub_epi32(n, _mm256_and_si256(is_lower, half))));
  const __m256i place = _mm256_blend_epi32(cosine, _mm256_sub_epi32(quarter, cosine), 0xaa);
  const __m256i is_upper = _mm256_xor_si256(is_lower, _mm256_set1_epi32(-1));
  const __m256i negative = _mm256_blend_epi32(_mm256_cmpgt_epi32(n, quarter), is_upper, 0xaa);
  const __m256i values = _mm256_i32gather_epi32(fft.quarter, place, 4);
  return _mm256_sub_epi32(_mm256_xor_si256(values, negative), negative);
}

/* The largest magnitudes of values so far */
struct Largest {
  __m256i bits;
};

/* The three upper bits of what lies outside of -2^28..2^28 - 1 are not 0 then */
inline void note(ComplexLanes lanes, Largest *largest) {
  largest->bits = _mm256_or_si256(largest->bits, _mm256_add_epi32(lanes, _mm256_set1_epi32(1 << 28)));
}

/* True where sums of four could overflow */
inline bool is_large(const Largest &largest) { return !_mm256_testz_si256(largest.bits, _mm256_set1_epi32((int32_t)0xe0000000u)); }

template <bool kHalve>
inline QuartetLanes butterfly_of(ComplexLanes a, ComplexLanes b, ComplexLanes c, ComplexLanes d) {
  return kHalve ? butterfly(halved(a), halved(b), halved(c), halved(d)) : butterfly(a, b, c, d);
}

/* The twiddles of four neighbouring k. kUnturned: 1 where the first k is 0, 2 where the first and the third are, whose factor is 1 */
struct Turns {
  ComplexLanes first, second, third;
};

template <int kUnturned>
inline ComplexLanes turned(ComplexLanes a, ComplexLanes w) {
  const ComplexLanes all = turned_and_halved(a, w);
  return kUnturned == 0 ? all : _mm256_blend_epi32(all, halved(a), kUnturned == 1 ? 0x03 : 0x33);
}

template <int kUnturned>
inline QuartetLanes turned(const QuartetLanes &out, const Turns &turns, Largest *largest) {
  const QuartetLanes results = {halved(out.zeroth), turned<kUnturned>(out.first, turns.first), turned<kUnturned>(out.second, turns.second),
                                turned<kUnturned>(out.third, turns.third)};
  note(results.zeroth, largest);
  note(results.first, largest);
  note(results.second, largest);
  note(results.third, largest);
  return results;
}

/* Four neighbouring k in all groups */
template <bool kHalve, int kUnturned>
inline void turn_groups(const Turns &turns, Complex *first, const Complex *end, int32_t span, Largest *largest) {
  const int32_t step = span / 4;
  for (Complex *z = first; z < end; z += span) {
    const QuartetLanes sums =
        butterfly_of<kHalve>(load_lanes(z), load_lanes(z + step), load_lanes(z + 2 * step), load_lanes(z + 3 * step));
    const QuartetLanes out = turned<kUnturned>(sums, turns, largest);
    store_lanes(out.zeroth, z);
    store_lanes(out.second, z + step);
    store_lanes(out.first, z + 2 * step);
    store_lanes(out.third, z + 3 * step);
  }
}

inline Turns turns_of(const RealFft &fft, __m256i k, int32_t stride) {
  const Turns turns = {twiddles(fft, k, stride), twiddles(fft, k, 2 * stride), twiddles(fft, k, 3 * stride)};
  return turns;
}

/* A step over groups of 16 values and more */
template <bool kHalve>
Largest radix_4_step(const RealFft &fft, Complex *z, int32_t count, int32_t span) {
  const int32_t stride = fft.length / span; /* of the table, per k */
  Largest largest = {_mm256_setzero_si256()};
  __m256i k = _mm256_setr_epi32(0, 0, 1, 1, 2, 2, 3, 3);
  turn_groups<kHalve, 1>(turns_of(fft, k, stride), z, z + count, span, &largest);
  for (Complex *first = z + 4; first < z + span / 4; first += 4) {
    k = _mm256_add_epi32(k, _mm256_set1_epi32(4));
    turn_groups<kHalve, 0>(turns_of(fft, k, stride), first, z + count, span, &largest);
  }
  return largest;
}

/* Over groups of 8, two at once: k = 0, 1, 0, 1 */
template <bool kHalve>
Largest radix_4_step_of_8(const RealFft &fft, Complex *z, int32_t count) {
  const Turns turns = turns_of(fft, _mm256_setr_epi32(0, 0, 1, 1, 0, 0, 1, 1), fft.length / 8);
  Largest largest = {_mm256_setzero_si256()};
  for (Complex *a = z, *b = z + 8; a < z + count; a += 16, b += 16) {
    const QuartetLanes sums =
        butterfly_of<kHalve>(load_lanes(a, b), load_lanes(a + 2, b + 2), load_lanes(a + 4, b + 4), load_lanes(a + 6, b + 6));
    const QuartetLanes out = turned<2>(sums, turns, &largest);
    store_lanes(out.zeroth, a, b);
    store_lanes(out.second, a + 2, b + 2);
    store_lanes(out.first, a + 4, b + 4);
    store_lanes(out.third, a + 6, b + 6);
  }
  return largest;
}

/* Counts from 0 to `count` - 1 with the bits in reverse order */
inline int32_t next_reversed(int32_t reversed, int32_t count) {
  int32_t bit = count >> 1;
  for (; reversed & bit; bit >>= 1) reversed ^= bit;
  return reversed | bit;
}

/* Over groups of 4: the last step. Groups are taken in the order in which their results stand side by side. */
template <bool kHalve>
void last_radix_4_step(const Complex *z, int32_t count, Complex *out) {
  const int32_t groups = count / 4;
  for (int32_t i = 0, reversed = 0; i < groups; i += 4, reversed = next_reversed(reversed, groups / 4)) {
    const Complex *group = z + 4 * reversed;
    const QuartetLanes values =
        transposed(load_lanes(group), load_lanes(group + 2 * groups), load_lanes(group + groups), load_lanes(group + 3 * groups));
    const QuartetLanes sums = butterfly_of<kHalve>(values.zeroth, values.first, values.second, values.third);
    store_lanes(halved(sums.zeroth), out + i);
    store_lanes(halved(sums.first), out + groups + i);
    store_lanes(halved(sums.second), out + 2 * groups + i);
    store_lanes(halved(sums.third), out + 3 * groups + i);
  }
}

/* Over pairs, likewise */
void last_radix_2_step(const Complex *z, int32_t count, Complex *out) {
  const int32_t pairs = count / 2;
  for (int32_t i = 0, reversed = 0; i < pairs; i += 4, reversed = next_reversed(reversed, pairs / 4)) {
    const Complex *pair = z + 2 * reversed;
    const ComplexLanes even = load_lanes(pair, pair + pairs / 2), odd = load_lanes(pair + pairs, pair + pairs + pairs / 2);
    const ComplexLanes a = _mm256_unpacklo_epi64(even, odd), b = _mm256_unpackhi_epi64(even, odd);
    store_lanes(add(a, b), out + i);
    store_lanes(subtract(a, b), out + pairs + i);
  }
}

Largest largest_of(const Complex *z, int32_t count) {
  Largest largest = {_mm256_setzero_si256()};
  for (int32_t i = 0; i < count; i += 4) note(load_lanes(z + i), &largest);
  return largest;
}

/* The complex transform of (even, odd) pairs, which are destroyed; returns by how many powers of two it was divided */
int32_t transform(const RealFft &fft, Complex *z, Complex *out) {
  const int32_t count = fft.length / 2;
  int32_t down = 0;
  int32_t span = count;
  bool halve = is_large(largest_of(z, count));
  for (; span >= 8; span /= 4) {
    const Largest largest = span == 8 ? (halve ? radix_4_step_of_8<true>(fft, z, count) : radix_4_step_of_8<false>(fft, z, count))
                                      : (halve ? radix_4_step<true>(fft, z, count, span) : radix_4_step<false>(fft, z, count, span));
    down += halve ? 2 : 1;
    halve = is_large(largest);
  }
  if (span == 2) {
    last_radix_2_step(z, count, out);
    return down;
  }
  if (halve) last_radix_4_step<true>(z, count, out);
  if (!halve) last_radix_4_step<false>(z, count, out);
  return down + (halve ? 2 : 1);
}

/* exp(-2 pi i n / length) * 2^31 for n = k..k + 3 in the first quarter */
inline ComplexLanes neighbouring_twiddles(const RealFft &fft, int32_t k) {
  const __m128i sines = _mm_loadu_si128((const __m128i *)(const void *)(fft.quarter + k));
  const __m128i cosines = _mm_loadu_si128((const __m128i *)(const void *)(fft.quarter + fft.length / 4 - k - 3));
  const __m128i in_order = _mm_shuffle_epi32(cosines, 0x1b);
  const __m256i low = _mm256_castsi128_si256(_mm_unpacklo_epi32(in_order, sines));
  return conjugate(_mm256_inserti128_si256(low, _mm_unpackhi_epi32(in_order, sines), 1));
}

/* value * 2^exponent of four values each, cut off as float_of_fixed() does. Doubles hold them, once bits that no float sees are gone. */
inline __m128i floats_of_fixed(__m256i values, int32_t exponent) {
  const __m256i is_long = _mm256_cmpgt_epi32(_mm256_srli_epi64(values, 32), _mm256_set1_epi64x((1 << 18) - 1));
  const __m256i kept = _mm256_andnot_si256(_mm256_and_si256(_mm256_shuffle_epi32(is_long, 0xa0), _mm256_set1_epi64x(2047)), values);
  const __m256i low = _mm256_blend_epi32(kept, _mm256_set1_epi64x(INT64_C(0x4330000000000000)), 0xaa); /* 2^52 + lower half */
  const __m256i high = _mm256_xor_si256(_mm256_srli_epi64(kept, 32), _mm256_set1_epi64x(INT64_C(0x4530000000000000))); /* 2^84 + upper */
  const __m256d offset = _mm256_castsi256_pd(_mm256_set1_epi64x(INT64_C(0x4530000000100000)));
  const __m256d doubles = _mm256_add_pd(_mm256_sub_pd(_mm256_castsi256_pd(high), offset), _mm256_castsi256_pd(low));
  const int64_t exponent_down = (int64_t)(1023 - 127 - exponent) * (1 << 23);
  const __m256i floats = _mm256_sub_epi64(_mm256_srli_epi64(_mm256_castpd_si256(doubles), 29), _mm256_set1_epi64x(exponent_down));
  const __m256i is_normal = _mm256_cmpgt_epi64(floats, _mm256_set1_epi64x((1 << 23) - 1));
  const __m256i order = _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6);
  return _mm256_castsi256_si128(_mm256_permutevar8x32_epi32(_mm256_and_si256(floats, is_normal), order));
}

inline __m128i powers_of(ComplexLanes z, int32_t exponent) {
  const __m256i im = _mm256_srli_epi64(z, 32);
  return floats_of_fixed(_mm256_add_epi64(_mm256_mul_epi32(z, z), _mm256_mul_epi32(im, im)), exponent);
}

void store_power(int32_t re, int32_t im, int32_t exponent, int32_t *out) {
  const uint32_t power = bits_of_f32(float_of_fixed((uint64_t)((int64_t)re * re) + (uint64_t)((int64_t)im * im), exponent));
  *out = (int32_t)power;
}

/* Half of the spectrum of the real values, as powers, from their complex transform */
void separate(const RealFft &fft, int32_t exponent, const Complex *z, int32_t *powers) {
  const int32_t half = fft.length / 2;
  for (int32_t i = 1; i < half / 2; i += 4) {
    const int32_t k = i + 3 > half / 2 ? half / 2 - 3 : i; /* the last four may have been there */
    const ComplexLanes a = halved(load_lanes(z + k)), b = halved(load_reversed(z + half - k - 3));
    const ComplexLanes even = _mm256_srai_epi32(add(a, conjugate(b)), 1);
    const ComplexLanes odd = swapped(subtract(b, conjugate(a)));
    const ComplexLanes twisted = turned_and_halved(odd, neighbouring_twiddles(fft, k));
    _mm_storeu_si128((__m128i *)(void *)(powers + k), powers_of(add(even, twisted), exponent));
    const __m128i mirrored = powers_of(subtract(even, twisted), exponent);
    _mm_storeu_si128((__m128i *)(void *)(powers + half - k - 3), _mm_shuffle_epi32(mirrored, 0x1b));
  }
  store_power(z[half / 2].re >> 1, z[half / 2].im >> 1, exponent, powers + half / 2);
  const int32_t re = (z[0].re + 1) >> 1, im = (z[0].im + 1) >> 1;
  store_power(re + im, 0, exponent, powers);
  store_power(re - im, 0, exponent, powers + half);
}

void power_of_short(const RealFft &fft, int32_t exponent, int32_t *values) {
  const int32_t half = fft.length / 2;
  const int32_t of_power = 2 * (exponent + real_fft(fft, values)) - fft.log2_length;
  const int32_t nyquist = values[1];
  store_power(values[0], 0, of_power, values);
  for (int32_t k = 1; k < half; k++) store_power(values[2 * k], values[2 * k + 1], of_power, values + k);
  store_power(nyquist, 0, of_power, values + half);
}

}  // namespace

void power_spectrum(const RealFft &fft, int32_t exponent, int32_t *values) {
  if (fft.length / 2 < kLeastValues) return power_of_short(fft, exponent, values);
  Complex transformed[kMostValues];
  const int32_t down = 1 + transform(fft, (Complex *)(void *)values, transformed);
  separate(fft, 2 * (exponent + down) - fft.log2_length, transformed, values);
}

}  // namespace impulse
