/* SPDX-License-Identifier: Apache-2.0 */
/** The plan of a transform in 16 bits: what read_real_fft_q15() reads. Host only. */
#ifndef IMPULSE_DSP_REAL_FFT_Q15_TABLES_H
#define IMPULSE_DSP_REAL_FFT_Q15_TABLES_H

#include "impulse/plan_writer.h"

namespace impulse {

/** Refuses lengths that are no power of two in 4..8192. */
int32_t write_real_fft_q15(impulse_plan_writer *out, int32_t length);

}  // namespace impulse

#endif
