/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/host_math.h"
#include "dsp/q15_tables.h"
#include "dsp/window_function.h"

namespace impulse {

namespace {

/* w[i] = a - b cos(2 pi i / length) + c cos(4 pi i / length) */
struct CosineSum {
  const char *name;
  double a, b, c;
};

const CosineSum kWindows[] = {
    {"hann", 0.5, 0.5, 0.0},
    {"hamming", 0.54, 0.46, 0.0},
    {"blackman", 0.42, 0.5, 0.08},
    {"rectangular", 1.0, 0.0, 0.0},
};

double value_at(const CosineSum &window, int32_t i, int32_t length) {
  return window.a - window.b * cos_turns_f64(i, length) + window.c * cos_turns_f64(2 * (int64_t)i, length);
}

/* NULL where the parameter names none */
const CosineSum *find_window(impulse_plan_writer *out, const Params &params, const char *name) {
  for (const CosineSum &window : kWindows) {
    if (param_is(params, name, window.name)) return &window;
  }
  refuse(out, "%s: use hann, hamming, blackman or rectangular", name);
  return NULL;
}

}  // namespace

int32_t write_window_function(impulse_plan_writer *out, const Params &params, const char *name, int32_t length) {
  const CosineSum *window = find_window(out, params, name);
  if (window == NULL) return IMPULSE_BAD_PARAMETER;
  for (int32_t i = 0; i <= length / 2; i++) write_int(out, fixed_of_f64(value_at(*window, i, length)));
  return IMPULSE_OK;
}

int32_t write_window_function_q15(impulse_plan_writer *out, const Params &params, const char *name, int32_t length) {
  const CosineSum *window = find_window(out, params, name);
  if (window == NULL) return IMPULSE_BAD_PARAMETER;
  WordWriter words = begin_words(out);
  for (int32_t i = 0; i <= length / 2; i++) write_half(&words, weight_of_f64(value_at(*window, i, length)));
  finish_words(&words);
  return IMPULSE_OK;
}

}  // namespace impulse
