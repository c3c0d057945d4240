/* SPDX-License-Identifier: Apache-2.0 */
/** Energies as decibels, or as shares of the range between a noise floor and 12 dB. */
#ifndef IMPULSE_DSP_DECIBEL_SCALE_H
#define IMPULSE_DSP_DECIBEL_SCALE_H

#include "impulse/plan_reader.h"

namespace impulse {

/** A scale as the plan has it. */
struct DecibelScale {
  float least_energy; /* smaller ones count as it */
  float slope;        /* of the natural logarithm */
  float offset;
  float lowest; /* value of the least energy */
  float highest;
};

/** Reads what write_decibel_scale() wrote. */
DecibelScale read_decibel_scale(PlanReader *reader);

/** In place: slope * ln(energy) + offset, at most `highest`; `lowest` for energies up to the least. */
void to_decibel_scale(const DecibelScale &scale, int32_t count, float *energies);

}  // namespace impulse

#endif
