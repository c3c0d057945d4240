/* SPDX-License-Identifier: Apache-2.0 */
#include "runtime/window_buffer.h"

#include <string.h>

namespace impulse {
namespace {

size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

}  // namespace

size_t push_bytes(WindowBuffer *buffer, const uint8_t *values, size_t count) {
  const size_t skipped = smaller(buffer->skip, count);
  buffer->skip -= skipped;
  const size_t taken = smaller(buffer->window_bytes - buffer->filled, count - skipped);
  memcpy(buffer->bytes + buffer->filled, values + skipped, taken);
  buffer->filled += taken;
  return skipped + taken;
}

void advance_window(WindowBuffer *buffer) {
  if (buffer->stride_bytes >= buffer->window_bytes) {
    buffer->skip = buffer->stride_bytes - buffer->window_bytes;
    buffer->filled = 0;
    return;
  }
  buffer->filled = buffer->window_bytes - buffer->stride_bytes;
  memmove(buffer->bytes, buffer->bytes + buffer->stride_bytes, buffer->filled);
}

}  // namespace impulse
