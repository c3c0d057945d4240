// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SIGNAL_SPECTRAL_SUBTRACTION_U32_H
#define IMPULSE_NN_SIGNAL_SPECTRAL_SUBTRACTION_U32_H

#include <stdint.h>

namespace impulse_nn {

/// SignalFilterBankSpectralSubtraction: each channel less a smoothed estimate of its noise, at least a part of what it was.
/// @param input   [channels]
/// @param kept    [channels], the estimate; kept between two runs
/// @param output  [channels]
/// @param noise   [channels], the estimate
template <class Op>
inline void signal_spectral_subtraction_u32(const uint32_t *input, uint32_t *kept, uint32_t *output, uint32_t *noise) {
  for (int32_t i = 0; i < Op::channels; ++i) {
    const bool is_odd = (i & 1) != 0;
    const uint64_t smoothing = static_cast<uint32_t>(is_odd ? Op::alternate_smoothing : Op::smoothing);
    const uint64_t rest = static_cast<uint32_t>(is_odd ? Op::alternate_one_minus_smoothing : Op::one_minus_smoothing);
    const uint32_t value = input[i];
    const uint32_t scaled = value << Op::smoothing_bits;
    kept[i] = static_cast<uint32_t>((scaled * smoothing + kept[i] * rest) >> Op::spectral_subtraction_bits);
    const uint32_t estimate = kept[i] < scaled ? kept[i] : scaled;
    if (Op::clamping != 0) kept[i] = estimate;
    const uint32_t least = static_cast<uint32_t>((static_cast<uint64_t>(value) * static_cast<uint32_t>(Op::min_signal_remaining)) >> Op::spectral_subtraction_bits);
    const uint32_t subtracted = (scaled - estimate) >> Op::smoothing_bits;
    output[i] = subtracted > least ? subtracted : least;
    noise[i] = kept[i];
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SIGNAL_SPECTRAL_SUBTRACTION_U32_H
