// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_SIGNAL_FILTER_BANK_LOG_U32_H
#define IMPULSE_NN_SIGNAL_FILTER_BANK_LOG_U32_H

#include <stdint.h>
#include "signal_bits.h"

namespace impulse_nn {

/// log2(1 + f) - f of a fraction of 16 bits, by a table of 128 segments, added to the fraction.
inline uint32_t signal_log2_fraction(uint32_t value, int32_t whole, const int16_t *table) {
  const uint32_t rest = value - (1u << whole);
  const int32_t fraction = static_cast<int32_t>(whole < 16 ? rest << (16 - whole) : rest >> (whole - 16));
  const int32_t segment = fraction >> 9;
  const int32_t low = table[segment], high = table[segment + 1];
  return static_cast<uint32_t>(fraction + low + (((high - low) * (fraction - segment * 512)) >> 16));
}

/// SignalFilterBankLog: natural logarithms of values shifted up by Op::correction_bits, times Op::output_scale, at most 32767; 0 of what is below 2.
/// @param input   [elements]
/// @param table   [129]: 65536 (log2(1 + i / 128) - i / 128)
template <class Op>
inline void signal_filter_bank_log_u32(const uint32_t *input, const int16_t *table, int16_t *output) {
  for (int32_t i = 0; i < Op::elements; ++i) {
    const uint32_t value = input[i] << Op::correction_bits;
    uint32_t scaled = 0;
    if (value > 1) {
      const int32_t whole = bits_of_u32(value) - 1;
      const uint32_t binary = (static_cast<uint32_t>(whole) << 16) + signal_log2_fraction(value, whole, table);
      const uint32_t natural = static_cast<uint32_t>((45426u * static_cast<uint64_t>(binary) + 32768u) >> 16);  // ln 2
      scaled = (static_cast<uint32_t>(Op::output_scale) * natural + 32768u) >> 16;
    }
    output[i] = static_cast<int16_t>(scaled < 32767 ? scaled : 32767);
  }
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_SIGNAL_FILTER_BANK_LOG_U32_H
