/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/host_math.h"
#include "dsp/real_fft_tables.h"

namespace impulse {

int32_t check_fft_length(impulse_plan_writer *out, int32_t length, int32_t *log2_length) {
  if (length < 4 || length > 8192 || (length & (length - 1)) != 0) {
    return refuse(out, "the FFT length is %d: use a power of two from 4 to 8192", (int)length);
  }
  *log2_length = 0;
  while (1 << *log2_length < length) ++*log2_length;
  return IMPULSE_OK;
}

int32_t write_real_fft(impulse_plan_writer *out, int32_t length) {
  int32_t log2_length = 0;
  const int32_t status = check_fft_length(out, length, &log2_length);
  if (status != IMPULSE_OK) return status;
  write_int(out, length);
  write_int(out, log2_length);
  for (int32_t i = 0; i <= length / 4; i++) write_int(out, fixed_of_f64(sin_turns_f64(i, length)));
  return IMPULSE_OK;
}

}  // namespace impulse
