// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_REDUCE_MIN_H
#define IMPULSE_NN_REDUCE_MIN_H

#include "reduce.h"

namespace impulse_nn {

/// REDUCE_MIN of any type, axes as in reduce.h; `highest`: no value is above.
template <class Op, class T>
inline void reduce_min(const T *input, T *output) {
  const T highest = Op::highest;
  reduce<Op>(input, highest, [](T least, T value) { return value < least ? value : least; }, [&output](T least) { *output++ = least; });
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_REDUCE_MIN_H
