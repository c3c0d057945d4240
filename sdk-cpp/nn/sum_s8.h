// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SUM_S8_H
#define IMPULSE_NN_SUM_S8_H

#include "mean_s8.h"

namespace impulse_nn {

/// SUM on int8, axes as in reduce.h; multiplier and shift bring the sum to the output's scale. MEAN is the same with a smaller multiplier.
template <class Op>
inline void sum_s8(const int8_t *input, int8_t *output) { mean_s8<Op>(input, output); }

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SUM_S8_H
