/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Triangular filters, evenly spaced on the mel scale, each reaching from the centre of the one before to the centre of the one behind.
 * Between two neighbouring centres the falling and the rising side add up to 1, so one weight a bin is enough.
 */
#ifndef IMPULSE_DSP_MEL_FILTER_BANK_H
#define IMPULSE_DSP_MEL_FILTER_BANK_H

#include "impulse/plan_reader.h"

namespace impulse {

/** A bank as the plan has it. */
struct MelFilterBank {
  int32_t filters;
  const int32_t *edges;  /* filters + 2 bins: where the stretches between neighbouring centres begin and the last one ends */
  const float *rising;   /* weight of the rising side for each bin from edges[0] on */
};

/** Reads what write_mel_filter_bank() wrote. */
MelFilterBank read_mel_filter_bank(PlanReader *reader);

/** Energies of the filters from a power spectrum. */
void mel_energies(const MelFilterBank &bank, const float *power, float *energies);

}  // namespace impulse

#endif
