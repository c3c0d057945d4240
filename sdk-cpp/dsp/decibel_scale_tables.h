/* SPDX-License-Identifier: Apache-2.0 */
/** The plan of a decibel scale: what read_decibel_scale() reads. Host only. */
#ifndef IMPULSE_DSP_DECIBEL_SCALE_TABLES_H
#define IMPULSE_DSP_DECIBEL_SCALE_TABLES_H

#include "impulse/plan_writer.h"

namespace impulse {

/** From `noiseFloor` in dB, below 12, and `scale`: `decibel`, or `unit` for 0 at the floor and 1 at 12 dB. */
int32_t write_decibel_scale(impulse_plan_writer *out, const Params &params);

/** The same for decibel_scale_q15.h. */
int32_t write_decibel_scale_q15(impulse_plan_writer *out, const Params &params);

}  // namespace impulse

#endif
