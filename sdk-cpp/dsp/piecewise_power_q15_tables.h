/* SPDX-License-Identifier: Apache-2.0 */
/** The plan of piecewise_power_q15.h. Host only. */
#ifndef IMPULSE_DSP_PIECEWISE_POWER_Q15_TABLES_H
#define IMPULSE_DSP_PIECEWISE_POWER_Q15_TABLES_H

#include "impulse/plan_writer.h"

namespace impulse {

/** From `fftLength`, `fftOverlap`, `fftCombine` and `fftWindow`. */
int32_t write_piecewise_power_q15(impulse_plan_writer *out, const Params &params);

}  // namespace impulse

#endif
