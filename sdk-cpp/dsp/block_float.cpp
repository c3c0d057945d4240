/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/block_float.h"

namespace impulse {

namespace {

/* Bits of the largest magnitude */
const int32_t kBits = 29;

/* Of all zeros, in either type: what rounding makes of them has no power that a float could hold */
const int32_t kExponentOfSilence = 1 - 150 - (kBits - 24);

/** `unit`: the exponent of 1 in the integers, whose values lie below 1. */
template <typename Integer>
int32_t read_integers(const Integer *in, int32_t unit, int32_t stride, int32_t count, int32_t *out) {
  int32_t magnitudes = 0; /* all of them, or-ed: as long as the largest */
  for (int32_t i = 0; i < count; i++, in += stride) {
    const int32_t value = *in;
    magnitudes |= value < 0 ? -value : value;
    out[i] = value;
  }
  if (magnitudes == 0) return kExponentOfSilence;
  const int32_t shift = kBits - 32 + __builtin_clz((uint32_t)magnitudes);
  for (int32_t i = 0; i < count; i++) out[i] = (int32_t)((uint32_t)out[i] << shift);
  return unit - shift;
}

/* The exponent of a float as it counts: denormals have that of the least normal number. */
int32_t exponent_of(uint32_t magnitude) {
  const int32_t exponent = (int32_t)(magnitude >> 23);
  return exponent > 0 ? exponent : 1;
}

int32_t fixed_of_float(uint32_t bits, int32_t largest_exponent) {
  const uint32_t magnitude = bits & 0x7fffffffu;
  const uint32_t mantissa = (magnitude & 0x007fffffu) | (magnitude >= 0x00800000u ? 0x00800000u : 0u);
  const int32_t down = largest_exponent - exponent_of(magnitude);
  const int32_t fixed = down > 31 ? 0 : (int32_t)((mantissa << (kBits - 24)) >> down);
  return (bits >> 31) != 0 ? -fixed : fixed;
}

int32_t read_float32(const float *in, int32_t stride, int32_t count, int32_t *out) {
  uint32_t largest = 0;
  for (int32_t i = 0; i < count; i++) {
    const uint32_t magnitude = bits_of_f32(in[i * stride]) & 0x7fffffffu;
    if (magnitude > largest) largest = magnitude;
  }
  const int32_t exponent = exponent_of(largest);
  for (int32_t i = 0; i < count; i++) out[i] = fixed_of_float(bits_of_f32(in[i * stride]), exponent);
  return exponent - 150 - (kBits - 24);
}

}  // namespace

int32_t read_block(const impulse_signal *signal, int32_t start, int32_t count, int32_t axis, int32_t *out) {
  const int32_t place = start * signal->stride + (signal->columns ? signal->columns[axis] : axis);
  const int32_t stride = signal->stride;
  if (signal->dtype == IMPULSE_INT16) return read_integers((const int16_t *)signal->values + place, -15, stride, count, out);
  if (signal->dtype == IMPULSE_UINT8) return read_integers((const uint8_t *)signal->values + place, -8, stride, count, out);
  return read_float32((const float *)signal->values + place, stride, count, out);
}

float float_of_fixed(uint64_t value, int32_t exponent) {
  if (value == 0) return 0.0f;
  const uint32_t high = (uint32_t)(value >> 32);
  const int32_t top = high != 0 ? 63 - __builtin_clz(high) : 31 - __builtin_clz((uint32_t)value);
  const int32_t field = top + exponent + 127;
  if (field < 1) return 0.0f;
  const uint32_t mantissa = top > 23 ? (uint32_t)(value >> (top - 23)) : (uint32_t)value << (23 - top);
  return f32_of_bits(((uint32_t)field << 23) | (mantissa & 0x007fffffu));
}

}  // namespace impulse
