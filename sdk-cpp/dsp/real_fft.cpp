/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/real_fft.h"

namespace impulse {

RealFft read_real_fft(PlanReader *reader) {
  RealFft fft;
  fft.length = read_int(reader);
  fft.quarter = read_floats(reader, fft.length / 4 + 1);
  return fft;
}

namespace {

struct Complex {
  float re, im;
};

inline Complex operator+(Complex a, Complex b) {
  const Complex sum = {a.re + b.re, a.im + b.im};
  return sum;
}

inline Complex operator-(Complex a, Complex b) {
  const Complex difference = {a.re - b.re, a.im - b.im};
  return difference;
}

inline Complex operator*(Complex a, Complex b) {
  const Complex product = {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
  return product;
}

/* exp(-2 pi i k / length) for 0 <= k < 3/4 length, from the quarter wave */
Complex twiddle(const RealFft &fft, int32_t k) {
  const int32_t quarter = fft.length / 4;
  const float *sine = fft.quarter;
  Complex w;
  if (k <= quarter) {
    w.re = sine[quarter - k];
    w.im = -sine[k];
  } else if (k <= 2 * quarter) {
    w.re = -sine[k - quarter];
    w.im = -sine[2 * quarter - k];
  } else {
    w.re = -sine[3 * quarter - k];
    w.im = sine[k - 2 * quarter];
  }
  return w;
}

/* One radix-4 butterfly without its twiddles; outputs in the order that two radix-2 stages would leave: 0, 2, 1, 3 */
inline void butterfly(Complex *z, int32_t step, Complex *out) {
  const Complex even_sum = z[0] + z[2 * step];
  const Complex even_difference = z[0] - z[2 * step];
  const Complex odd_sum = z[step] + z[3 * step];
  const Complex odd_difference = z[step] - z[3 * step];
  out[0] = even_sum + odd_sum;
  out[1] = even_sum - odd_sum;
  out[2].re = even_difference.re + odd_difference.im;
  out[2].im = even_difference.im - odd_difference.re;
  out[3].re = even_difference.re - odd_difference.im;
  out[3].im = even_difference.im + odd_difference.re;
}

/* One stage over groups of `span` values: the same twiddles serve all groups, so each is looked up once */
void radix_4_stage(const RealFft &fft, Complex *z, int32_t count, int32_t span) {
  const int32_t step = span / 4;
  const int32_t stride = fft.length / span; /* of the table, per k */
  Complex out[4];
  for (int32_t group = 0; group < count; group += span) {
    butterfly(z + group, step, out);
    for (int32_t i = 0; i < 4; i++) z[group + i * step] = out[i];
  }
  for (int32_t k = 1; k < step; k++) {
    const Complex w1 = twiddle(fft, k * stride);
    const Complex w2 = twiddle(fft, 2 * k * stride);
    const Complex w3 = twiddle(fft, 3 * k * stride);
    for (int32_t group = k; group < count; group += span) {
      butterfly(z + group, step, out);
      z[group] = out[0];
      z[group + step] = out[1] * w2;
      z[group + 2 * step] = out[2] * w1;
      z[group + 3 * step] = out[3] * w3;
    }
  }
}

void radix_2_stage(Complex *z, int32_t count) {
  for (int32_t i = 0; i < count; i += 2) {
    const Complex sum = z[i] + z[i + 1];
    z[i + 1] = z[i] - z[i + 1];
    z[i] = sum;
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

/* The complex transform of (even, odd) pairs -> the spectrum of the real values */
void separate(const RealFft &fft, Complex *z) {
  const int32_t half = fft.length / 2;
  const Complex first = z[0];
  z[0].re = first.re + first.im;
  z[0].im = first.re - first.im;
  for (int32_t k = 1; k < half / 2; k++) {
    const Complex a = z[k];
    const Complex b = z[half - k];
    const Complex even = {0.5f * (a.re + b.re), 0.5f * (a.im - b.im)};
    const Complex odd = {0.5f * (a.im + b.im), 0.5f * (b.re - a.re)};
    const Complex turned = odd * twiddle(fft, k);
    z[k] = even + turned;
    z[half - k].re = even.re - turned.re;
    z[half - k].im = turned.im - even.im;
  }
  z[half / 2].im = -z[half / 2].im;
}

}  // namespace

void real_fft(const RealFft &fft, float *values) {
  Complex *z = (Complex *)(void *)values;
  const int32_t count = fft.length / 2;
  int32_t span = count;
  for (; span >= 4; span /= 4) radix_4_stage(fft, z, count, span);
  if (span == 2) radix_2_stage(z, count);
  undo_bit_reversal(z, count);
  separate(fft, z);
}

void power_spectrum(const RealFft &fft, float scale, float *values) {
  const int32_t half = fft.length / 2;
  const float nyquist = values[1];
  values[0] = values[0] * values[0] * scale;
  for (int32_t k = 1; k < half; k++) {
    const float re = values[2 * k];
    const float im = values[2 * k + 1];
    values[k] = (re * re + im * im) * scale;
  }
  values[half] = nyquist * nyquist * scale;
}

}  // namespace impulse
