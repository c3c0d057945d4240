/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/sorted.h"

namespace impulse {

/* Shell's method: short, in place, and without the recursion that a small stack cannot hold. */
void sort_values(float *values, int32_t count) {
  int32_t gap = 1;
  while (gap < count / 3) gap = 3 * gap + 1;
  for (; gap > 0; gap /= 3) {
    for (int32_t i = gap; i < count; i++) {
      const float value = values[i];
      int32_t place = i;
      for (; place >= gap && values[place - gap] > value; place -= gap) values[place] = values[place - gap];
      values[place] = value;
    }
  }
}

float percentile_of_sorted(const float *values, int32_t count, int32_t percent) {
  const int32_t hundredths = percent * (count - 1);
  const int32_t place = hundredths / 100;
  const float share = (float)(hundredths % 100) / 100.0f;
  const float low = values[place];
  return share > 0.0f ? low + (values[place + 1] - low) * share : low;
}

}  // namespace impulse
