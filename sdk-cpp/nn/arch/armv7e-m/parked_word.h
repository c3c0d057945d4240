// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_PARKED_WORD_H
#define IMPULSE_NN_PARKED_WORD_H

#include <stdint.h>

namespace impulse_nn {

#if defined(__ARM_FP)

/// A loop constant in a register of the FPU, which is nearer than memory. `volatile` keeps the compiler from fetching it once for all.
class parked_word {
 public:
  explicit parked_word(int32_t value) { __asm__("vmov %0, %1" : "=t"(value_) : "r"(value)); }
  int32_t fetch() const {
    int32_t value;
    __asm__ volatile("vmov %0, %1" : "=r"(value) : "t"(value_));
    return value;
  }

 private:
  float value_;
};

#else

/// A loop constant; without an FPU the compiler decides where it waits.
class parked_word {
 public:
  explicit parked_word(int32_t value) : value_(value) {}
  int32_t fetch() const { return value_; }

 private:
  int32_t value_;
};

#endif

}  // namespace impulse_nn

#endif  // IMPULSE_NN_PARKED_WORD_H
