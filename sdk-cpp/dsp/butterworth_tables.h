/* SPDX-License-Identifier: Apache-2.0 */
/** The plan of a Butterworth filter: what read_butterworth() reads. Host only. */
#ifndef IMPULSE_DSP_BUTTERWORTH_TABLES_H
#define IMPULSE_DSP_BUTTERWORTH_TABLES_H

#include "dsp/butterworth.h"
#include "impulse/plan_writer.h"

namespace impulse {

/**
 * @param order   1..12; not read for FILTER_NONE
 * @param cutoff  frequency of half power as a share of the sampling frequency, above 0 and below 1/2
 */
int32_t write_butterworth(impulse_plan_writer *out, FilterKind kind, int32_t order, double cutoff);

/** The same for read_butterworth_fixed(); refuses cutoffs below 1/500, where integers of 32 bits stand still before the filter does. */
int32_t write_butterworth_fixed(impulse_plan_writer *out, FilterKind kind, int32_t order, double cutoff);

}  // namespace impulse

#endif
