/* SPDX-License-Identifier: Apache-2.0 */
/* Between the float features of DSP and the integer tensors of a model: affine quantisation as the TFLite specification has it. */
#ifndef IMPULSE_RUNTIME_QUANTIZE_H
#define IMPULSE_RUNTIME_QUANTIZE_H

#include <stdint.h>

namespace impulse {

/** real value = (quantised - zero_point) * scale */
struct Affine {
  float scale;
  float inverse_scale; /* 1 / scale, rounded to float: a product is exact to repeat, and cheaper than a division */
  int32_t zero_point;
};

/** Nearest step, halves away from zero, saturated. `out` may begin where `values` begins: it is written behind what was read. */
void quantize_s8(const float *values, int32_t count, const Affine &affine, int8_t *out);
void quantize_u8(const float *values, int32_t count, const Affine &affine, uint8_t *out);

void dequantize_s8(const int8_t *values, int32_t count, const Affine &affine, float *out);
void dequantize_u8(const uint8_t *values, int32_t count, const Affine &affine, float *out);

/** Here memory that held floats gets another meaning: a compiler that sees both sides (link-time optimisation) must not mix their order. */
inline void reuse_memory() {
#if defined(__GNUC__)
  __asm__ volatile("" ::: "memory");
#endif
}

}  // namespace impulse

#endif
