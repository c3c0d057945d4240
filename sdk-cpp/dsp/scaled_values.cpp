/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/scaled_values.h"

namespace impulse {

namespace {

/* Bits of the largest magnitude */
const int32_t kBits = 29;

/* Of all zeros, in either type */
const int32_t kExponentOfSilence = 1 - 150 - (kBits - 24);

int32_t first_place(const impulse_signal *signal, int32_t start, int32_t axis) {
  return start * signal->stride + (signal->columns ? signal->columns[axis] : axis);
}

/* `unit`: the exponent of 1 in the integers, whose values lie below 1 */
template <typename Integer>
ValueScale find_in_integers(const Integer *in, int32_t unit, int32_t stride, int32_t count) {
  int32_t magnitudes = 0; /* all of them, or-ed: as long as the largest */
  for (int32_t i = 0; i < count; i++, in += stride) magnitudes |= *in < 0 ? -*in : *in;
  ValueScale scale = {kExponentOfSilence, 0};
  if (magnitudes == 0) return scale;
  scale.largest = kBits - 32 + __builtin_clz((uint32_t)magnitudes);
  scale.exponent = unit - scale.largest;
  return scale;
}

ValueScale find_in_floats(const float *in, int32_t stride, int32_t count) {
  uint32_t largest = 0;
  for (int32_t i = 0; i < count; i++, in += stride) {
    const uint32_t doubled = bits_of_f32(*in) << 1; /* without the sign */
    if (doubled > largest) largest = doubled;
  }
  const int32_t field = (int32_t)(largest >> 24);
  const int32_t exponent = field > 0 ? field : 1; /* denormals have that of the least normal number */
  const ValueScale scale = {exponent - 150 - (kBits - 24), exponent};
  return scale;
}

int32_t fixed_of_float(uint32_t bits, int32_t largest) {
  const int32_t field = (int32_t)((bits >> 23) & 0xff);
  const uint32_t implied = field > 0 ? 0x80000000u : 0u;
  const int32_t down = 32 - kBits + largest - (field > 0 ? field : 1);
  if (down > 31) return 0;
  const uint32_t magnitude = (((bits << 8) & 0x7fffffffu) | implied) >> down;
  const uint32_t sign = (uint32_t)((int32_t)bits >> 31); /* 0, or all ones: negates in two's complement */
  return (int32_t)((magnitude ^ sign) - sign);
}

template <typename Integer>
void read_integers(const Integer *in, int32_t shift, int32_t stride, int32_t count, int32_t *out) {
  for (int32_t i = 0; i < count; i++, in += stride) out[i] = (int32_t)((uint32_t)(int32_t)*in << shift);
}

}  // namespace

ValueScale find_scale(const impulse_signal *signal, int32_t start, int32_t count, int32_t axis) {
  const int32_t place = first_place(signal, start, axis);
  if (signal->dtype == IMPULSE_INT16) return find_in_integers((const int16_t *)signal->values + place, -15, signal->stride, count);
  if (signal->dtype == IMPULSE_UINT8) return find_in_integers((const uint8_t *)signal->values + place, -8, signal->stride, count);
  return find_in_floats((const float *)signal->values + place, signal->stride, count);
}

void read_scaled(const impulse_signal *signal, const ValueScale &scale, int32_t start, int32_t count, int32_t axis, int32_t *out) {
  const int32_t place = first_place(signal, start, axis);
  const int32_t stride = signal->stride;
  if (signal->dtype == IMPULSE_INT16) return read_integers((const int16_t *)signal->values + place, scale.largest, stride, count, out);
  if (signal->dtype == IMPULSE_UINT8) return read_integers((const uint8_t *)signal->values + place, scale.largest, stride, count, out);
  const float *in = (const float *)signal->values + place;
  for (int32_t i = 0; i < count; i++, in += stride) out[i] = fixed_of_float(bits_of_f32(*in), scale.largest);
}

}  // namespace impulse
