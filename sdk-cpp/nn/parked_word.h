// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_PARKED_WORD_H
#define IMPULSE_NN_PARKED_WORD_H

#include <stdint.h>

namespace impulse_nn {

/// A loop constant that may leave the core's registers: where there is an FPU, its registers are nearer than memory.
class parked_word {
 public:
  explicit parked_word(int32_t value) : value_(value) {}
  int32_t fetch() const { return value_; }

 private:
  int32_t value_;
};

}  // namespace impulse_nn

#endif  // IMPULSE_NN_PARKED_WORD_H
