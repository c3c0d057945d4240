/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/mel_filter_bank.h"

namespace impulse {

MelFilterBank read_mel_filter_bank(PlanReader *reader) {
  MelFilterBank bank;
  bank.filters = read_int(reader);
  bank.edges = read_ints(reader, bank.filters + 2);
  bank.rising = read_floats(reader, bank.edges[bank.filters + 1] - bank.edges[0]);
  return bank;
}

void mel_energies(const MelFilterBank &bank, const float *power, float *energies) {
  const float *rising = bank.rising;
  float falling_sum = 0.0f; /* of the stretch before: the rising side of the filter that falls in this one */
  for (int32_t stretch = 0; stretch <= bank.filters; stretch++) {
    float rising_sum = 0.0f;
    float sum = falling_sum;
    for (int32_t bin = bank.edges[stretch]; bin < bank.edges[stretch + 1]; bin++) {
      const float part = power[bin] * *rising++;
      rising_sum += part;
      sum += power[bin] - part;
    }
    if (stretch > 0) energies[stretch - 1] = sum;
    falling_sum = rising_sum;
  }
}

}  // namespace impulse
