/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/host_math.h"
#include "dsp/normalise_rows.h"
#include "dsp/normalise_rows_tables.h"

namespace impulse {

int32_t write_row_normalisation(impulse_plan_writer *out, const Params &params) {
  const int32_t window = (int32_t)param_number(params, "normalisationWindow", 0.0);
  if (window != 0 && (window < 3 || window % 2 == 0)) {
    return refuse(out, "normalisationWindow %d: use an odd number of frames from 3 on, or 0 for all", (int)window);
  }
  const bool variance = param_is(params, "normalisation", "mean-variance");
  const bool mean = variance || param_is(params, "normalisation", "mean");
  if (mean) out->hop_length = 0; /* each row depends on the others of its window */
  write_int(out, variance ? NORMALISE_MEAN_VARIANCE : mean ? NORMALISE_MEAN : NORMALISE_NOTHING);
  write_int(out, window == 0 ? -1 : window / 2);
  return IMPULSE_OK;
}

int32_t write_row_normalisation_q15(impulse_plan_writer *out, const Params &params, int32_t rows) {
  const int32_t window = (int32_t)param_number(params, "normalisationWindow", 0.0);
  const int32_t count = window == 0 ? rows : window;
  const int32_t status = write_row_normalisation(out, params);
  if (status != IMPULSE_OK) return status;
  int32_t log2_count = 0;
  while (1 << log2_count < count) log2_count++;
  write_int(out, log2_count);
  write_int(out, fixed_of_f64((double)(1 << log2_count) / count / 2.0));
  return IMPULSE_OK;
}

}  // namespace impulse
