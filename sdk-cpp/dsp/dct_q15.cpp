/* SPDX-License-Identifier: Apache-2.0 */
#include "dsp/dct_q15.h"

#include "dsp/multiply_high.h"
#include "dsp/q15.h"

namespace impulse {

DctQ15 read_dct_q15(PlanReader *reader) {
  DctQ15 plan;
  plan.inputs = read_int(reader);
  plan.outputs = read_int(reader);
  plan.exponent = read_int(reader);
  plan.table = read_ints(reader, plan.outputs * ((plan.inputs + 1) / 2));
  return plan;
}

/* Sums of mirrored pairs to the front (for even coefficients), differences to the back (for odd ones) */
static void fold(int32_t *values, int32_t count) {
  for (int32_t i = 0; i < count / 2; i++) {
    const int32_t first = values[i];
    const int32_t last = values[count - 1 - i];
    values[i] = first + last;
    values[count - 1 - i] = first - last;
  }
}

void dct_q15(const DctQ15 &plan, int32_t *logarithms, float *out) {
  const int32_t half = plan.inputs / 2;
  const int32_t columns = (plan.inputs + 1) / 2;
  const int32_t *row = plan.table;
  fold(logarithms, plan.inputs);
  for (int32_t k = 0; k < plan.outputs; k++, row += columns) {
    const bool odd = (k & 1) != 0;
    const int32_t *value = odd ? logarithms + plan.inputs - 1 : logarithms;
    const int32_t direction = odd ? -1 : 1;
    const int32_t count = odd ? half : columns; /* the middle of an odd length counts for even coefficients only */
    int32_t sum = 0;
    for (int32_t i = 0; i < count; i++, value += direction) sum += multiply_high(*value, row[i]);
    store_int(sum, out + k);
  }
}

}  // namespace impulse
