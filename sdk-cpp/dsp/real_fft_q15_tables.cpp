/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/host_math.h"
#include "dsp/q15_tables.h"
#include "dsp/real_fft_q15_tables.h"
#include "dsp/real_fft_tables.h"

namespace impulse {

int32_t write_real_fft_q15(impulse_plan_writer *out, int32_t length) {
  int32_t log2_length = 0;
  const int32_t status = check_fft_length(out, length, &log2_length);
  if (status != IMPULSE_OK) return status;
  write_int(out, length);
  write_int(out, log2_length);
  WordWriter words = begin_words(out);
  for (int32_t i = 0; i < length / 4; i++) {
    write_half(&words, q15_of_f64(cos_turns_f64(i, length)));
    write_half(&words, q15_of_f64(sin_turns_f64(i, length)));
  }
  return IMPULSE_OK;
}

}  // namespace impulse
