/* SPDX-License-Identifier: Apache-2.0 */
/* The transform in integers against a plain sum of sines, and the conversions around it. */
#include <cmath>

#include "dsp/block_float.h"
#include "dsp/host_math.h"
#include "dsp/multiply_high.h"
#include "dsp/real_fft_tables.h"
#include "expect.h"
#include "test_signals.h"

#include "dsp/real_fft.h"

using namespace impulse;

static void test_multiplication() {
  Noise noise(5);
  const int32_t extremes[] = {0, 1, -1, 0x7fff, 0x8000, 0xffff, 0x10000, INT32_MAX, INT32_MIN, INT32_MIN + 1};
  for (int i = 0; i < 1000000; i++) {
    const int32_t a = i < 100 ? extremes[i / 10] : (int32_t)(noise.below(1u << 31) << 1);
    const int32_t b = i < 100 ? extremes[i % 10] : (int32_t)(noise.below(1u << 31) << 1 | (uint32_t)(i & 1));
    const int64_t wanted = ((int64_t)a * b) >> 32;
    EXPECT(multiply_high(a, b) == wanted && multiply_high_by_halves(a, b) == wanted, "%d * %d", a, b);
  }
}

static RealFft plan_of(int32_t length, std::vector<int32_t> *ints) {
  ints->resize((size_t)length / 4 + 3);
  impulse_plan_writer writer = {};
  writer.ints = ints->data();
  writer.ints_capacity = (int32_t)ints->size();
  EXPECT(write_real_fft(&writer, length) == IMPULSE_OK, "length %d", length);
  PlanReader reader = {ints->data(), nullptr};
  return read_real_fft(&reader);
}

/* Largest error of the spectrum, in units of its integers */
static double worst_error(int32_t length, const std::vector<int32_t> &values) {
  std::vector<int32_t> ints;
  std::vector<int32_t> spectrum = values;
  const double scale = std::ldexp(1.0, -real_fft(plan_of(length, &ints), spectrum.data()));
  double worst = 0.0;
  for (int32_t k = 0; k <= length / 2; k++) {
    double re = 0.0, im = 0.0;
    for (int32_t n = 0; n < length; n++) {
      re += values[(size_t)n] * cos_turns_f64((int64_t)k * n, length) * scale;
      im -= values[(size_t)n] * sin_turns_f64((int64_t)k * n, length) * scale;
    }
    const bool real = k == 0 || k == length / 2;
    const double got_re = spectrum[k == 0 ? 0 : k == length / 2 ? 1 : 2 * (size_t)k];
    const double got_im = real ? 0.0 : spectrum[2 * (size_t)k + 1];
    worst = std::fmax(worst, std::fmax(std::fabs(got_re - re), std::fabs(got_im - im)));
  }
  return worst;
}

static void test_transform() {
  for (int32_t length = 4; length <= 512; length *= 2) {
    Noise noise((uint32_t)length);
    std::vector<int32_t> random, square, constant((size_t)length, -(1 << 29));
    for (int32_t i = 0; i < length; i++) {
      random.push_back((int32_t)(noise.value() * (float)(1 << 29)));
      square.push_back((i / 3) % 2 ? (1 << 29) - 1 : -(1 << 29));
    }
    for (const std::vector<int32_t> &values : {random, square, constant}) {
      const double error = worst_error(length, values);
      EXPECT(error <= 6.0, "length %d: off by %g of 2^29", length, error);
    }
  }
}

static void test_silence() {
  const std::vector<int16_t> zeros(64, 0);
  const impulse_signal signal = {zeros.data(), IMPULSE_INT16, 64, 1, 1, nullptr};
  std::vector<int32_t> ints, values(64);
  const int32_t exponent = read_block(&signal, 0, 64, 0, values.data());
  power_spectrum(plan_of(64, &ints), exponent, values.data());
  for (int32_t k = 0; k <= 32; k++) EXPECT(values[(size_t)k] == 0, "bin %d of silence has power", k);
}

static void test_conversions() {
  for (uint64_t value : {1ull, 255ull, (1ull << 24) - 1, (1ull << 24) + 1, (1ull << 60) - 1, 3ull << 40}) {
    for (int exponent = -80; exponent < 40; exponent += 7) {
      const double wanted = std::ldexp((double)value, exponent);
      const double got = (double)float_of_fixed(value, exponent);
      EXPECT(std::fabs(got - wanted) <= wanted * 1.2e-7, "%g instead of %g", got, wanted);
    }
  }
  EXPECT(float_of_fixed(0, 5) == 0.0f && float_of_fixed(1, -200) == 0.0f, "what is too small is not 0");
}

static void test_reading() {
  for (uint32_t seed = 1; seed < 200; seed++) {
    std::vector<int16_t> values = audio(seed, 64);
    std::vector<float> floats;
    for (int16_t &value : values) {
      value = (int16_t)(seed % 17 == 16 ? 0 : value >> (seed % 17));
      floats.push_back((float)value / 32768.0f);
    }
    const impulse_signal shorts = {values.data(), IMPULSE_INT16, 64, 1, 1, nullptr};
    const impulse_signal same = {floats.data(), IMPULSE_FLOAT32, 64, 1, 1, nullptr};
    int32_t of_shorts[64], of_floats[64];
    const int32_t exponent = read_block(&shorts, 0, 64, 0, of_shorts);
    EXPECT(exponent == read_block(&same, 0, 64, 0, of_floats), "seed %u", seed);
    for (int i = 0; i < 64; i++) {
      EXPECT(of_shorts[i] == of_floats[i], "seed %u: %d and %d", seed, of_shorts[i], of_floats[i]);
      EXPECT(std::ldexp((double)of_shorts[i], exponent) == (double)floats[(size_t)i], "seed %u", seed);
    }
  }
}

int main() {
  test_multiplication();
  test_transform();
  test_silence();
  test_conversions();
  test_reading();
  std::printf("ok\n");
  return 0;
}
