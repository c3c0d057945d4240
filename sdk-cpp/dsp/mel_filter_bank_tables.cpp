/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/host_math.h"
#include "dsp/mel_filter_bank_tables.h"
#include "dsp/q15_tables.h"

namespace impulse {

/* Frequency of edge i in 0..filters + 1; ln instead of log10 only scales the mel axis */
static double edge_hz(int32_t i, int32_t filters, double low_hz, double high_hz) {
  const double low = log_f64(1.0 + low_hz / 700.0);
  const double high = log_f64(1.0 + high_hz / 700.0);
  return 700.0 * (exp_f64(low + (high - low) * i / (filters + 1)) - 1.0);
}

namespace {

struct Layout {
  int32_t filters;
  double low_hz, high_hz;
  double bin_hz;
  int32_t bins;

  double edge(int32_t i) const { return edge_hz(i, filters, low_hz, high_hz); }

  /* The first bin that is not below edge i, from `bin` on */
  int32_t bin_of_edge(int32_t i, int32_t bin) const {
    while (bin < bins && bin * bin_hz < edge(i)) bin++;
    return bin;
  }

  /* Calls `write` with the weight of the rising side for each bin between the first edge and the last. */
  template <class Write>
  void each_weight(Write write) const {
    int32_t bin = bin_of_edge(0, 0);
    for (int32_t i = 0; i <= filters; i++) {
      for (; bin < bins && bin * bin_hz < edge(i + 1); bin++) write((bin * bin_hz - edge(i)) / (edge(i + 1) - edge(i)));
    }
  }
};

int32_t lay_out(impulse_plan_writer *out, const Params &params, int32_t filters, double frequency_hz, int32_t fft_length, Layout *layout) {
  const double low_hz = param_number(params, "lowFrequency", 0.0);
  const double given_high_hz = param_number(params, "highFrequency", 0.0);
  const double high_hz = given_high_hz > 0.0 ? given_high_hz : frequency_hz / 2.0;
  if (filters < 1 || filters > 256) return refuse(out, "%d filters: use 1 to 256", (int)filters);
  if (!(low_hz >= 0.0 && low_hz < high_hz)) return refuse(out, "lowFrequency %g Hz is not below highFrequency %g Hz", low_hz, high_hz);
  if (high_hz > frequency_hz / 2.0) {
    return refuse(out, "highFrequency %g Hz is above half the sampling frequency, %g Hz", high_hz, frequency_hz / 2.0);
  }
  *layout = {filters, low_hz, high_hz, frequency_hz / fft_length, fft_length / 2 + 1};
  return IMPULSE_OK;
}

void write_edges(impulse_plan_writer *out, const Layout &layout) {
  int32_t bin = 0;
  write_int(out, layout.filters);
  for (int32_t i = 0; i < layout.filters + 2; i++) {
    bin = layout.bin_of_edge(i, bin);
    write_int(out, bin);
  }
}

}  // namespace

int32_t write_mel_filter_bank(impulse_plan_writer *out, const Params &params, int32_t filters, double frequency_hz, int32_t fft_length) {
  Layout layout;
  const int32_t status = lay_out(out, params, filters, frequency_hz, fft_length, &layout);
  if (status != IMPULSE_OK) return status;
  write_edges(out, layout);
  layout.each_weight([out](double weight) { write_float(out, (float)weight); });
  return IMPULSE_OK;
}

int32_t write_mel_filter_bank_q15(impulse_plan_writer *out, const Params &params, int32_t filters, double frequency_hz,
                                  int32_t fft_length) {
  Layout layout;
  const int32_t status = lay_out(out, params, filters, frequency_hz, fft_length, &layout);
  if (status != IMPULSE_OK) return status;
  write_edges(out, layout);
  WordWriter words = begin_words(out);
  layout.each_weight([&words](double weight) { write_half(&words, weight_of_f64(weight)); });
  finish_words(&words);
  return IMPULSE_OK;
}

}  // namespace impulse
