/* SPDX-License-Identifier: Apache-2.0 */
/** The plan of a real transform: what read_real_fft() reads. Host only. */
#ifndef IMPULSE_DSP_REAL_FFT_TABLES_H
#define IMPULSE_DSP_REAL_FFT_TABLES_H

#include "impulse/plan_writer.h"

namespace impulse {

/** Refuses lengths that are no power of two in 4..8192. */
int32_t check_fft_length(impulse_plan_writer *out, int32_t length, int32_t *log2_length);
int32_t write_real_fft(impulse_plan_writer *out, int32_t length);

}  // namespace impulse

#endif
