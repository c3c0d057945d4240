/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/multiply_high.h"
#include "dsp/real_fft.h"

namespace impulse {

RealFft read_real_fft(PlanReader *reader) {
  RealFft fft;
  fft.length = read_int(reader);
  fft.log2_length = read_int(reader);
  fft.quarter = read_ints(reader, fft.length / 4 + 1);
  return fft;
}

namespace {

struct Complex {
  int32_t re, im;
};

inline Complex operator+(Complex a, Complex b) {
  const Complex sum = {a.re + b.re, a.im + b.im};
  return sum;
}

inline Complex operator-(Complex a, Complex b) {
  const Complex difference = {a.re - b.re, a.im - b.im};
  return difference;
}

/* Rounded to nearest: cut-off parts would add up in the low bins */
inline Complex halved(Complex a) {
  const Complex half = {(a.re + 1) >> 1, (a.im + 1) >> 1};
  return half;
}

/* a * w / 2, where w has magnitude 2^31; the 1 makes up for what two products were cut off by */
inline Complex turned_and_halved(Complex a, Complex w) {
  const Complex product = {multiply_high(a.re, w.re) - multiply_high(a.im, w.im), multiply_high(a.re, w.im) + multiply_high(a.im, w.re) + 1};
  return product;
}

/* exp(-2 pi i k / length) * 2^31 for 0 < k <= length / 4 */
inline Complex twiddle_of_quarter(const RealFft &fft, int32_t k) {
  const Complex w = {fft.quarter[fft.length / 4 - k], -fft.quarter[k]};
  return w;
}

/* The same for k < 3/4 length, from the quarter wave */
Complex twiddle(const RealFft &fft, int32_t k) {
  const int32_t quarter = fft.length / 4;
  const int32_t *sine = fft.quarter;
  if (k <= quarter) return twiddle_of_quarter(fft, k);
  Complex w;
  if (k <= 2 * quarter) {
    w.re = -sine[k - quarter];
    w.im = -sine[2 * quarter - k];
  } else {
    w.re = -sine[3 * quarter - k];
    w.im = sine[k - 2 * quarter];
  }
  return w;
}

/* Outputs of a radix-4 butterfly, named by the power of the twiddle that belongs to them */
struct Quartet {
  Complex zeroth, first, second, third;
};

template <bool kHalve>
inline Quartet butterfly(const Complex *z, int32_t step) {
  const Complex a = kHalve ? halved(z[0]) : z[0];
  const Complex c = kHalve ? halved(z[2 * step]) : z[2 * step];
  const Complex even_sum = a + c, even_difference = a - c;
  const Complex b = kHalve ? halved(z[step]) : z[step];
  const Complex d = kHalve ? halved(z[3 * step]) : z[3 * step];
  const Complex odd_sum = b + d, odd_difference = b - d;
  const Quartet out = {even_sum + odd_sum,
                       {even_difference.re + odd_difference.im, even_difference.im - odd_difference.re},
                       even_sum - odd_sum,
                       {even_difference.re - odd_difference.im, even_difference.im + odd_difference.re}};
  return out;
}

/* One stage over groups of `span` values, half or a quarter of its sums: the same twiddles serve all groups, so each is looked up once.
 * Results stand in the order that two radix-2 stages would leave: 0, 2, 1, 3. */
template <bool kHalve>
void radix_4_stage(const RealFft &fft, Complex *z, int32_t count, int32_t span) {
  const int32_t step = span / 4;
  const int32_t stride = fft.length / span; /* of the table, per k */
  for (Complex *group = z; group < z + count; group += span) {
    const Quartet out = butterfly<kHalve>(group, step);
    group[0] = halved(out.zeroth);
    group[step] = halved(out.second);
    group[2 * step] = halved(out.first);
    group[3 * step] = halved(out.third);
  }
  for (int32_t k = 1; k < step; k++) {
    const Complex w1 = twiddle_of_quarter(fft, k * stride);
    const Complex w2 = twiddle(fft, 2 * k * stride);
    const Complex w3 = twiddle(fft, 3 * k * stride);
    for (Complex *group = z + k; group < z + count; group += span) {
      const Quartet out = butterfly<kHalve>(group, step);
      group[0] = halved(out.zeroth);
      group[step] = turned_and_halved(out.second, w2);
      group[2 * step] = turned_and_halved(out.first, w1);
      group[3 * step] = turned_and_halved(out.third, w3);
    }
  }
}

/* True where sums of four could overflow */
bool is_large(const Complex *z, int32_t count) {
  int32_t bits = 0;
  for (int32_t i = 0; i < count; i += 2) {
    const Complex a = z[i], b = z[i + 1];
    bits |= a.re ^ (a.re >> 31);
    bits |= a.im ^ (a.im >> 31);
    bits |= b.re ^ (b.re >> 31);
    bits |= b.im ^ (b.im >> 31);
  }
  return bits >= 1 << 28;
}

void radix_2_stage(Complex *z, int32_t count) {
  for (int32_t i = 0; i < count; i += 2) {
    const Complex a = z[i], b = z[i + 1];
    z[i] = a + b;
    z[i + 1] = a - b;
  }
}

void undo_bit_reversal(Complex *z, int32_t count) {
  for (int32_t i = 1, reversed = 0; i < count; i++) {
    int32_t bit = count >> 1;
    for (; reversed & bit; bit >>= 1) reversed ^= bit;
    reversed |= bit;
    if (i < reversed) {
      const Complex swapped = z[i];
      z[i] = z[reversed];
      z[reversed] = swapped;
    }
  }
}

/* The complex transform of (even, odd) pairs -> half of the spectrum of the real values */
void separate(const RealFft &fft, Complex *z) {
  const int32_t half = fft.length / 2;
  const Complex first = halved(z[0]);
  z[0].re = first.re + first.im;
  z[0].im = first.re - first.im;
  for (int32_t k = 1; k < half / 2; k++) {
    const Complex a = halved(z[k]);
    const Complex b = halved(z[half - k]);
    const Complex even = {(a.re + b.re) >> 1, (a.im - b.im) >> 1};
    const Complex odd = {a.im + b.im, b.re - a.re};
    const Complex turned = turned_and_halved(odd, twiddle_of_quarter(fft, k));
    z[k] = even + turned;
    z[half - k].re = even.re - turned.re;
    z[half - k].im = turned.im - even.im;
  }
  z[half / 2].re >>= 1;
  z[half / 2].im = -(z[half / 2].im >> 1);
}

}  // namespace

int32_t real_fft(const RealFft &fft, int32_t *values) {
  Complex *z = (Complex *)(void *)values;
  const int32_t count = fft.length / 2;
  int32_t exponent = 1;
  int32_t span = count;
  for (; span >= 4; span /= 4) {
    const bool halve = is_large(z, count);
    if (halve) radix_4_stage<true>(fft, z, count, span);
    if (!halve) radix_4_stage<false>(fft, z, count, span);
    exponent += halve ? 2 : 1;
  }
  if (span == 2) radix_2_stage(z, count);
  undo_bit_reversal(z, count);
  separate(fft, z);
  return exponent;
}

void apply_window(const int32_t *half_window, int32_t *values, int32_t count, int32_t window_length) {
  const int32_t stored = window_length / 2 + 1 < count ? window_length / 2 + 1 : count;
  for (int32_t i = 0; i < stored; i++) values[i] = multiply_high(values[i], half_window[i]);
  for (int32_t i = stored; i < count; i++) values[i] = multiply_high(values[i], half_window[window_length - i]);
}

}  // namespace impulse
