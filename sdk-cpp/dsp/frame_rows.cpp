/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/frame_rows.h"
#include "dsp/frame_stream.h"
#include "dsp/signal.h"
#include "impulse/status.h"

namespace impulse {

FrameRows read_frame_rows(PlanReader *reader) {
  FrameRows rows;
  rows.window_length = read_int(reader);
  rows.window_stride = read_int(reader);
  rows.axes = read_int(reader);
  rows.frame_length = read_int(reader);
  rows.frame_stride = read_int(reader);
  rows.frames = read_int(reader);
  rows.columns = read_int(reader);
  return rows;
}

int32_t extract_rows(const FrameRows &rows, RowOfFrame row_of_frame, const void *block, const impulse_signal *signal, float *scratch,
                     float *features) {
  const int32_t status = check_signal(signal, rows.window_length, rows.axes);
  if (status != IMPULSE_OK) return status;
  for (int32_t frame = 0; frame < rows.frames; frame++) {
    row_of_frame(block, signal, frame * rows.frame_stride, scratch, features + frame * rows.columns);
  }
  return IMPULSE_OK;
}

namespace {

int32_t least(int32_t a, int32_t b) { return a < b ? a : b; }

/* Takes up to `count` time steps of the slice into the frame that is being filled, or skips them between frames. */
int32_t take(const FrameRows &rows, FrameStream *stream, const impulse_signal *slice, int32_t step, int32_t count) {
  if (stream->skip > 0) {
    const int32_t skipped = least(count, stream->skip);
    stream->skip -= skipped;
    return skipped;
  }
  const int32_t taken = least(count, rows.frame_length - stream->filled);
  float *out = frame_of(stream) + stream->filled * rows.axes;
  for (int32_t i = 0; i < taken; i++) {
    for (int32_t axis = 0; axis < rows.axes; axis++) *out++ = signal_value(slice, step + i, axis);
  }
  stream->filled += taken;
  return taken;
}

/* Computes the row of the full frame and keeps what the next frame shares with it. */
void finish_frame(const FrameRows &rows, FrameStream *stream, RowOfFrame row_of_frame, const void *block, float *scratch) {
  float *frame = frame_of(stream);
  const impulse_signal signal = {frame, IMPULSE_FLOAT32, rows.frame_length, rows.axes, rows.axes, NULL};
  row_of_frame(block, &signal, 0, scratch, rows_of(stream, rows) + stream->next_row * rows.columns);
  stream->next_row = stream->next_row + 1 == rows.frames ? 0 : stream->next_row + 1;
  const int32_t kept = rows.frame_length > rows.frame_stride ? rows.frame_length - rows.frame_stride : 0;
  memmove(frame, frame + (rows.frame_length - kept) * rows.axes, (size_t)(kept * rows.axes) * sizeof(float));
  stream->filled = kept;
  stream->skip = kept > 0 ? 0 : rows.frame_stride - rows.frame_length;
}

/* The ring of rows, oldest first. */
void copy_rows(const FrameRows &rows, FrameStream *stream, float *features) {
  const float *ring = rows_of(stream, rows);
  const int32_t count = rows.frames * rows.columns;
  const int32_t oldest = stream->next_row * rows.columns;
  for (int32_t i = oldest; i < count; i++) *features++ = ring[i];
  for (int32_t i = 0; i < oldest; i++) *features++ = ring[i];
}

}  // namespace

int32_t slice_rows(const FrameRows &rows, RowOfFrame row_of_frame, const void *block, const impulse_signal *slice, float *scratch,
                   void *state, float *features) {
  FrameStream *stream = (FrameStream *)state;
  if (slice->length > rows.window_stride) return IMPULSE_BAD_SIGNAL;
  int32_t status = check_signal(slice, slice->length, rows.axes);
  if (status != IMPULSE_OK) return status;
  if (stream->until_window == 0) stream->until_window = rows.window_length; /* the very first slice */
  status = IMPULSE_PENDING;
  for (int32_t step = 0; step < slice->length;) {
    const int32_t taken = take(rows, stream, slice, step, least(slice->length - step, stream->until_window));
    if (stream->filled == rows.frame_length) finish_frame(rows, stream, row_of_frame, block, scratch);
    step += taken;
    stream->until_window -= taken;
    if (stream->until_window > 0) continue;
    copy_rows(rows, stream, features);
    status = IMPULSE_OK;
    stream->until_window = rows.window_stride;
  }
  return status;
}

}  // namespace impulse
