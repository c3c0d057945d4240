/* SPDX-License-Identifier: Apache-2.0 */
/** The plan of a mel filter bank: what read_mel_filter_bank() reads. Host only. */
#ifndef IMPULSE_DSP_MEL_FILTER_BANK_TABLES_H
#define IMPULSE_DSP_MEL_FILTER_BANK_TABLES_H

#include "impulse/plan_writer.h"

namespace impulse {

/**
 * Filters between `lowFrequency` and `highFrequency` (0: half the sampling frequency) on the scale mel = 2595 log10(1 + f / 700), over
 * the bins of a transform of `fft_length`. Refuses a band that is empty or reaches too high, and filter counts outside 1..256.
 */
int32_t write_mel_filter_bank(impulse_plan_writer *out, const Params &params, int32_t filters, double frequency_hz, int32_t fft_length);

/** The same for mel_filter_bank_q15.h. */
int32_t write_mel_filter_bank_q15(impulse_plan_writer *out, const Params &params, int32_t filters, double frequency_hz, int32_t fft_length);

}  // namespace impulse

#endif
