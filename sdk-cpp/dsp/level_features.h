/* SPDX-License-Identifier: Apache-2.0 */
/** What is said of one level of a wavelet transform. */
#ifndef IMPULSE_DSP_LEVEL_FEATURES_H
#define IMPULSE_DSP_LEVEL_FEATURES_H

#include <stdint.h>

namespace impulse {

/**
 * Entropy of the energy, crossings of zero and of the mean (by the count), percentiles 5, 25, 75, 95, median, mean, standard deviation,
 * variance, root mean square, skewness, kurtosis.
 */
static const int32_t kLevelFeatures = 14;

/**
 * Sorts `values` on the way.
 * @param least  magnitudes up to it are rounding: they cross nothing and have no shape
 */
void level_features(float *values, int32_t count, float least, float *features);

}  // namespace impulse

#endif
