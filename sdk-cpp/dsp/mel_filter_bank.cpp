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
  float rising_before = 0.0f; /* rising side of the filter that falls in this stretch */
  for (int32_t stretch = 0; stretch <= bank.filters; stretch++) {
    float rising_sum = 0.0f;
    float whole = 0.0f;
    for (int32_t bin = bank.edges[stretch]; bin < bank.edges[stretch + 1]; bin++) {
      rising_sum += power[bin] * *rising++;
      whole += power[bin];
    }
    if (stretch > 0) energies[stretch - 1] = rising_before + (whole - rising_sum);
    rising_before = rising_sum;
  }
}

}  // namespace impulse
