/* SPDX-License-Identifier: Apache-2.0 */
#include "dsp/piecewise_power_q15_tables.h"

#include "dsp/real_fft_q15_tables.h"
#include "dsp/window_function.h"

namespace impulse {

int32_t write_piecewise_power_q15(impulse_plan_writer *out, const Params &params) {
  const int32_t length = (int32_t)param_number(params, "fftLength", 16.0);
  write_int(out, param_number(params, "fftOverlap", 1.0) != 0.0 ? length / 2 : length);
  write_int(out, param_is(params, "fftCombine", "mean"));
  const int32_t status = write_real_fft_q15(out, length);
  return status != IMPULSE_OK ? status : write_window_function_q15(out, params, "fftWindow", length);
}

}  // namespace impulse
