/* SPDX-License-Identifier: Apache-2.0 */
/** Plans of decimation and conditioning. Host only. */
#ifndef IMPULSE_DSP_CONDITIONED_AXIS_TABLES_H
#define IMPULSE_DSP_CONDITIONED_AXIS_TABLES_H

#include "dsp/butterworth_tables.h"

namespace impulse {

/** A ratio of 1 keeps every value and filters nothing. */
int32_t write_decimation(impulse_plan_writer *out, int32_t ratio);

/** From `scaleAxes`, `inputDecimation`, `filter`, `filterCutoff` in Hz and `filterOrder`. */
int32_t write_conditioning(impulse_plan_writer *out, const Params &params, double frequency_hz);

/** The same for conditioned_axis_q15.h, from the same parameters but `scaleAxes`. */
int32_t write_decimation_q15(impulse_plan_writer *out, int32_t ratio);
int32_t write_conditioning_q15(impulse_plan_writer *out, const Params &params, double frequency_hz);

}  // namespace impulse

#endif
