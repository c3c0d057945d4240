// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_MEAN_F32_H
#define IMPULSE_NN_MEAN_F32_H

#include "deterministic.h"
#include "reduce.h"

namespace impulse_nn {

/// MEAN on float32, axes as in reduce.h.
template <class Op>
inline void mean_f32(const float *input, float *output) {
  const float count = static_cast<float>(reduced_count<Op>());
  reduce<Op>(input, 0.0f, [](float sum, float value) { return sum + value; }, [&output, count](float sum) { *output++ = sum / count; });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_MEAN_F32_H
