/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/butterworth.h"

namespace impulse {

Butterworth read_butterworth(PlanReader *reader) {
  Butterworth filter;
  filter.kind = read_int(reader);
  filter.pairs = read_int(reader);
  filter.single = read_int(reader);
  filter.tables = read_floats(reader, 4 * filter.pairs + filter.single);
  return filter;
}

static void second_order(const float *table, bool high_pass, float *values, int32_t count) {
  const float damping = table[0], a1 = table[1], a2 = table[2], a3 = table[3];
  float state_1 = 0.0f;
  float state_2 = 0.0f;
  for (int32_t i = 0; i < count; i++) {
    const float in = values[i];
    const float rest = in - state_2;
    const float band = a1 * state_1 + a2 * rest;
    const float low = state_2 + a2 * state_1 + a3 * rest;
    state_1 = 2.0f * band - state_1;
    state_2 = 2.0f * low - state_2;
    values[i] = high_pass ? in - damping * band - low : low;
  }
}

static void first_order(float gain, bool high_pass, float *values, int32_t count) {
  float state = 0.0f;
  for (int32_t i = 0; i < count; i++) {
    const float step = (values[i] - state) * gain;
    const float low = step + state;
    state = low + step;
    values[i] = high_pass ? values[i] - low : low;
  }
}

void butterworth(const Butterworth &filter, float *values, int32_t count) {
  const bool high_pass = filter.kind == FILTER_HIGH_PASS;
  for (int32_t i = 0; i < filter.pairs; i++) second_order(filter.tables + 4 * i, high_pass, values, count);
  if (filter.single) first_order(filter.tables[4 * filter.pairs], high_pass, values, count);
}

}  // namespace impulse
