/* SPDX-License-Identifier: Apache-2.0 */
#include "dsp/mel_filter_bank_q15.h"

#include "dsp/log2_fixed.h"
#include "dsp/q15.h"

namespace impulse {

MelFilterBankQ15 read_mel_filter_bank_q15(PlanReader *reader) {
  MelFilterBankQ15 bank;
  bank.filters = read_int(reader);
  bank.edges = read_ints(reader, bank.filters + 2);
  bank.rising = read_ints(reader, (bank.edges[bank.filters + 1] - bank.edges[0] + 1) / 2);
  return bank;
}

/* power * weight / 32768, cut off, by two products of 32 bits */
static uint32_t weighted(uint32_t power, uint32_t weight) { return (power >> 16) * weight * 2 + (((power & 0xffffu) * weight) >> 15); }

static uint64_t rising_sum(const int32_t *powers, const int32_t *weights, int32_t first, int32_t count) {
  uint64_t sum = 0;
  for (int32_t i = 0; i < count; i++) sum += weighted((uint32_t)powers[i], (uint32_t)weight_q15(weights, first + i));
  return sum;
}

static uint64_t sum_of(const int32_t *powers, int32_t count) {
  uint64_t sum = 0;
  for (int32_t i = 0; i < count; i++) sum += (uint32_t)powers[i];
  return sum;
}

void mel_logarithms(const MelFilterBankQ15 &bank, const int32_t *powers, int32_t exponent, int32_t *logarithms) {
  const int32_t first = bank.edges[0];
  uint64_t rising_before = 0; /* rising side of the filter that falls in this stretch */
  for (int32_t stretch = 0; stretch <= bank.filters; stretch++) {
    const int32_t begin = bank.edges[stretch], count = bank.edges[stretch + 1] - begin;
    const uint64_t rising = rising_sum(powers + begin, bank.rising, begin - first, count);
    if (stretch > 0) logarithms[stretch - 1] = log2_fixed(rising_before + (sum_of(powers + begin, count) - rising), exponent);
    rising_before = rising;
  }
}

int32_t whole_logarithm(const int32_t *powers, int32_t exponent, int32_t count) {
  return log2_fixed(sum_of(powers, count), exponent);
}

}  // namespace impulse
