/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/frame_stream.h"
#include "dsp/frame_tables.h"
#include "dsp/host_math.h"
#include "dsp/q15_tables.h"
#include "dsp/real_fft_q15_tables.h"
#include "dsp/real_fft_tables.h"
#include "dsp/window_function.h"

namespace impulse {

int32_t steps_of_ms(double ms, double frequency_hz) {
  const double steps = floor(ms * frequency_hz / 1000.0 + 0.5);
  return steps >= 2147483647.0 ? 2147483647 : (int32_t)steps;
}

int32_t bytes_of_floats(int32_t count) { return (count * (int32_t)sizeof(float) + 7) / 8 * 8; }

int32_t write_frame_rows(impulse_plan_writer *out, const Params &params, const impulse_input *input, int32_t columns, FrameRows *rows) {
  const double length_ms = param_number(params, "frameLength", 0.0);
  const double stride_ms = param_number(params, "frameStride", 0.0);
  rows->window_length = input->length;
  rows->axes = input->axes;
  rows->frame_length = steps_of_ms(length_ms, input->frequency_hz);
  rows->frame_stride = steps_of_ms(stride_ms, input->frequency_hz);
  if (rows->frame_length < 2) return refuse(out, "frameLength %g ms is shorter than two time steps", length_ms);
  if (rows->frame_stride < 1) return refuse(out, "frameStride %g ms is shorter than one time step", stride_ms);
  if (rows->frame_length > input->length) {
    return refuse(out, "frameLength %g ms is longer than the window, %g ms", length_ms, input->length * 1000.0 / input->frequency_hz);
  }
  rows->frames = 1 + (input->length - rows->frame_length) / rows->frame_stride;
  rows->columns = columns * input->axes;
  /* windows can share frames only where they begin on the grid of frames */
  rows->window_stride = input->stride % rows->frame_stride == 0 ? input->stride : 0;
  const int32_t layout[] = {rows->window_length, rows->window_stride, rows->axes,   rows->frame_length,
                            rows->frame_stride,  rows->frames,        rows->columns};
  for (int32_t value : layout) write_int(out, value);
  write_shape(out, rows->frames, rows->columns);
  /* the rows of a stream: those at the end of a window are new in it, the others were computed for the window before */
  const int32_t hop = rows->window_stride / rows->frame_stride;
  if (hop > 0 && hop < rows->frames) out->hop_length = (hop - 1) * rows->frame_stride + rows->frame_length;
  out->state_bytes = rows->window_stride > 0 ? (frame_stream_bytes(*rows) + 7) / 8 * 8 : 0;
  return IMPULSE_OK;
}

int32_t fft_length_of(const Params &params, int32_t frame_length) {
  const int32_t given = (int32_t)param_number(params, "fftLength", 0.0);
  int32_t length = 4;
  while (length < frame_length && length <= INT32_MAX / 2) length *= 2;
  return given > 0 ? given : length;
}

static int32_t check_frame(impulse_plan_writer *out, int32_t fft_length, int32_t frame_length) {
  if (fft_length >= frame_length) return IMPULSE_OK;
  return refuse(out, "fftLength %d is shorter than a frame of %d time steps", (int)fft_length, (int)frame_length);
}

int32_t write_frame_power(impulse_plan_writer *out, const Params &params, int32_t frame_length) {
  const int32_t fft_length = fft_length_of(params, frame_length);
  int32_t status = check_frame(out, fft_length, frame_length);
  if (status != IMPULSE_OK) return status;
  write_int(out, frame_length);
  write_int(out, fixed_of_f64(param_number(params, "preEmphasis", 0.0)));
  status = write_window_function(out, params, "frameWindow", frame_length);
  return status != IMPULSE_OK ? status : write_real_fft(out, fft_length);
}

int32_t write_frame_power_q15(impulse_plan_writer *out, const Params &params, int32_t frame_length) {
  const int32_t fft_length = fft_length_of(params, frame_length);
  int32_t status = check_frame(out, fft_length, frame_length);
  if (status != IMPULSE_OK) return status;
  write_int(out, frame_length);
  write_int(out, q15_of_f64(param_number(params, "preEmphasis", 0.0)));
  status = write_window_function_q15(out, params, "frameWindow", frame_length);
  return status != IMPULSE_OK ? status : write_real_fft_q15(out, fft_length);
}

}  // namespace impulse
