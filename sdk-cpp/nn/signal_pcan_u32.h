// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SIGNAL_PCAN_U32_H
#define IMPULSE_NN_SIGNAL_PCAN_U32_H

#include <stdint.h>
#include "signal_bits.h"

namespace impulse_nn {

/// A gain for a level of noise: of each power of two a parabola by three numbers of `table`.
/// @param table  [125]
inline int16_t signal_gain_of(uint32_t noise, const int16_t *table) {
  if (noise <= 2) return table[noise];
  const int32_t bits = bits_of_u32(noise);
  const int16_t *const parts = table + 4 * bits - 6;
  const uint32_t fraction = (bits < 11 ? noise << (11 - bits) : noise >> (bits - 11)) & 0x3ffu;
  const int32_t bend = (parts[2] * static_cast<int32_t>(fraction)) >> 5;
  const uint32_t slope = static_cast<uint32_t>(bend) + static_cast<uint32_t>(parts[1] * 32);
  const int32_t rise = static_cast<int32_t>(slope * fraction + (1u << 14)) >> 15;
  return static_cast<int16_t>(rise + parts[0]);
}

/// SignalPCAN: automatic gain by the estimate of noise, and a root-like curve: x^2 / 4 below 2, x - 1 from there on, of 12 bits behind the point to 6.
/// Works in place.
/// @param input  [elements]
/// @param noise  [elements]
/// @param table  [125]
template <class Op>
inline void signal_pcan_u32(const uint32_t *input, const uint32_t *noise, const int16_t *table, uint32_t *output) {
  for (int32_t i = 0; i < Op::elements; ++i) {
    const uint32_t gain = static_cast<uint32_t>(static_cast<int32_t>(signal_gain_of(noise[i], table)));
    const uint32_t ratio = static_cast<uint32_t>((static_cast<uint64_t>(input[i]) * gain) >> Op::snr_shift);
    output[i] = ratio < (2u << 12) ? (ratio * ratio) >> 20 : (ratio >> 6) - 64u;
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SIGNAL_PCAN_U32_H
