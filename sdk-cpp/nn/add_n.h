// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_ADD_N_H
#define IMPULSE_NN_ADD_N_H

#include "deterministic.h"

namespace impulse_nn {

/// What the inputs have at one place.
template <class T>
inline T sum_at(int32_t, T sum) {
  return sum;
}

/// The same for one input and more: in the order of the inputs.
template <class T, class First, class... Rest>
inline T sum_at(int32_t at, T sum, const First *input, const Rest *...rest) {
  return sum_at(at, static_cast<T>(sum + input[at]), rest...);
}

/// ADD_N: the sum of any number of inputs of one shape. Works in place on the first.
template <class Op, class T, class... Inputs>
inline void add_n(T *output, const Inputs *...inputs) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = sum_at(i, T(), inputs...);
}

/// The same on int32, modulo 2^32.
template <class Op, class... Inputs>
inline void add_n(int32_t *output, const Inputs *...inputs) {
  for (int32_t i = 0; i < Op::elements; ++i) output[i] = static_cast<int32_t>(sum_at(i, static_cast<uint32_t>(0), inputs...));
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_ADD_N_H
