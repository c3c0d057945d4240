/* SPDX-License-Identifier: Apache-2.0 */
#ifndef IMPULSE_DSP_MIRRORED_H
#define IMPULSE_DSP_MIRRORED_H

#include <stdint.h>

namespace impulse {

/** Index of the value that stands at place i when `count` values are mirrored at both ends, the end values twice, again and again. */
static inline int32_t mirrored(int32_t i, int32_t count) {
  const int32_t period = 2 * count;
  int32_t place = i < 0 ? i + period : i >= period ? i - period : i;
  if (place < 0 || place >= period) { /* far out: cores without a divider stay clear of it where they can */
    place = i % period;
    if (place < 0) place += period;
  }
  return place < count ? place : 2 * count - 1 - place;
}

}  // namespace impulse

#endif
