// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_CUMSUM_F32_H
#define IMPULSE_NN_CUMSUM_F32_H

#include "deterministic.h"
#include "running_sums.h"

namespace impulse_nn {

/// CUMSUM on float32: sums along an axis up to each place, or with Op::exclusive up to the one before it; Op::reverse begins at the end.
/// Works in place.
/// @param input, output  [outer, axis_size, inner]
template <class Op>
inline void cumsum_f32(const float *input, float *output) {
  running_sums<Op>(
      input, output, 0.0f, [](float sum, float value) { return sum + value; }, [](float sum) { return sum; });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_CUMSUM_F32_H
