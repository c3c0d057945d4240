/* SPDX-License-Identifier: Apache-2.0 */
/** Window functions in their periodic form, w[i] = w[length - i]: half of the values is stored. Host only: devices read the table. */
#ifndef IMPULSE_DSP_WINDOW_FUNCTION_H
#define IMPULSE_DSP_WINDOW_FUNCTION_H

#include "impulse/plan_writer.h"

namespace impulse {

/** `length / 2 + 1` values, times 2^31, of the window that a parameter names: hann, hamming, blackman or rectangular. */
int32_t write_window_function(impulse_plan_writer *out, const Params &params, const char *name, int32_t length);

/** The same for window_q15(): in 16 bits, two to a word. */
int32_t write_window_function_q15(impulse_plan_writer *out, const Params &params, const char *name, int32_t length);

}  // namespace impulse

#endif
