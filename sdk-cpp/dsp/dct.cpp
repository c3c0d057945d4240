/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/dct.h"

namespace impulse {

Dct read_dct(PlanReader *reader) {
  Dct plan;
  plan.inputs = read_int(reader);
  plan.outputs = read_int(reader);
  plan.table = read_floats(reader, plan.outputs * ((plan.inputs + 1) / 2));
  return plan;
}

/* Sums of mirrored pairs to the front (for even coefficients), differences to the back (for odd ones) */
static void fold(float *values, int32_t count) {
  for (int32_t i = 0; i < count / 2; i++) {
    const float first = values[i];
    const float last = values[count - 1 - i];
    values[i] = first + last;
    values[count - 1 - i] = first - last;
  }
}

void dct(const Dct &plan, float *values, float *out) {
  const int32_t half = plan.inputs / 2;
  const int32_t columns = (plan.inputs + 1) / 2;
  const float *row = plan.table;
  fold(values, plan.inputs);
  for (int32_t k = 0; k < plan.outputs; k++, row += columns) {
    const bool odd = (k & 1) != 0;
    const float *value = odd ? values + plan.inputs - 1 : values;
    const int32_t direction = odd ? -1 : 1;
    const int32_t count = odd ? half : columns; /* the middle of an odd length counts for even coefficients only */
    float sum = 0.0f;
    for (int32_t i = 0; i < count; i++, value += direction) sum += *value * row[i];
    out[k] = sum;
  }
}

}  // namespace impulse
