/* SPDX-License-Identifier: Apache-2.0 */
#include "dsp/frame_power_q15.h"

#include "dsp/q15.h"
#include "dsp/scaled_values.h"

namespace impulse {

FramePowerQ15 read_frame_power_q15(PlanReader *reader) {
  FramePowerQ15 frame;
  frame.length = read_int(reader);
  frame.pre_emphasis = read_int(reader);
  frame.window = read_ints(reader, frame.length / 4 + 1);
  frame.fft = read_real_fft_q15(reader);
  return frame;
}

namespace {

/* From 29 bits to 15, and up by 15 again with the products */
const int32_t kDown = 14;

/* One axis of a frame, with pre-emphasis */
struct FrameReader {
  const FramePowerQ15 &frame;
  const impulse_signal *signal;
  int32_t start;
  int32_t axis;
  ValueScale scale;
  int32_t before;
};

/* Up to kChunk values from place `from` of the frame on, in order from 0 */
int32_t read_emphasised(FrameReader *reader, int32_t from, int32_t *out) {
  const int32_t left = reader->frame.length - from;
  const int32_t count = left < kChunk ? left : kChunk;
  read_scaled(reader->signal, reader->scale, reader->start + from, count, reader->axis, out);
  int32_t before = from == 0 ? out[0] >> kDown : reader->before;
  for (int32_t i = 0; i < count; i++) {
    const int32_t value = out[i] >> kDown;
    out[i] = value * (1 << 15) - before * reader->frame.pre_emphasis;
    before = value;
  }
  reader->before = before;
  return count;
}

uint32_t find_magnitudes(FrameReader *reader) {
  int32_t values[kChunk];
  int32_t magnitudes = 0;
  for (int32_t from = 0; from < reader->frame.length; from += kChunk) {
    const int32_t count = read_emphasised(reader, from, values);
    for (int32_t i = 0; i < count; i++) magnitudes |= values[i] < 0 ? -values[i] : values[i];
  }
  return (uint32_t)magnitudes;
}

void fade(FrameReader *reader, int32_t shift, int32_t *words) {
  const FramePowerQ15 &frame = reader->frame;
  int32_t values[kChunk];
  for (int32_t from = 0; from < frame.length; from += kChunk) {
    const int32_t count = read_emphasised(reader, from, values);
    for (int32_t i = 0; i < count; i++) {
      values[i] = rounded_right(rounded_right(values[i], shift) * window_q15(frame.window, frame.length, from + i), 15);
    }
    if (count & 1) values[count] = 0; /* the last value of a frame of odd length: a chunk is even */
    for (int32_t i = 0; i < count; i += 2) *words++ = pack_q15(values[i], values[i + 1]);
  }
}

}  // namespace

int32_t frame_power_q15(const FramePowerQ15 &frame, const impulse_signal *signal, int32_t start, int32_t axis, int32_t *words) {
  FrameReader reader = {frame, signal, start, axis, find_scale(signal, start, frame.length, axis), 0};
  const int32_t needed = shift_to_q15(find_magnitudes(&reader));
  const int32_t shift = needed > 0 ? needed : 0; /* what is shorter than 15 bits is silence, or nearly: values have come up by 15 */
  fade(&reader, shift, words);
  for (int32_t i = (frame.length + 1) / 2; i < frame.fft.length / 2; i++) words[i] = 0;
  return power_spectrum_q15(frame.fft, reader.scale.exponent + kDown - 15 + shift, words);
}

}  // namespace impulse
