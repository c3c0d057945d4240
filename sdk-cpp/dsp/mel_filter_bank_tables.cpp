/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/host_math.h"
#include "dsp/mel_filter_bank_tables.h"

namespace impulse {

/* Frequency of edge i in 0..filters + 1; ln instead of log10 only scales the mel axis */
static double edge_hz(int32_t i, int32_t filters, double low_hz, double high_hz) {
  const double low = log_f64(1.0 + low_hz / 700.0);
  const double high = log_f64(1.0 + high_hz / 700.0);
  return 700.0 * (exp_f64(low + (high - low) * i / (filters + 1)) - 1.0);
}

int32_t write_mel_filter_bank(impulse_plan_writer *out, const Params &params, int32_t filters, double frequency_hz, int32_t fft_length) {
  const double low_hz = param_number(params, "lowFrequency", 0.0);
  const double given_high_hz = param_number(params, "highFrequency", 0.0);
  const double high_hz = given_high_hz > 0.0 ? given_high_hz : frequency_hz / 2.0;
  if (filters < 1 || filters > 256) return refuse(out, "%d filters: use 1 to 256", (int)filters);
  if (!(low_hz >= 0.0 && low_hz < high_hz)) return refuse(out, "lowFrequency %g Hz is not below highFrequency %g Hz", low_hz, high_hz);
  if (high_hz > frequency_hz / 2.0) {
    return refuse(out, "highFrequency %g Hz is above half the sampling frequency, %g Hz", high_hz, frequency_hz / 2.0);
  }
  const double bin_hz = frequency_hz / fft_length;
  const int32_t bins = fft_length / 2 + 1;
  int32_t bin = 0;
  write_int(out, filters);
  for (int32_t i = 0; i < filters + 2; i++) {
    const double edge = edge_hz(i, filters, low_hz, high_hz);
    const double next = edge_hz(i + 1, filters, low_hz, high_hz);
    while (bin < bins && bin * bin_hz < edge) bin++;
    write_int(out, bin);
    if (i > filters) break;
    for (int32_t k = bin; k < bins && k * bin_hz < next; k++) write_float(out, (float)((k * bin_hz - edge) / (next - edge)));
  }
  return IMPULSE_OK;
}

}  // namespace impulse
