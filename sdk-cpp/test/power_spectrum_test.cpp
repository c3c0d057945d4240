/* SPDX-License-Identifier: Apache-2.0 */
/* power_spectrum() of this build, an instruction set's own where there is one, against real_fft() and float_of_fixed(), to the bit. */
#include "impulse/deterministic.h"

#include "dsp/block_float.h"
#include "dsp/power_spectrum.h"
#include "dsp/real_fft_tables.h"
#include "expect.h"
#include "test_signals.h"

using namespace impulse;

static RealFft plan_of(int32_t length, std::vector<int32_t> *ints) {
  ints->resize((size_t)length / 4 + 3);
  impulse_plan_writer writer = {};
  writer.ints = ints->data();
  writer.ints_capacity = (int32_t)ints->size();
  EXPECT(write_real_fft(&writer, length) == IMPULSE_OK, "length %d", length);
  PlanReader reader = {ints->data(), nullptr};
  return read_real_fft(&reader);
}

/* Bits of the powers, from the spectrum bin by bin */
static std::vector<uint32_t> expected_powers(const RealFft &fft, int32_t exponent, std::vector<int32_t> values) {
  const int32_t of_power = 2 * (exponent + real_fft(fft, values.data())) - fft.log2_length;
  std::vector<uint32_t> powers;
  for (int32_t k = 0; k <= fft.length / 2; k++) {
    const bool real = k == 0 || k == fft.length / 2;
    const int64_t re = values[k == 0 ? 0 : real ? 1 : 2 * (size_t)k], im = real ? 0 : values[2 * (size_t)k + 1];
    powers.push_back(bits_of_f32(float_of_fixed((uint64_t)(re * re) + (uint64_t)(im * im), of_power)));
  }
  return powers;
}

static void compare(const RealFft &fft, int32_t exponent, const std::vector<int32_t> &values) {
  const std::vector<uint32_t> expected = expected_powers(fft, exponent, values);
  std::vector<int32_t> powers = values;
  power_spectrum(fft, exponent, powers.data());
  for (size_t k = 0; k < expected.size(); k++) {
    EXPECT((uint32_t)powers[k] == expected[k], "length %d, exponent %d, bin %d: %08x instead of %08x", fft.length, exponent, (int)k,
           (unsigned)powers[k], (unsigned)expected[k]);
  }
}

/* Of magnitudes up to 2^bits, all of which the transform takes; some are sums of a few sines, which it must shift down on the way */
static std::vector<int32_t> make_values(int32_t length, uint32_t kind, int32_t bits) {
  Noise noise(kind * 8192u + (uint32_t)length);
  const int32_t limit = 1 << bits;
  std::vector<int32_t> values;
  for (int32_t i = 0; i < length; i++) {
    const int32_t random = (int32_t)(noise.below(2 * (uint32_t)limit + 1)) - limit;
    const int32_t square = i / (int32_t)(1 + kind % 7) % 2 == 0 ? limit : -limit;
    const int32_t constant = kind % 2 == 0 ? limit : -limit, pulse = i == (int32_t)(kind % (uint32_t)length) ? limit : 0;
    const int32_t kinds[] = {random, square, constant, pulse, random / 2 + square / 2};
    values.push_back(kinds[kind % 5]);
  }
  return values;
}

int main() {
  int count = 0;
  for (int32_t length = 4; length <= 8192; length *= 2) {
    std::vector<int32_t> ints;
    const RealFft fft = plan_of(length, &ints);
    for (uint32_t kind = 0; kind < 35; kind++) {
      for (const int32_t bits : {29, 28, 20, 5, 0}) {
        compare(fft, (int32_t)(kind % 7) * 15 - 90, make_values(length, kind, bits));
        count++;
      }
    }
  }
  std::printf("%d spectra\n", count);
  return 0;
}
