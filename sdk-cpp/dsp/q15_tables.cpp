/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/host_math.h"
#include "dsp/log2_fixed.h"
#include "dsp/q15.h"
#include "dsp/q15_tables.h"

namespace impulse {

static const double kLn2 = 0.693147180559945309417;

bool choose_q15(impulse_plan_writer *out, const Params &params, const char *functions) {
  if (!param_is(params, "arithmetic", "q15")) return false;
  snprintf(out->functions, sizeof out->functions, "%s", functions);
  return true;
}

WordWriter begin_words(impulse_plan_writer *out) {
  const WordWriter writer = {out, 0, false};
  return writer;
}

void write_half(WordWriter *writer, int32_t value) {
  if (writer->has_first) write_int(writer->out, pack_q15(writer->first, value));
  writer->first = value;
  writer->has_first = !writer->has_first;
}

void finish_words(WordWriter *writer) {
  if (writer->has_first) write_half(writer, 0);
}

int32_t q15_of_f64(double x) {
  const int32_t value = weight_of_f64(x);
  return value > 32767 ? 32767 : value;
}

int32_t weight_of_f64(double x) { return (int32_t)floor(x * 32768.0 + 0.5); }

int32_t log2_fixed_of_f64(double x) { return (int32_t)floor(log_f64(x) / kLn2 * (1 << kLog2Bits) + 0.5); }

ScaledFactor scaled_factor(double x) {
  ScaledFactor factor = {0, 0};
  if (!(x < 0.0 || x > 0.0)) return factor;
  double magnitude = x < 0.0 ? -x : x;
  for (; magnitude < 1073741824.0; magnitude *= 2.0) factor.exponent--;
  for (; magnitude >= 2147483647.5; magnitude /= 2.0) factor.exponent++;
  const double rounded = floor(magnitude + 0.5);
  factor.mantissa = (int32_t)(x < 0.0 ? -rounded : rounded);
  return factor;
}

}  // namespace impulse
