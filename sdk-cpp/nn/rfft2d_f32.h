// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_RFFT2D_F32_H
#define IMPULSE_NN_RFFT2D_F32_H

#include "fourier_f32.h"

namespace impulse_nn {

/// RFFT2D: of each slice the Fourier transform of Op::rows times Op::length values, both powers of two; what the input has less of is 0, what it
/// has more of is left out. Rows are transformed where they lie in the output, then its columns by way of `column`.
/// @param input    [slices, input_rows, input_length]
/// @param quarter  sin(2 pi i / wave_length) for i = 0 ... wave_length / 4; wave_length >= length, rows
/// @param output   [slices, rows, length / 2 + 1] complex numbers
/// @param column   scratch for `rows` complex numbers, where there are several
template <class Op>
inline void rfft2d_f32(const float *input, const float *quarter, float *output, void *column = nullptr) {
  const WaveF32 wave = {quarter, Op::wave_length};
  const int32_t bins = Op::length / 2 + 1;
  const int32_t taken = Op::input_length < Op::length ? Op::input_length : Op::length;
  const int32_t given = Op::input_rows < Op::rows ? Op::input_rows : Op::rows;
  ComplexF32 *const turned = static_cast<ComplexF32 *>(column);
  for (int32_t slice = 0; slice < Op::slices; ++slice) {
    ComplexF32 *const spectrum = static_cast<ComplexF32 *>(static_cast<void *>(output)) + slice * Op::rows * bins;
    for (int32_t row = 0; row < Op::rows; ++row) {
      ComplexF32 *const values = spectrum + row * bins;
      float *const parts = output + (slice * Op::rows + row) * 2 * bins;
      const float *const source = input + (slice * Op::input_rows + row) * Op::input_length;
      const int32_t count = row < given ? taken : 0;
      for (int32_t i = 0; i < count; ++i) parts[i] = source[i];
      for (int32_t i = count; i < Op::length; ++i) parts[i] = 0.0f;
      real_fft_f32(wave, values, Op::length);
    }
    for (int32_t bin = 0; Op::rows > 1 && bin < bins; ++bin) {
      for (int32_t row = 0; row < Op::rows; ++row) turned[row] = spectrum[row * bins + bin];
      complex_fft_f32(wave, turned, Op::rows);
      for (int32_t row = 0; row < Op::rows; ++row) spectrum[row * bins + bin] = turned[row];
    }
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_RFFT2D_F32_H
