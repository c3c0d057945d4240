/* SPDX-License-Identifier: Apache-2.0 */
/** Plans of frame_rows.h and frame_power.h from the parameters that all frame-wise blocks share. Host only. */
#ifndef IMPULSE_DSP_FRAME_TABLES_H
#define IMPULSE_DSP_FRAME_TABLES_H

#include "dsp/frame_rows.h"
#include "impulse/plan_writer.h"

namespace impulse {

/**
 * Frame layout from `frameLength` and `frameStride` in ms; writes it, the shape {frames, columns} and the size of the stream's state.
 * @param columns  values of a row per axis
 */
int32_t write_frame_rows(impulse_plan_writer *out, const Params &params, const impulse_input *input, int32_t columns, FrameRows *rows);

/** Number of bins of the transform's input: `fftLength`, or the power of two that the frame fits in where it is 0. */
int32_t fft_length_of(const Params &params, int32_t frame_length);

/** Plan of frame_power() from `preEmphasis`, `frameWindow` and `fftLength`. */
int32_t write_frame_power(impulse_plan_writer *out, const Params &params, int32_t frame_length);

/** The same for frame_power_q15(). */
int32_t write_frame_power_q15(impulse_plan_writer *out, const Params &params, int32_t frame_length);

/** Time steps in a duration. */
int32_t steps_of_ms(double ms, double frequency_hz);

/** Bytes of `count` floats, aligned as plans want them. */
int32_t bytes_of_floats(int32_t count);

}  // namespace impulse

#endif
