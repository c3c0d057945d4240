// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_LOAD_WORD_H
#define IMPULSE_NN_LOAD_WORD_H

#include <stdint.h>

namespace impulse_nn {

/// A word of which bytes are read and written elsewhere.
typedef uint32_t __attribute__((may_alias)) aliased_word;

/// Four bytes from any address, on cores that load a word from its own address only: there in one load, else byte by byte. Left to itself
/// the compiler calls memcpy().
inline uint32_t load_word(const void *bytes) {
  if ((reinterpret_cast<uintptr_t>(bytes) & 3) == 0) return *static_cast<const aliased_word *>(bytes);
  const uint8_t *const each = static_cast<const uint8_t *>(bytes);
  return each[0] | static_cast<uint32_t>(each[1]) << 8 | static_cast<uint32_t>(each[2]) << 16 | static_cast<uint32_t>(each[3]) << 24;
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_LOAD_WORD_H
