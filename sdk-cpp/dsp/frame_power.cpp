/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/frame_power.h"
#include "dsp/signal.h"

namespace impulse {

FramePower read_frame_power(PlanReader *reader) {
  FramePower frame;
  frame.length = read_int(reader);
  frame.pre_emphasis = read_float(reader);
  frame.scale = read_float(reader);
  frame.window = read_floats(reader, frame.length / 2 + 1);
  frame.fft = read_real_fft(reader);
  return frame;
}

static void emphasise(float *values, int32_t count, float factor) {
  float before = values[0];
  for (int32_t i = 0; i < count; i++) {
    const float value = values[i];
    values[i] = value - factor * before;
    before = value;
  }
}

static void apply_window(const float *half_window, float *values, int32_t count) {
  const int32_t half = count / 2;
  for (int32_t i = 0; i <= half && i < count; i++) values[i] *= half_window[i];
  for (int32_t i = half + 1; i < count; i++) values[i] *= half_window[count - i];
}

void frame_power(const FramePower &frame, const impulse_signal *signal, int32_t start, int32_t axis, float *power) {
  read_axis(signal, start, frame.length, axis, power);
  if (frame.pre_emphasis != 0.0f) emphasise(power, frame.length, frame.pre_emphasis);
  apply_window(frame.window, power, frame.length);
  for (int32_t i = frame.length; i < frame.fft.length; i++) power[i] = 0.0f;
  real_fft(frame.fft, power);
  power_spectrum(frame.fft, frame.scale, power);
}

}  // namespace impulse
