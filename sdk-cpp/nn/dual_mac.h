// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DUAL_MAC_H
#define IMPULSE_NN_DUAL_MAC_H

#include "load_word.h"

namespace impulse_nn {

/// Two int16 in one word: `low | high << 16`.
typedef uint32_t int16_pair;

/// One half of a pair, with its sign.
inline int32_t low_half(int16_pair pair) { return static_cast<int16_t>(pair & 0xffffu); }
inline int32_t high_half(int16_pair pair) { return static_cast<int16_t>(pair >> 16); }

/// (low half of a, low half of b)
inline int16_pair pack_low(int16_pair a, int16_pair b) { return (a & 0xffffu) | (b << 16); }

/// (high half of a, high half of b)
inline int16_pair pack_high(int16_pair a, int16_pair b) { return (a >> 16) | (b & 0xffff0000u); }

/// Bytes 0 and 2 of a word as two int16.
inline int16_pair widen_even(uint32_t word) {
  return pack_low(static_cast<uint32_t>(static_cast<int8_t>(word & 0xffu)), static_cast<uint32_t>(static_cast<int8_t>((word >> 16) & 0xffu)));
}

/// Bytes 1 and 3 of a word as two int16.
inline int16_pair widen_odd(uint32_t word) { return widen_even(word >> 8); }

/// sum + low(a) * low(b) + high(a) * high(b)
inline int32_t dual_mac(int16_pair a, int16_pair b, int32_t sum) {
  return sum + low_half(a) * low_half(b) + high_half(a) * high_half(b);
}

/// sum + low(a) * high(b)
inline int32_t mac_low_high(int16_pair a, int16_pair b, int32_t sum) { return sum + low_half(a) * high_half(b); }

/// Both halves of a and b added; each sum wraps.
inline int16_pair add_halves(int16_pair a, int16_pair b) { return pack_low(a + b, (a >> 16) + (b >> 16)); }

/// Both halves of b taken from those of a; each difference wraps.
inline int16_pair subtract_halves(int16_pair a, int16_pair b) { return pack_low(a - b, (a >> 16) - (b >> 16)); }

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DUAL_MAC_H
