/* SPDX-License-Identifier: Apache-2.0 */
/** The normalisation of normalise_rows.h for rows of integers: sums are exact, and the values become floats at the end. */
#ifndef IMPULSE_DSP_NORMALISE_ROWS_Q15_H
#define IMPULSE_DSP_NORMALISE_ROWS_Q15_H

#include "dsp/normalise_rows.h"

namespace impulse {

/** A normalisation, and what a mean is computed with. */
struct RowNormalisationQ15 {
  RowNormalisation plan;
  int32_t log2_count; /* of the rows that count at a time, rounded up */
  int32_t share;      /* 2^log2_count / their number, times 2^30 */
};

/** Reads what write_row_normalisation_q15() wrote. */
RowNormalisationQ15 read_row_normalisation_q15(PlanReader *reader);

/** In place: integers of magnitudes below 2^30, times 2^exponent each, become floats. `scratch` holds an integer for each row. */
void normalise_rows_q15(const RowNormalisationQ15 &normalisation, int32_t exponent, int32_t rows, int32_t columns, int32_t *scratch,
                        float *values);

}  // namespace impulse

#endif
