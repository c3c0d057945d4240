/* SPDX-License-Identifier: Apache-2.0 */
/** What configure() and extract() of spectral analysis agree on. */
#ifndef IMPULSE_BLOCK_SPECTRAL_ANALYSIS_H
#define IMPULSE_BLOCK_SPECTRAL_ANALYSIS_H

#include <stdint.h>

namespace impulse {

enum SpectralMethod { SPECTRAL_FFT = 0, SPECTRAL_WAVELET = 1 };

/** RMS, skewness, kurtosis; skewness and kurtosis of the powers. */
static const int32_t kSpectralStatistics = 5;

/** An axis is analysed at its own rate and, for extra low frequencies, at a tenth of it. */
static const int32_t kMaxRates = 2;
static const int32_t kExtraLowRatio = 10;

}  // namespace impulse

#endif
