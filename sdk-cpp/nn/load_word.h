// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_LOAD_WORD_H
#define IMPULSE_NN_LOAD_WORD_H

#include <stdint.h>
#include <string.h>

namespace impulse_nn {

/// Four bytes from any address.
inline uint32_t load_word(const void *bytes) {
  uint32_t word;
  memcpy(&word, bytes, sizeof word);
  return word;
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_LOAD_WORD_H
