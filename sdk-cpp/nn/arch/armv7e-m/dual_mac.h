// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DUAL_MAC_H
#define IMPULSE_NN_DUAL_MAC_H

#include <stdint.h>
#include <string.h>

namespace impulse_nn {

/// Two int16 in one word: `low | high << 16`.
typedef uint32_t int16_pair;

/// (low half of a, low half of b)
inline int16_pair pack_low(int16_pair a, int16_pair b) {
  int16_pair result;
  __asm__("pkhbt %0, %1, %2, lsl #16" : "=r"(result) : "r"(a), "r"(b));
  return result;
}

/// (high half of a, high half of b)
inline int16_pair pack_high(int16_pair a, int16_pair b) {
  int16_pair result;
  __asm__("pkhtb %0, %1, %2, asr #16" : "=r"(result) : "r"(b), "r"(a));
  return result;
}

/// Bytes 0 and 2 of a word as two int16.
inline int16_pair widen_even(uint32_t word) {
  int16_pair result;
  __asm__("sxtb16 %0, %1" : "=r"(result) : "r"(word));
  return result;
}

/// Bytes 1 and 3 of a word as two int16.
inline int16_pair widen_odd(uint32_t word) {
  int16_pair result;
  __asm__("sxtb16 %0, %1, ror #8" : "=r"(result) : "r"(word));
  return result;
}

/// sum + low(a) * low(b) + high(a) * high(b)
inline int32_t dual_mac(int16_pair a, int16_pair b, int32_t sum) {
  int32_t result;
  __asm__("smlad %0, %1, %2, %3" : "=r"(result) : "r"(a), "r"(b), "r"(sum));
  return result;
}

/// sum + low(a) * high(b)
inline int32_t mac_low_high(int16_pair a, int16_pair b, int32_t sum) {
  int32_t result;
  __asm__("smlabt %0, %1, %2, %3" : "=r"(result) : "r"(a), "r"(b), "r"(sum));
  return result;
}

/// Both halves of a and b added; each sum wraps.
inline int16_pair add_halves(int16_pair a, int16_pair b) {
  int16_pair result;
  __asm__("sadd16 %0, %1, %2" : "=r"(result) : "r"(a), "r"(b));
  return result;
}

/// Both halves of b taken from those of a; each difference wraps.
inline int16_pair subtract_halves(int16_pair a, int16_pair b) {
  int16_pair result;
  __asm__("ssub16 %0, %1, %2" : "=r"(result) : "r"(a), "r"(b));
  return result;
}

/// Four bytes from any address.
inline uint32_t load_word(const void *bytes) {
  uint32_t word;
  memcpy(&word, bytes, sizeof word);
  return word;
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DUAL_MAC_H
