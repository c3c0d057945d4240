/* SPDX-License-Identifier: Apache-2.0 */
/** State of slice_rows(): this head, then the frame that is being filled, then a ring of the last rows. All zero at first. */
#ifndef IMPULSE_DSP_FRAME_STREAM_H
#define IMPULSE_DSP_FRAME_STREAM_H

#include "dsp/frame_rows.h"

namespace impulse {

/** The head of the state. */
struct FrameStream {
  int32_t until_window; /* time steps that the next window still needs */
  int32_t skip;         /* time steps to pass over before the next frame */
  int32_t filled;       /* time steps of the frame that are there */
  int32_t next_row;     /* place of the next row in the ring: the oldest one */
};

/** Bytes of the whole state. */
static inline int32_t frame_stream_bytes(const FrameRows &rows) {
  return (int32_t)sizeof(FrameStream) + (rows.frame_length * rows.axes + rows.frames * rows.columns) * (int32_t)sizeof(float);
}

/** The frame that is being filled: [frame_length][axes]. */
static inline float *frame_of(FrameStream *stream) { return (float *)(void *)(stream + 1); }

/** The ring of rows: [frames][columns]. */
static inline float *rows_of(FrameStream *stream, const FrameRows &rows) { return frame_of(stream) + rows.frame_length * rows.axes; }

}  // namespace impulse

#endif
