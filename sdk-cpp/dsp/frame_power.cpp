/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/block_float.h"
#include "dsp/frame_power.h"
#include "dsp/multiply_high.h"
#include "dsp/power_spectrum.h"

namespace impulse {

FramePower read_frame_power(PlanReader *reader) {
  FramePower frame;
  frame.length = read_int(reader);
  frame.pre_emphasis = read_int(reader);
  frame.window = read_ints(reader, frame.length / 2 + 1);
  frame.fft = read_real_fft(reader);
  return frame;
}

static void emphasise(int32_t *values, int32_t count, int32_t factor) {
  int32_t before = values[0];
  for (int32_t i = 0; i < count; i++) {
    const int32_t value = values[i];
    values[i] = value - multiply_high(2 * before, factor);
    before = value;
  }
}

void frame_power(const FramePower &frame, const impulse_signal *signal, int32_t start, int32_t axis, float *power) {
  int32_t *values = (int32_t *)(void *)power;
  const int32_t exponent = read_block(signal, start, frame.length, axis, values);
  if (frame.pre_emphasis != 0) emphasise(values, frame.length, frame.pre_emphasis);
  apply_window(frame.window, values, frame.length, frame.length);
  for (int32_t i = frame.length; i < frame.fft.length; i++) values[i] = 0;
  power_spectrum(frame.fft, exponent + 1, values);
}

}  // namespace impulse
