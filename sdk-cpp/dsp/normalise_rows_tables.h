/* SPDX-License-Identifier: Apache-2.0 */
/** The plan of row normalisation: what read_row_normalisation() reads. Host only. */
#ifndef IMPULSE_DSP_NORMALISE_ROWS_TABLES_H
#define IMPULSE_DSP_NORMALISE_ROWS_TABLES_H

#include "impulse/plan_writer.h"

namespace impulse {

/** From `normalisation` (none, mean, mean-variance) and `normalisationWindow` (rows, odd; 0 = all). */
int32_t write_row_normalisation(impulse_plan_writer *out, const Params &params);

/** The same for normalise_rows_q15(), of windows with so many rows. */
int32_t write_row_normalisation_q15(impulse_plan_writer *out, const Params &params, int32_t rows);

}  // namespace impulse

#endif
