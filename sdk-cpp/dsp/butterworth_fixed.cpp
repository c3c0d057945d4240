/* SPDX-License-Identifier: Apache-2.0 */
#include "dsp/butterworth_fixed.h"

#include "dsp/multiply_high.h"
#include "dsp/q15.h"

namespace impulse {

ButterworthFixed read_butterworth_fixed(PlanReader *reader) {
  ButterworthFixed filter;
  filter.kind = read_int(reader);
  filter.pairs = read_int(reader);
  filter.single = read_int(reader);
  filter.tables = read_ints(reader, 2 * (4 * filter.pairs + filter.single));
  return filter;
}

/* Rounded: what was always cut off in one direction would add up in the integrators */
static int32_t times(int32_t value, const int32_t *factor) { return shifted_q15(multiply_high(value, factor[0]), factor[1]); }

int32_t filter_value(const ButterworthFixed &filter, ButterworthState *state, int32_t value) {
  const bool high_pass = filter.kind == FILTER_HIGH_PASS;
  const int32_t *table = filter.tables;
  int32_t *s = state->values;
  for (int32_t i = 0; i < filter.pairs; i++, table += 8, s += 2) {
    const int32_t rest = value - s[1];
    const int32_t step = times(s[0], table + 4);
    const int32_t band = times(s[0], table + 2) + times(rest, table + 4);
    const int32_t low = s[1] + step + times(rest, table + 6);
    s[0] = 2 * band - s[0];
    s[1] = 2 * low - s[1];
    value = high_pass ? value - times(band, table) - low : low;
  }
  if (!filter.single) return value;
  const int32_t step = times(value - *s, table);
  const int32_t low = step + *s;
  *s = low + step;
  return high_pass ? value - low : low;
}

}  // namespace impulse
