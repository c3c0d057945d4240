/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Features that are one row for each frame of a window, such as spectrograms: the loop over a whole window, and the same rows from a
 * stream, where each frame is computed once however many windows share it.
 */
#ifndef IMPULSE_DSP_FRAME_ROWS_H
#define IMPULSE_DSP_FRAME_ROWS_H

#include "impulse/plan_reader.h"

namespace impulse {

/** Sizes of a window and of its frames. */
struct FrameRows {
  int32_t window_length; /* all lengths and strides in time steps */
  int32_t window_stride; /* 0 = no continuous mode */
  int32_t axes;
  int32_t frame_length;
  int32_t frame_stride;
  int32_t frames;
  int32_t columns; /* values of a row, all axes */
};

/** Reads what write_frame_rows() wrote. */
FrameRows read_frame_rows(PlanReader *reader);

/** Computes the row of the frame that begins at time step `start`; `block` is the block's own plan. */
typedef void (*RowOfFrame)(const void *block, const impulse_signal *signal, int32_t start, float *scratch, float *row);

/** Writes [frames][columns] features of a whole window; returns a status. */
int32_t extract_rows(const FrameRows &rows, RowOfFrame row_of_frame, const void *block, const impulse_signal *signal, float *scratch,
                     float *features);

/** The same features from a stream; IMPULSE_PENDING until a window is whole. `state` is as large as the plan says, and zeroed at first. */
int32_t slice_rows(const FrameRows &rows, RowOfFrame row_of_frame, const void *block, const impulse_signal *slice, float *scratch,
                   void *state, float *features);

}  // namespace impulse

#endif
