/* SPDX-License-Identifier: Apache-2.0 */
#include "dsp/real_fft_q15.h"

#include "dsp/q15.h"

namespace impulse {

RealFftQ15 read_real_fft_q15(PlanReader *reader) {
  RealFftQ15 fft;
  fft.length = read_int(reader);
  fft.log2_length = read_int(reader);
  fft.turns = read_ints(reader, fft.length / 4);
  return fft;
}

namespace {

struct Complex {
  int32_t re, im;
};

inline Complex load(int32_t word) {
  const Complex value = {first_q15(word), second_q15(word)};
  return value;
}

inline Complex operator+(Complex a, Complex b) {
  const Complex sum = {a.re + b.re, a.im + b.im};
  return sum;
}

inline Complex operator-(Complex a, Complex b) {
  const Complex difference = {a.re - b.re, a.im - b.im};
  return difference;
}

inline Complex scaled(Complex a, int32_t half, int32_t shift) {
  const Complex value = {(a.re + half) >> shift, (a.im + half) >> shift};
  return value;
}

/* a exp(-i angle), from {cos, sin} of the angle; |a| < 2^15.5 */
inline Complex turned(Complex a, Complex w) {
  const int32_t half = 1 << 14;
  const Complex product = {(a.re * w.re + a.im * w.im + half) >> 15, (a.im * w.re - a.re * w.im + half) >> 15};
  return product;
}

/* {cos, sin} of 2 pi k / length for k < 3/4 length */
Complex turn_of(const RealFftQ15 &fft, int32_t k) {
  const int32_t quarter = fft.length / 4;
  const Complex w = load(fft.turns[k & (quarter - 1)]);
  const Complex quarter_on = {-w.im, w.re};
  const Complex half_on = {-w.re, -w.im};
  return k < quarter ? w : k < 2 * quarter ? quarter_on : half_on;
}

/* Or-ed over packed words: where neighbouring bits of a half differ, so the first bit that is set says how long the longest value is */
inline uint32_t spread_of(int32_t word) { return (uint32_t)word ^ ((uint32_t)word << 1); }

/* n, where all values lie in -2^n..2^n - 1 */
int32_t bits_of_spread(uint32_t spread) {
  const int32_t length = bit_length((spread | (spread >> 16)) & 0xffffu);
  return length > 0 ? length - 1 : 0;
}

/* Outputs of a radix-4 butterfly, named by the power of the twiddle that belongs to them */
struct Quartet {
  Complex zeroth, first, second, third;
};

/* Divided by 2^shift, rounded by `half` of that */
inline Quartet butterfly(const int32_t *z, int32_t step, int32_t half, int32_t shift) {
  const Complex a = load(z[0]), c = load(z[2 * step]);
  const Complex even_sum = {a.re + c.re + half, a.im + c.im + half};
  const Complex even_difference = {a.re - c.re + half, a.im - c.im + half};
  const Complex b = load(z[step]), d = load(z[3 * step]);
  const Complex odd_sum = b + d, odd_difference = b - d;
  const Quartet out = {{(even_sum.re + odd_sum.re) >> shift, (even_sum.im + odd_sum.im) >> shift},
                       {(even_difference.re + odd_difference.im) >> shift, (even_difference.im - odd_difference.re) >> shift},
                       {(even_sum.re - odd_sum.re) >> shift, (even_sum.im - odd_sum.im) >> shift},
                       {(even_difference.re - odd_difference.im) >> shift, (even_difference.im + odd_difference.re) >> shift}};
  return out;
}

inline uint32_t store(Complex value, int32_t *place) {
  const int32_t word = pack_q15(value.re, value.im);
  *place = word;
  return spread_of(word);
}

/* One stage over groups of `span` values, divided by 2^shift; `stride`: of the table, from k to k + 1. Results stand in the order that two
 * radix-2 stages leave: 0, 2, 1, 3. */
uint32_t radix_4_stage(const RealFftQ15 &fft, int32_t *z, int32_t count, int32_t span, int32_t stride, int32_t shift) {
  const int32_t step = span / 4;
  const int32_t half = (1 << shift) >> 1;
  uint32_t spread = 0;
  for (int32_t *group = z; group < z + count; group += span) {
    const Quartet out = butterfly(group, step, half, shift);
    spread |= store(out.zeroth, group);
    spread |= store(out.second, group + step);
    spread |= store(out.first, group + 2 * step);
    spread |= store(out.third, group + 3 * step);
  }
  for (int32_t k = 1; k < step; k++) {
    const Complex w1 = load(fft.turns[k * stride]);
    const Complex w2 = turn_of(fft, 2 * k * stride);
    const Complex w3 = turn_of(fft, 3 * k * stride);
    for (int32_t *group = z + k; group < z + count; group += span) {
      const Quartet out = butterfly(group, step, half, shift);
      spread |= store(out.zeroth, group);
      spread |= store(turned(out.second, w2), group + step);
      spread |= store(turned(out.first, w1), group + 2 * step);
      spread |= store(turned(out.third, w3), group + 3 * step);
    }
  }
  return spread;
}

uint32_t radix_2_stage(int32_t *z, int32_t count, int32_t shift) {
  const int32_t half = (1 << shift) >> 1;
  uint32_t spread = 0;
  for (int32_t i = 0; i < count; i += 2) {
    const Complex a = load(z[i]), b = load(z[i + 1]);
    spread |= store(scaled(a + b, half, shift), z + i);
    spread |= store(scaled(a - b, half, shift), z + i + 1);
  }
  return spread;
}

void undo_bit_reversal(int32_t *z, int32_t count) {
  for (int32_t i = 1, reversed = 0; i < count; i++) {
    int32_t bit = count >> 1;
    for (; reversed & bit; bit >>= 1) reversed ^= bit;
    reversed |= bit;
    if (i < reversed) {
      const int32_t swapped = z[i];
      z[i] = z[reversed];
      z[reversed] = swapped;
    }
  }
}

/* The complex transform of (even, odd) pairs; returns by how many powers of two it was divided. `bits`: of the longest value, at the end */
int32_t transform(const RealFftQ15 &fft, int32_t *z, int32_t *bits) {
  const int32_t count = fft.length / 2;
  uint32_t spread = 0;
  for (int32_t i = 0; i < count; i++) spread |= spread_of(z[i]);
  int32_t down = 0;
  int32_t span = count;
  for (int32_t stride = 2; span >= 4; span /= 4, stride *= 4) {
    /* sums of four: two bits more, and half a bit for the turn */
    const int32_t over = bits_of_spread(spread) + 3 - 15;
    const int32_t shift = over > 0 ? over : 0;
    spread = radix_4_stage(fft, z, count, span, stride, shift);
    down += shift;
  }
  if (span == 2) {
    const int32_t shift = bits_of_spread(spread) == 15 ? 1 : 0;
    spread = radix_2_stage(z, count, shift);
    down += shift;
  }
  undo_bit_reversal(z, count);
  *bits = bits_of_spread(spread);
  return down;
}

/* Values below 2^15.5 and a bit: as signed integers their squares would overflow */
inline int32_t power_of(int32_t re, int32_t im) { return (int32_t)((uint32_t)re * (uint32_t)re + (uint32_t)im * (uint32_t)im); }

/* Half of the spectrum of the real values, as powers, from their complex transform. Divides by 2^shift, after which 14 bits are left. */
void separate(const RealFftQ15 &fft, int32_t shift, int32_t *z) {
  const int32_t half = fft.length / 2;
  const int32_t up = (1 << shift) >> 1;
  const Complex first = scaled(load(z[0]), up, shift);
  for (int32_t k = 1; k < half / 2; k++) {
    const Complex a = scaled(load(z[k]), up, shift);
    const Complex b = scaled(load(z[half - k]), up, shift);
    const Complex even = {a.re + b.re, a.im - b.im};                         /* twice the transform of the even values */
    const Complex odd = turned({a.im + b.im, b.re - a.re}, load(fft.turns[k])); /* and of the odd ones */
    z[k] = power_of((even.re + odd.re + 1) >> 1, (even.im + odd.im + 1) >> 1);
    z[half - k] = power_of((even.re - odd.re + 1) >> 1, (odd.im - even.im + 1) >> 1);
  }
  const Complex middle = scaled(load(z[half / 2]), up, shift);
  z[half / 2] = power_of(middle.re, middle.im);
  z[0] = power_of(first.re + first.im, 0);
  z[half] = power_of(first.re - first.im, 0);
}

}  // namespace

int32_t power_spectrum_q15(const RealFftQ15 &fft, int32_t exponent, int32_t *words) {
  int32_t bits = 0;
  const int32_t down = transform(fft, words, &bits);
  const int32_t shift = bits > 14 ? bits - 14 : 0;
  separate(fft, shift, words);
  return 2 * (exponent + down + shift) - fft.log2_length;
}

}  // namespace impulse
