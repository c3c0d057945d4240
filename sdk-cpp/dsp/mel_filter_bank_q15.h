/* SPDX-License-Identifier: Apache-2.0 */
/** The filters of mel_filter_bank.h on powers that are integers, with weights of 16 bits. */
#ifndef IMPULSE_DSP_MEL_FILTER_BANK_Q15_H
#define IMPULSE_DSP_MEL_FILTER_BANK_Q15_H

#include "impulse/plan_reader.h"

namespace impulse {

/** Filters with weights of 16 bits. */
struct MelFilterBankQ15 {
  int32_t filters;
  const int32_t *edges;  /* filters + 2 bins: where the stretches between neighbouring centres begin and the last one ends */
  const int32_t *rising; /* weight of the rising side for each bin from edges[0] on, two to a word */
};

/** Reads what write_mel_filter_bank_q15() wrote. */
MelFilterBankQ15 read_mel_filter_bank_q15(PlanReader *reader);

/** Logarithms (log2_fixed.h) of the energies of the filters; powers are unsigned integers times 2^exponent. */
void mel_logarithms(const MelFilterBankQ15 &bank, const int32_t *powers, int32_t exponent, int32_t *logarithms);

/** Logarithm of the sum of all powers. */
int32_t whole_logarithm(const int32_t *powers, int32_t exponent, int32_t count);

}  // namespace impulse

#endif
