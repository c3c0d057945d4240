/* SPDX-License-Identifier: Apache-2.0 */
/* Holds our own log, exp, sin and cos against the long double functions of libm. The argument is the step between tested floats: 1 tests all. */
#include "dsp/host_math.h"

#include <cfloat>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <vector>

#include "expect.h"

using namespace impulse;

/* Distance to the true value in units of the last place of a float with `digits` of mantissa */
static double ulps(long double got, long double wanted, int digits, int least_exponent) {
  if (wanted == 0.0L) return got == 0.0L ? 0.0 : 1e9;
  const int exponent = std::ilogb(wanted);
  return (double)fabsl((got - wanted) / ldexpl(1.0L, (exponent < least_exponent ? least_exponent : exponent) - digits + 1));
}

struct Worst {
  const char *name;
  double bound;
  double ulps;
  double argument;
};

static void note(Worst *worst, double argument, double error) {
  if (!(error <= worst->ulps)) {
    worst->ulps = error;
    worst->argument = argument;
  }
}

static void expect_bound(const Worst &worst) {
  std::printf("%s: %.3f ulp at %.17g\n", worst.name, worst.ulps, worst.argument);
  EXPECT(worst.ulps <= worst.bound, "%s is off by %.3f ulp at %.17g", worst.name, worst.ulps, worst.argument);
}

static void test_float_functions(uint32_t step) {
  Worst log = {"log_f32", 1.0, 0.0, 0.0};
  Worst log10 = {"log10_f32", 2.0, 0.0, 0.0};
  Worst exp = {"exp_f32", 1.0, 0.0, 0.0};
  for (uint64_t bits = 1; bits < 0x7f800000u; bits += step) {
    const float x = f32_of_bits((uint32_t)bits);
    note(&log, x, ulps(log_f32(x), ::log((double)x), 24, -126));
    note(&log10, x, ulps(log10_f32(x), ::log10((double)x), 24, -126));
    for (int sign = -1; sign <= 1; sign += 2) {
      const float y = (float)sign * x;
      const double wanted = ::exp((double)y);
      if (wanted <= FLT_MAX && y > -104.0f) note(&exp, y, ulps(exp_f32(y), wanted, 24, -126));
    }
  }
  expect_bound(log);
  expect_bound(log10);
  expect_bound(exp);
}

static void test_exact_float_values() {
  EXPECT(log_f32(1.0f) == 0.0f, "%g", log_f32(1.0f));
  EXPECT(exp_f32(0.0f) == 1.0f && exp_f32(-0.0f) == 1.0f, "%g", exp_f32(0.0f));
  EXPECT(exp_f32(-200.0f) == 0.0f && std::isinf(exp_f32(89.0f)), "%g", exp_f32(-200.0f));
}

/* Both ways to keep a value in a range, for ranges of operators and all kinds of values around them */
static void test_ranges() {
  const float infinity = std::numeric_limits<float>::infinity();
  const float ranges[][2] = {{-FLT_MAX, FLT_MAX}, {0.0f, FLT_MAX}, {0.0f, 6.0f}, {-1.0f, 1.0f}};
  std::vector<uint32_t> values = {0u, 0x80000000u, 1u, 0x80000001u, 0x7f800000u, 0xff800000u, 0x7f800001u, 0xffc00000u, 0x7fc00000u};
  for (const float value : {6.0f, -1.0f, 1.0f, FLT_MAX, -FLT_MAX}) {
    for (uint32_t offset = 0; offset < 3; offset++) values.push_back(bits_of_f32(value) + offset - 1);
  }
  for (uint32_t i = 0; i < 20000; i++) values.push_back(i * 2654435761u);
  for (const auto &range : ranges) {
    for (const uint32_t bits : values) {
      const float value = f32_of_bits(bits);
      const uint32_t wanted = bits_of_f32(value < range[0] ? range[0] : value > range[1] ? range[1] : value);
      EXPECT(bits_of_f32(limited_by_rank_f32(value, range[0], range[1])) == wanted, "%08x in %g..%g", (unsigned)bits, range[0], range[1]);
      EXPECT(bits_of_f32(limited_f32(value, range[0], range[1])) == wanted, "%08x in %g..%g", (unsigned)bits, range[0], range[1]);
    }
  }
  EXPECT(rank_of_f32(-0.0f) == 0 && rank_of_f32(infinity) > rank_of_f32(FLT_MAX), "ranks");
}

static void test_table_functions() {
  Worst log = {"log_f64", 2.0, 0.0, 0.0};
  Worst exp = {"exp_f64", 2.0, 0.0, 0.0};
  Worst sin = {"sin_turns_f64", 2.0, 0.0, 0.0};
  Worst cos = {"cos_turns_f64", 2.0, 0.0, 0.0};
  Worst sin_radians = {"sin_f64", 2.0, 0.0, 0.0};
  for (int i = 1; i < 200000; i++) {
    const double x = i * 1.37e-3;
    note(&log, x, ulps(log_f64(x), logl(x), 53, -1022));
    note(&exp, x - 137.0, ulps(exp_f64(x - 137.0), expl(x - 137.0), 53, -1022));
    note(&sin_radians, x, ulps(sin_f64(x), sinl(x), 53, -30));
  }
  const long double two_pi = 6.283185307179586476925286766559005768L;
  for (int denominator : {4, 12, 36, 512, 1000, 8192}) {
    for (int i = 1; 8 * i <= denominator; i++) { /* an eighth of a turn, where the reference itself is exact enough */
      const long double turns = (long double)i / denominator;
      note(&sin, i, ulps(sin_turns_f64(i, denominator), sinl(two_pi * turns), 53, -1022));
      note(&cos, i, ulps(cos_turns_f64(i, denominator), cosl(two_pi * turns), 53, -1022));
    }
    for (int i = -denominator; i < 2 * denominator; i++) {
      const double value = sin_turns_f64(i, denominator);
      EXPECT(value == sin_turns_f64(i + denominator, denominator) && value == -sin_turns_f64(-i, denominator) &&
                 value == cos_turns_f64(4 * i - denominator, 4 * denominator),
             "sin(%d / %d) is not symmetric", i, denominator);
    }
  }
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT(exp_f32(nan) != exp_f32(nan) && exp_f32(-nan) != exp_f32(-nan) && exp_f32(-std::numeric_limits<float>::infinity()) == 0.0f,
         "exp of NaN or of -infinity");
  for (const Worst &worst : {log, exp, sin, cos, sin_radians}) expect_bound(worst);
  EXPECT(sin_turns_f64(1, 2) == 0.0 && cos_turns_f64(1, 4) == 0.0 && cos_turns_f64(1, 2) == -1.0 && sin_turns_f64(3, 4) == -1.0,
         "quarter turns are not exact");
}

int main(int count, char **arguments) {
  test_exact_float_values();
  test_ranges();
  test_table_functions();
  test_float_functions(count > 1 ? (uint32_t)std::atoi(arguments[1]) : 4001);
  return 0;
}
