/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Cepstral mean and variance normalisation: each value minus the mean of its column over the rows around it, optionally divided by
 * their standard deviation. Rows beyond the ends are mirrored.
 */
#ifndef IMPULSE_DSP_NORMALISE_ROWS_H
#define IMPULSE_DSP_NORMALISE_ROWS_H

#include "impulse/plan_reader.h"

namespace impulse {

/** What is taken out of a column. */
enum Normalisation { NORMALISE_NOTHING = 0, NORMALISE_MEAN = 1, NORMALISE_MEAN_VARIANCE = 2 };

/** A normalisation as the plan has it. */
struct RowNormalisation {
  int32_t kind;   /* Normalisation */
  int32_t around; /* rows before and behind that count; negative: all rows, none mirrored */
};

/** Reads what write_row_normalisation() wrote. */
RowNormalisation read_row_normalisation(PlanReader *reader);

/** In place; `scratch` holds a value for each row. */
void normalise_rows(const RowNormalisation &plan, int32_t rows, int32_t columns, float *scratch, float *values);

}  // namespace impulse

#endif
