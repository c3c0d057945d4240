/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/decibel_scale.h"

namespace impulse {

DecibelScale read_decibel_scale(PlanReader *reader) {
  DecibelScale scale;
  scale.least_energy = read_float(reader);
  scale.slope = read_float(reader);
  scale.offset = read_float(reader);
  scale.lowest = read_float(reader);
  scale.highest = read_float(reader);
  return scale;
}

void to_decibel_scale(const DecibelScale &scale, int32_t count, float *energies) {
  for (int32_t i = 0; i < count; i++) {
    if (!(energies[i] > scale.least_energy)) {
      energies[i] = scale.lowest;
      continue;
    }
    const float value = scale.slope * log_f32(energies[i]) + scale.offset;
    energies[i] = value < scale.highest ? value : scale.highest;
  }
}

}  // namespace impulse
