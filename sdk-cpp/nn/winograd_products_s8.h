// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_WINOGRAD_PRODUCTS_S8_H
#define IMPULSE_NN_WINOGRAD_PRODUCTS_S8_H

#include "placement.h"
#include "winograd_position_s8.h"

namespace impulse_nn {

/// Products of 4 tiles and 2 filters in Winograd's domain, summed over `depth` channels (a multiple of 4), and joined along the rows.
///
/// With M the sums of the positions of a row, in the order 1, 2, 0, 3, two numbers of each row are left: M0 + M1 + M2 and
/// M1 - M2 + M3 (the values make M3 with its sign turned). One chain of sums gives the first, and 2 M1 - (M1 + M2) begins the
/// second: nothing is added up twice.
/// @param filter  16 positions, for each two channels a word of filter a and one of filter b
/// @param values  16 positions, for each two channels a word of tiles 0, 1, 2, 3
/// @param joined  for each of the four rows the two numbers, each of them of 4 tiles times 2 filters: `[row][number][2 * tile + filter]`
template <int32_t depth>
IMPULSE_KERNEL void multiply_winograd_s8(const int16_pair *filter, const int16_pair *values, int32_t *joined) {
  for (int32_t row = 0; row < 4; ++row, filter += 4 * depth, values += 8 * depth) {
    int32_t *const left = joined + 16 * row, *const right = left + 8;
    for (int32_t i = 0; i < 8; ++i) left[i] = 0;
    multiply_position_s8(filter, values, depth, left);
    for (int32_t i = 0; i < 8; ++i) right[i] = 2 * left[i];
    multiply_position_s8(filter + depth, values + 2 * depth, depth, left);
    for (int32_t i = 0; i < 8; ++i) right[i] -= left[i];
    multiply_position_s8(filter + 2 * depth, values + 4 * depth, depth, left);
    multiply_position_s8(filter + 3 * depth, values + 6 * depth, depth, right);
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_WINOGRAD_PRODUCTS_S8_H
