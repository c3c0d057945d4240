// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_REDUCE_MAX_H
#define IMPULSE_NN_REDUCE_MAX_H

#include "reduce.h"

namespace impulse_nn {

/// REDUCE_MAX of any type, axes as in reduce.h; `lowest`: no value is below.
template <class Op, class T>
inline void reduce_max(const T *input, T *output) {
  const T lowest = Op::lowest;
  reduce<Op>(input, lowest, [](T most, T value) { return value > most ? value : most; }, [&output](T most) { *output++ = most; });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_REDUCE_MAX_H
