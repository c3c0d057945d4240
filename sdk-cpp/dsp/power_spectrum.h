/* SPDX-License-Identifier: Apache-2.0 */
/** Powers of a spectrum, as floats. `arch/x86-64` has a version for hosts that gives the same bits. */
#ifndef IMPULSE_DSP_POWER_SPECTRUM_H
#define IMPULSE_DSP_POWER_SPECTRUM_H

#include "dsp/real_fft.h"

namespace impulse {

/**
 * Replaces `length` values of magnitude up to 2^29, times 2^exponent each, by `length / 2 + 1` floats |X[k]|^2 / length in the same memory.
 */
void power_spectrum(const RealFft &fft, int32_t exponent, int32_t *values);

}  // namespace impulse

#endif
