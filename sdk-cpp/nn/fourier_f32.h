// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_FOURIER_F32_H
#define IMPULSE_NN_FOURIER_F32_H

#include "deterministic.h"

namespace impulse_nn {

/// A complex number as tensors of complex64 hold it.
struct ComplexF32 {
  float re, im;
};

/// A quarter of a wave: sin(2 pi i / length) for i = 0 ... length / 4, length a power of two from 4 on.
struct WaveF32 {
  const float *quarter;
  int32_t length;
};

inline ComplexF32 operator+(ComplexF32 a, ComplexF32 b) { return ComplexF32{a.re + b.re, a.im + b.im}; }
inline ComplexF32 operator-(ComplexF32 a, ComplexF32 b) { return ComplexF32{a.re - b.re, a.im - b.im}; }
inline ComplexF32 operator*(ComplexF32 a, ComplexF32 b) { return ComplexF32{a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re}; }

/// exp(-2 pi i k / length) for 0 <= k < 3/4 length.
inline ComplexF32 twiddle_of(const WaveF32 &wave, int32_t k) {
  const int32_t quarter = wave.length / 4;
  const float *sine = wave.quarter;
  if (k <= quarter) return ComplexF32{sine[quarter - k], -sine[k]};
  if (k <= 2 * quarter) return ComplexF32{-sine[k - quarter], -sine[2 * quarter - k]};
  return ComplexF32{-sine[3 * quarter - k], sine[k - 2 * quarter]};
}

/// One radix-4 stage over groups of `span` values. Results stand in the order that two radix-2 stages would leave: 0, 2, 1, 3. Each twiddle is
/// looked up once for all groups.
inline void radix_4_stage_f32(const WaveF32 &wave, ComplexF32 *values, int32_t count, int32_t span) {
  const int32_t step = span / 4;
  const int32_t stride = wave.length / span;
  for (int32_t k = 0; k < step; ++k) {
    const ComplexF32 w1 = twiddle_of(wave, k * stride), w2 = twiddle_of(wave, 2 * k * stride), w3 = twiddle_of(wave, 3 * k * stride);
    for (ComplexF32 *group = values + k; group < values + count; group += span) {
      const ComplexF32 even_sum = group[0] + group[2 * step], even_difference = group[0] - group[2 * step];
      const ComplexF32 odd_sum = group[step] + group[3 * step], odd_difference = group[step] - group[3 * step];
      const ComplexF32 first = {even_difference.re + odd_difference.im, even_difference.im - odd_difference.re};
      const ComplexF32 third = {even_difference.re - odd_difference.im, even_difference.im + odd_difference.re};
      group[0] = even_sum + odd_sum;
      if (k == 0) {
        group[step] = even_sum - odd_sum;
        group[2 * step] = first;
        group[3 * step] = third;
      } else {
        group[step] = (even_sum - odd_sum) * w2;
        group[2 * step] = first * w1;
        group[3 * step] = third * w3;
      }
    }
  }
}

/// Values in the order of their reversed bits, back in their own.
inline void undo_bit_reversal_f32(ComplexF32 *values, int32_t count) {
  for (int32_t i = 1, reversed = 0; i < count; ++i) {
    int32_t bit = count >> 1;
    for (; reversed & bit; bit >>= 1) reversed ^= bit;
    reversed |= bit;
    if (i < reversed) {
      const ComplexF32 swapped = values[i];
      values[i] = values[reversed];
      values[reversed] = swapped;
    }
  }
}

/// Replaces `count` values, a power of two of at most `wave.length`, by X[k] = sum x[n] exp(-2 pi i k n / count): radix-4 stages, and one of
/// radix 2 where the power of two is odd.
inline void complex_fft_f32(const WaveF32 &wave, ComplexF32 *values, int32_t count) {
  int32_t span = count;
  for (; span >= 4; span /= 4) radix_4_stage_f32(wave, values, count, span);
  for (int32_t i = 0; span == 2 && i < count; i += 2) {
    const ComplexF32 a = values[i], b = values[i + 1];
    values[i] = a + b;
    values[i + 1] = a - b;
  }
  undo_bit_reversal_f32(values, count);
}

/// Replaces `length` real values, two in each of the first length / 2 places, by the length / 2 + 1 values X[k] = sum x[n] exp(-2 pi i k n / length),
/// k = 0 ... length / 2: a complex transform of even and odd values, which are then separated.
/// @param values  [length / 2 + 1]
/// @param length  a power of two from 2 to `wave.length`
inline void real_fft_f32(const WaveF32 &wave, ComplexF32 *values, int32_t length) {
  const int32_t half = length / 2;
  complex_fft_f32(wave, values, half);
  const ComplexF32 first = values[0];
  values[0] = ComplexF32{first.re + first.im, 0.0f};
  values[half] = ComplexF32{first.re - first.im, 0.0f};
  for (int32_t k = 1; k < half / 2; ++k) {
    const ComplexF32 a = values[k], b = values[half - k];
    const ComplexF32 even = {0.5f * (a.re + b.re), 0.5f * (a.im - b.im)};
    const ComplexF32 odd = {0.5f * (a.im + b.im), 0.5f * (b.re - a.re)};
    const ComplexF32 turned = odd * twiddle_of(wave, k * (wave.length / length));
    values[k] = even + turned;
    values[half - k] = ComplexF32{even.re - turned.re, turned.im - even.im};
  }
  if (half >= 2) values[half / 2].im = -values[half / 2].im;
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_FOURIER_F32_H
