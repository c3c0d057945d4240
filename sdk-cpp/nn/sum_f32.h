// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SUM_F32_H
#define IMPULSE_NN_SUM_F32_H

#include "deterministic.h"
#include "reduce.h"

namespace impulse_nn {

/// SUM on float32, axes as in reduce.h.
template <class Op>
inline void sum_f32(const float *input, float *output) {
  reduce<Op>(input, 0.0f, [](float sum, float value) { return sum + value; }, [&output](float sum) { *output++ = sum; });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SUM_F32_H
