/* SPDX-License-Identifier: Apache-2.0 */
/* The transform in integers against a plain sum of sines, and the conversions around it. */
#include <cmath>

#include "dsp/block_float.h"
#include "dsp/host_math.h"
#include "dsp/log2_fixed.h"
#include "dsp/multiply_high.h"
#include "dsp/q15.h"
#include "dsp/real_fft_q15_tables.h"
#include "dsp/real_fft_tables.h"
#include "expect.h"
#include "test_signals.h"

#include "dsp/butterworth_fixed.h"
#include "dsp/butterworth_tables.h"
#include "dsp/power_spectrum.h"
#include "dsp/real_fft.h"
#include "dsp/real_fft_q15.h"
#include "dsp/small_division.h"

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

/* A normal float of any magnitude that leaves room for quotients */
static float any_float(Noise *noise) {
  const uint32_t field = 80 + noise->below(90);
  return f32_of_bits(noise->below(2) << 31 | field << 23 | noise->below(1u << 23));
}

static void test_division() {
  Noise noise(9);
  for (int i = 0; i < 300000; i++) {
    const float a = i % 50 == 0 ? 0.0f : any_float(&noise), b = i % 3 == 0 ? (float)(1 + noise.below(9000)) : any_float(&noise);
    EXPECT(bits_of_f32(divide_f32(a, b)) == bits_of_f32(a == 0.0f ? 0.0f : a / b), "%g / %g", (double)a, (double)b);
    const float square = i % 5 == 0 ? b * b : std::fabs(a);
    EXPECT(bits_of_f32(root_f32(square)) == bits_of_f32(std::sqrt(square)), "root of %g", (double)square);
    EXPECT(subtract_f32(a, b) == a - b, "%g - %g", (double)a, (double)b);
    const uint32_t divisor = 1 + noise.below(i % 2 == 0 ? 100 : INT32_MAX), whole = noise.below(UINT32_MAX), rest = noise.below(divisor);
    EXPECT(divide_whole((uint64_t)whole * divisor + rest, divisor) == whole, "%u times %u and %u", whole, divisor, rest);
  }
  EXPECT(divide_f32(f32_of_bits(1u << 23), 2.0f) == 0.0f, "what is too small is not 0");
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

static RealFftQ15 plan_of_q15(int32_t length, std::vector<int32_t> *ints) {
  ints->resize((size_t)length / 4 + 2);
  impulse_plan_writer writer = {};
  writer.ints = ints->data();
  writer.ints_capacity = (int32_t)ints->size();
  EXPECT(write_real_fft_q15(&writer, length) == IMPULSE_OK && writer.ints_count == writer.ints_capacity, "length %d", length);
  PlanReader reader = {ints->data(), nullptr};
  return read_real_fft_q15(&reader);
}

/* Largest error of a bin's magnitude, as a share of the largest bin */
static double worst_share(int32_t length, const std::vector<int32_t> &values) {
  std::vector<int32_t> ints, words((size_t)length / 2 + 1);
  for (int32_t i = 0; i < length; i += 2) words[(size_t)i / 2] = pack_q15(values[(size_t)i], values[(size_t)i + 1]);
  const int32_t exponent = power_spectrum_q15(plan_of_q15(length, &ints), 0, words.data());
  double worst = 0.0, largest = 0.0;
  for (int32_t k = 0; k <= length / 2; k++) {
    double re = 0.0, im = 0.0;
    for (int32_t n = 0; n < length; n++) {
      re += values[(size_t)n] * cos_turns_f64((int64_t)k * n, length);
      im -= values[(size_t)n] * sin_turns_f64((int64_t)k * n, length);
    }
    const double magnitude = std::sqrt(re * re + im * im);
    const double got = std::sqrt(std::ldexp((double)(uint32_t)words[(size_t)k], exponent) * length);
    worst = std::fmax(worst, std::fabs(got - magnitude));
    largest = std::fmax(largest, magnitude);
  }
  return worst / largest;
}

static void test_transform_q15() {
  for (int32_t length = 4; length <= 1024; length *= 2) {
    Noise noise((uint32_t)length);
    std::vector<int32_t> random, square, tone, constant((size_t)length, -32767), step((size_t)length, 32767);
    for (int32_t i = 0; i < length; i++) {
      random.push_back((int32_t)(noise.value() * 32767.0f));
      square.push_back((i / 3) % 2 ? 32767 : -32767);
      tone.push_back((int32_t)(32767.0 * sin_turns_f64(5 * i, length)));
      if (i >= length / 2) step[(size_t)i] = -32767;
    }
    for (const std::vector<int32_t> &values : {random, square, tone, constant, step}) {
      const double share = worst_share(length, values);
      EXPECT(share <= 7e-4, "length %d: off by %g of the largest", length, share);
    }
  }
}

static void test_logarithm() {
  double worst = 0.0;
  for (uint64_t value = 1; value < (1ull << 62); value += 1 + value / 97) {
    worst = std::fmax(worst, std::fabs(log2_fixed(value, -20) / 65536.0 - (std::log2((double)value) - 20.0)));
  }
  EXPECT(worst * 65536.0 < 7.0, "off by %g", worst * 65536.0);
  EXPECT(log2_fixed(0, 0) == kLog2OfNothing && log2_fixed(1, 0) == 0 && log2_fixed(UINT64_MAX, 0) > 63 * 65536, "ends of the range");
}

static void test_integers_to_floats() {
  const int32_t values[] = {0, 1, -1, 255, -(1 << 24), INT32_MAX, INT32_MIN};
  for (int32_t value : values) {
    for (int exponent : {-100, -31, 0, 40}) {
      const double wanted = std::ldexp((double)value, exponent);
      EXPECT(std::fabs((double)float_of_int(value, exponent) - wanted) <= std::fabs(wanted) * 1.2e-7, "%d * 2^%d", value, exponent);
    }
  }
  for (uint32_t largest : {1u, 32767u, 32768u, 65534u, 65535u, 65536u, 0x7fffffffu, 0x7fff8000u}) {
    const int32_t top = shifted_q15((int32_t)largest, shift_to_q15(largest));
    EXPECT(top >= 16384 && top <= 32767, "%u becomes %d", largest, top);
  }
}

/* The answer to a step and to the fastest oscillation, which drive sections furthest, against the same filter in floats */
static void test_filters() {
  for (int32_t order = 1; order <= 12; order++) {
    for (double cutoff : {0.002, 0.01, 0.1, 0.25, 0.49}) {
      for (FilterKind kind : {FILTER_LOW_PASS, FILTER_HIGH_PASS}) {
        int32_t ints[64] = {};
        float floats[32] = {};
        impulse_plan_writer fixed = {}, reference = {};
        fixed.ints = ints;
        fixed.ints_capacity = 64;
        int32_t layout[3];
        reference.ints = layout;
        reference.ints_capacity = 3;
        reference.floats = floats;
        reference.floats_capacity = 32;
        EXPECT(write_butterworth_fixed(&fixed, kind, order, cutoff) == IMPULSE_OK, "order %d", (int)order);
        EXPECT(write_butterworth(&reference, kind, order, cutoff) == IMPULSE_OK, "order %d", (int)order);
        PlanReader of_ints = {ints, nullptr}, of_floats = {layout, floats};
        const ButterworthFixed filter = read_butterworth_fixed(&of_ints);
        ButterworthState state = {};
        std::vector<float> values;
        for (int32_t i = 0; i < 2000; i++) values.push_back(i < 1000 || i % 2 ? 1.0f : -1.0f);
        std::vector<float> wanted = values;
        butterworth(read_butterworth(&of_floats), wanted.data(), 2000);
        const int32_t one = (1 << kFilterBits) - 1;
        double worst = 0.0;
        for (size_t i = 0; i < values.size(); i++) {
          const double got = filter_value(filter, &state, values[i] > 0.0f ? one : -one) / (double)one;
          worst = std::fmax(worst, std::fabs(got - (double)wanted[i]));
        }
        EXPECT(worst < 1e-3, "order %d, cutoff %g, kind %d: off by %g", (int)order, cutoff, (int)kind, worst);
      }
    }
  }
}

int main() {
  test_transform_q15();
  test_logarithm();
  test_integers_to_floats();
  test_filters();
  test_multiplication();
  test_division();
  test_transform();
  test_silence();
  test_conversions();
  test_reading();
  std::printf("ok\n");
  return 0;
}
