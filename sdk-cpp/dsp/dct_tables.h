/* SPDX-License-Identifier: Apache-2.0 */
/** The plan of a cosine transform: what read_dct() reads. Host only. */
#ifndef IMPULSE_DSP_DCT_TABLES_H
#define IMPULSE_DSP_DCT_TABLES_H

#include "impulse/plan_writer.h"

namespace impulse {

/**
 * @param lifter  coefficient k is multiplied by 1 + lifter / 2 * sin(pi k / lifter), which lifts the small high ones; 0 = not
 */
int32_t write_dct(impulse_plan_writer *out, int32_t inputs, int32_t outputs, int32_t lifter);

/** The same for dct_q15(), which turns logarithms of 2 into natural ones as well; `exponent`: of its coefficients. */
int32_t write_dct_q15(impulse_plan_writer *out, int32_t inputs, int32_t outputs, int32_t lifter, int32_t *exponent);

}  // namespace impulse

#endif
