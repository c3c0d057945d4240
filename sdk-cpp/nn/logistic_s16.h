// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_LOGISTIC_S16_H
#define IMPULSE_NN_LOGISTIC_S16_H

#include "sigmoid_s16.h"

namespace impulse_nn {

/// LOGISTIC on int16: output scale 2^-15. Works in place.
template <class Op>
inline void logistic_s16(const int16_t *input, SigmoidTable table, int16_t *output) {
  for (int32_t i = 0; i < Op::elements; ++i) {
    output[i] = static_cast<int16_t>(sigmoid_s16(table, input[i], Op::multiplier, Op::right_shift));
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_LOGISTIC_S16_H
