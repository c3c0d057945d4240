// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SIGNAL_FILTER_BANK_U32_H
#define IMPULSE_NN_SIGNAL_FILTER_BANK_U32_H

#include <stdint.h>
#include "placement.h"

namespace impulse_nn {

/// SignalFilterBank: each channel's sum of weighted energies; what a weight leaves of an energy goes to the next channel. The first sum, of what lies
/// below all channels, is left out.
/// @param input          energies
/// @param weights        of each channel `widths[channel]` from weight_starts[channel] on
/// @param unweights      as weights: the parts of the next channel
/// @param energy_starts  [channels + 1]; so are weight_starts and widths
/// @param output         [channels]
template <class Op>
IMPULSE_KERNEL void signal_filter_bank_u32(const uint32_t *input, const int16_t *weights, const int16_t *unweights, const int16_t *energy_starts,
                                           const int16_t *weight_starts, const int16_t *widths, uint64_t *output) {
  uint64_t carried = 0;
  for (int32_t channel = 0; channel <= Op::channels; ++channel) {
    uint64_t sum = carried;
    carried = 0;
    for (int32_t i = 0; i < widths[channel]; ++i) {
      const int64_t energy = input[energy_starts[channel] + i];
      sum += static_cast<uint64_t>(weights[weight_starts[channel] + i] * energy);
      carried += static_cast<uint64_t>(unweights[weight_starts[channel] + i] * energy);
    }
    if (channel > 0) output[channel - 1] = sum;
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SIGNAL_FILTER_BANK_U32_H
