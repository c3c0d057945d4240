/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/mirrored.h"
#include "dsp/wavelet.h"

namespace impulse {

Wavelet read_wavelet(PlanReader *reader) {
  Wavelet wavelet;
  wavelet.length = read_int(reader);
  wavelet.low = read_floats(reader, wavelet.length);
  return wavelet;
}

void wavelet_level(const Wavelet &wavelet, const float *values, int32_t count, float *slow, float *details) {
  const int32_t length = wavelet.length;
  const int32_t outputs = wavelet_outputs(length, count);
  for (int32_t k = 0; k < outputs; k++) {
    float low = 0.0f;
    float high = 0.0f;
    for (int32_t j = 0; j < length; j += 2) {
      const int32_t newest = 2 * k + 1 - j;
      const float value = values[mirrored(newest, count)];
      const float before = values[mirrored(newest - 1, count)];
      low += wavelet.low[j] * value + wavelet.low[j + 1] * before;
      high += wavelet.low[length - 2 - j] * before - wavelet.low[length - 1 - j] * value;
    }
    slow[k] = low;
    details[k] = high;
  }
}

}  // namespace impulse
