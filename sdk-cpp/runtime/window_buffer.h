/* SPDX-License-Identifier: Apache-2.0 */
#ifndef IMPULSE_RUNTIME_WINDOW_BUFFER_H
#define IMPULSE_RUNTIME_WINDOW_BUFFER_H

#include <stddef.h>
#include <stdint.h>

namespace impulse {

/** The last window of a stream. Whole windows come out in order, every `stride_bytes`; a stride longer than the window skips samples. */
struct WindowBuffer {
  uint8_t *bytes; /* window_bytes of it */
  size_t window_bytes;
  size_t stride_bytes;
  size_t filled;
  size_t skip; /* still to be dropped before the next window begins */
};

/** Takes from `values` what the window still needs and returns how many bytes that was: call again with the rest. */
size_t push_bytes(WindowBuffer *buffer, const uint8_t *values, size_t count);

inline bool is_whole(const WindowBuffer &buffer) { return buffer.filled == buffer.window_bytes; }

/** Makes room for the next window once the whole one has been used. */
void advance_window(WindowBuffer *buffer);

}  // namespace impulse

#endif
