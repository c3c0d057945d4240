/* SPDX-License-Identifier: Apache-2.0 */
#ifndef IMPULSE_DSP_SORTED_H
#define IMPULSE_DSP_SORTED_H

#include <stdint.h>

namespace impulse {

/** Sorts in place, smallest first. */
void sort_values(float *values, int32_t count);

/** Percentile of sorted values, 0..100, linear between neighbours. */
float percentile_of_sorted(const float *values, int32_t count, int32_t percent);

}  // namespace impulse

#endif
