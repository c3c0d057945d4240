// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SIGNAL_RFFT_S16_H
#define IMPULSE_NN_SIGNAL_RFFT_S16_H

#include <stdint.h>
#include "placement.h"

namespace impulse_nn {

/// A complex number of two int16, as SignalRfft gives it.
struct ComplexS16 {
  int16_t re, im;
};

/// The low 16 bits: sums wrap, as in kiss_fft's fixed point.
inline int16_t wrap_s16(int32_t value) { return static_cast<int16_t>(value); }

/// A product of Q0.15, or two of them summed, rounded to Q0.15.
inline int16_t round_q15(int32_t product) { return wrap_s16((product + (1 << 14)) >> 15); }

/// Both parts; each wraps.
inline ComplexS16 add_s16x2(ComplexS16 a, ComplexS16 b) { return ComplexS16{wrap_s16(a.re + b.re), wrap_s16(a.im + b.im)}; }
/// Both parts; each wraps.
inline ComplexS16 subtract_s16x2(ComplexS16 a, ComplexS16 b) { return ComplexS16{wrap_s16(a.re - b.re), wrap_s16(a.im - b.im)}; }
/// A complex product in Q0.15.
inline ComplexS16 multiply_s16x2(ComplexS16 a, ComplexS16 b) {
  return ComplexS16{round_q15(a.re * b.re - a.im * b.im), round_q15(a.re * b.im + a.im * b.re)};
}

/// A number times 32767 / divisor.
inline ComplexS16 divide_s16x2(ComplexS16 a, int32_t divisor) {
  return ComplexS16{round_q15(a.re * (32767 / divisor)), round_q15(a.im * (32767 / divisor))};
}

/// One stage of a decimation in time, radix 4 or 2, over groups of `radix * step` values; each input is divided by the radix.
inline void signal_fft_stage_s16(ComplexS16 *values, const ComplexS16 *twiddles, int32_t count, int32_t step, int32_t radix) {
  const int32_t stride = count / (radix * step);
  for (ComplexS16 *group = values; group < values + count; group += radix * step) {
    for (int32_t k = 0; k < step; ++k) {
      ComplexS16 *const at = group + k;
      const ComplexS16 a = divide_s16x2(at[0], radix);
      const ComplexS16 b = multiply_s16x2(divide_s16x2(at[step], radix), twiddles[k * stride]);
      if (radix == 2) {
        at[step] = subtract_s16x2(a, b);
        at[0] = add_s16x2(a, b);
        continue;
      }
      const ComplexS16 c = multiply_s16x2(divide_s16x2(at[2 * step], radix), twiddles[2 * k * stride]);
      const ComplexS16 d = multiply_s16x2(divide_s16x2(at[3 * step], radix), twiddles[3 * k * stride]);
      const ComplexS16 even_sum = add_s16x2(a, c), even_difference = subtract_s16x2(a, c);
      const ComplexS16 odd_sum = add_s16x2(b, d), odd_difference = subtract_s16x2(b, d);
      at[0] = add_s16x2(even_sum, odd_sum);
      at[2 * step] = subtract_s16x2(even_sum, odd_sum);
      at[step] = ComplexS16{wrap_s16(even_difference.re + odd_difference.im), wrap_s16(even_difference.im - odd_difference.re)};
      at[3 * step] = ComplexS16{wrap_s16(even_difference.re - odd_difference.im), wrap_s16(even_difference.im + odd_difference.re)};
    }
  }
}

/// SignalRfft on int16, bit for bit as kiss_fft's fixed point of 16 bits computes it: a complex transform of half the length, its pairs separated.
/// @param input     [frames, input_length], filled with zeros up to Op::length, a power of two
/// @param twiddles  [length / 2] exp(-4 pi i k / length) in Q0.15, behind them [length / 4] those that separate, real part first
/// @param output    [frames, length / 2 + 1] complex numbers
/// @param scratch   room for length / 2 complex numbers
template <class Op>
IMPULSE_KERNEL void signal_rfft_s16(const int16_t *input, const int16_t *twiddles, int16_t *output, void *scratch) {
  const int32_t half = Op::length / 2;
  const ComplexS16 *const of_stages = static_cast<const ComplexS16 *>(static_cast<const void *>(twiddles));
  const ComplexS16 *const of_pairs = of_stages + half;
  ComplexS16 *const values = static_cast<ComplexS16 *>(scratch);
  for (int32_t frame = 0; frame < Op::frames; ++frame, input += Op::input_length) {
    // radix 4 outermost, so that the last digit is the one of the innermost stage, of radix 2 where the power of two is odd
    for (int32_t place = 0; place < half; ++place) {
      int32_t source = 0, rest = place;
      for (int32_t size = half, weight = 1; size > 1;) {
        const int32_t radix = size % 4 == 0 ? 4 : 2;
        size /= radix;
        source += rest / size * weight;
        rest %= size;
        weight *= radix;
      }
      values[place].re = 2 * source < Op::input_length ? input[2 * source] : static_cast<int16_t>(0);
      values[place].im = 2 * source + 1 < Op::input_length ? input[2 * source + 1] : static_cast<int16_t>(0);
    }
    int32_t step = 1;
    if (Op::is_odd_power != 0) signal_fft_stage_s16(values, of_stages, half, step, 2);
    if (Op::is_odd_power != 0) step = 2;
    for (; step < half; step *= 4) signal_fft_stage_s16(values, of_stages, half, step, 4);
    ComplexS16 *const spectrum = static_cast<ComplexS16 *>(static_cast<void *>(output)) + frame * (half + 1);
    const ComplexS16 first = divide_s16x2(values[0], 2);
    spectrum[0] = ComplexS16{wrap_s16(first.re + first.im), 0};
    spectrum[half] = ComplexS16{wrap_s16(first.re - first.im), 0};
    for (int32_t k = 1; k <= half / 2; ++k) {
      const ComplexS16 a = divide_s16x2(values[k], 2);
      const ComplexS16 b = divide_s16x2(ComplexS16{values[half - k].re, wrap_s16(-values[half - k].im)}, 2);
      const ComplexS16 even = add_s16x2(a, b);
      const ComplexS16 odd = multiply_s16x2(subtract_s16x2(a, b), of_pairs[k - 1]);
      spectrum[k] = ComplexS16{wrap_s16((even.re + odd.re) >> 1), wrap_s16((even.im + odd.im) >> 1)};
      spectrum[half - k] = ComplexS16{wrap_s16((even.re - odd.re) >> 1), wrap_s16((odd.im - even.im) >> 1)};
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SIGNAL_RFFT_S16_H
