/* SPDX-License-Identifier: Apache-2.0 */
/** The plan of a wavelet: what read_wavelet() reads. Host only. */
#ifndef IMPULSE_DSP_WAVELET_TABLES_H
#define IMPULSE_DSP_WAVELET_TABLES_H

#include "impulse/plan_writer.h"

namespace impulse {

/** The wavelet that `wavelet` names; `length` becomes that of its filter. */
int32_t write_wavelet(impulse_plan_writer *out, const Params &params, int32_t *length);

}  // namespace impulse

#endif
