// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SLIDE_COLUMNS_H
#define IMPULSE_NN_SLIDE_COLUMNS_H

#include <stdint.h>
#include <string.h>

#include "placement.h"

namespace impulse_nn {

/// Copies towards lower addresses, or between two places: whole words where all sizes are such. memmove() of small C libraries goes byte
/// by byte.
template <bool in_words, class T>
inline void copy_down(const T *from, int32_t count, T *to) {
  if (in_words) {
#if defined(__GNUC__)
    const unsigned char *source = static_cast<const unsigned char *>(__builtin_assume_aligned(from, 4));
    unsigned char *target = static_cast<unsigned char *>(__builtin_assume_aligned(to, 4));
#else
    const unsigned char *source = reinterpret_cast<const unsigned char *>(from);
    unsigned char *target = reinterpret_cast<unsigned char *>(to);
#endif
    int32_t bytes = count * static_cast<int32_t>(sizeof(T));
    for (; bytes >= 16; bytes -= 16, source += 16, target += 16) {
      uint32_t words[4];
      memcpy(words, source, 16);
      memcpy(target, words, 16);
    }
    for (; bytes > 0; bytes -= 4, source += 4, target += 4) {
      uint32_t word;
      memcpy(&word, source, 4);
      memcpy(target, &word, 4);
    }
  } else {
    memmove(to, from, static_cast<size_t>(count) * sizeof(T));
  }
}

/// Moves what is kept of each row to the front by `shift` elements and puts the newest elements behind it.
/// @param newest   [rows, newest_size]
/// @param columns  [rows, row_size], kept from one run to the next
template <class Op, class T>
IMPULSE_KERNEL void slide_columns(const T *newest, T *columns) {
  for (int32_t row = 0; row < Op::rows; ++row, columns += Op::row_size, newest += Op::newest_size) {
    copy_down<Op::in_words != 0>(columns + Op::kept_from + Op::shift, Op::kept_size, columns + Op::kept_from);
    copy_down<Op::in_words != 0>(newest, Op::newest_size, columns + (Op::row_size - Op::newest_size));
  }
}

/// The same, where the first elements of each row are computed anew in each run.
/// @param front    [rows, front_size]
template <class Op, class T>
IMPULSE_KERNEL void slide_columns(const T *front, const T *newest, T *columns) {
  slide_columns<Op>(newest, columns);
  for (int32_t row = 0; row < Op::rows; ++row, columns += Op::row_size, front += Op::front_size) {
    copy_down<Op::in_words != 0>(front, Op::front_size, columns);
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SLIDE_COLUMNS_H
