/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/host_math.h"
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

}  // namespace

int32_t write_window_function(impulse_plan_writer *out, const Params &params, const char *name, int32_t length) {
  for (const CosineSum &window : kWindows) {
    if (!param_is(params, name, window.name)) continue;
    for (int32_t i = 0; i <= length / 2; i++) {
      const double value = window.a - window.b * cos_turns_f64(i, length) + window.c * cos_turns_f64(2 * (int64_t)i, length);
      write_int(out, fixed_of_f64(value));
    }
    return IMPULSE_OK;
  }
  return refuse(out, "%s: use hann, hamming, blackman or rectangular", name);
}

}  // namespace impulse
