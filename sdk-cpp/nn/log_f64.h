// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_LOG_F64_H
#define IMPULSE_NN_LOG_F64_H

#include "deterministic.h"

namespace impulse_nn {

/// Natural logarithm in double, by + * and / alone: the same on every core, error below 2^-50.
/// @param x  finite and at least the smallest normal double
inline double log_f64(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  // x = 2^exponent * m with m in [sqrt(1/2), sqrt(2))
  const uint64_t root = UINT64_C(0x3fe6a09e667f3bcd);
  const int64_t offset = static_cast<int64_t>(bits - root);
  const int64_t exponent = offset >> 52;
  const uint64_t scaled = root + (static_cast<uint64_t>(offset) & UINT64_C(0x000fffffffffffff));
  double m;
  memcpy(&m, &scaled, sizeof m);
  // log(m) = 2 atanh(s) with s = (m - 1) / (m + 1), at most 0.1716: s^24 / 25 is below 2^-65
  const double s = (m - 1.0) / (m + 1.0);
  const double z = s * s;
  double sum = 0.0;
  for (int32_t n = 23; n > 0; n -= 2) sum = sum * z + 1.0 / n;
  const double whole = static_cast<double>(exponent);
  return whole * 0.693147180369123816490 + (2.0 * s * sum + whole * 1.90821492927058770002e-10);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_LOG_F64_H
