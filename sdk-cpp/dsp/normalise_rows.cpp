/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/mirrored.h"
#include "dsp/normalise_rows.h"

namespace impulse {

RowNormalisation read_row_normalisation(PlanReader *reader) {
  RowNormalisation plan;
  plan.kind = read_int(reader);
  plan.around = read_int(reader);
  return plan;
}

namespace {

/* Keeps columns that hardly vary from being blown up to noise. */
const float kLeastVariance = 1e-2f;

/* A sum that values enter and leave without drift: what rounding takes away is kept beside it. */
struct RunningSum {
  float sum;
  float rest;
};

void add(RunningSum *running, float value) {
  const float sum = running->sum + value;
  const float before = sum - value;
  running->rest += (running->sum - before) + (value - (sum - before));
  running->sum = sum;
}

/* Mean and mean of squares of the values that are inside. */
struct Moments {
  RunningSum values;
  RunningSum squares;
};

void enter(Moments *moments, float value) {
  add(&moments->values, value);
  add(&moments->squares, value * value);
}

void leave(Moments *moments, float value) {
  add(&moments->values, -value);
  add(&moments->squares, -(value * value));
}

float normalised(const Moments &moments, float share, int32_t kind, float value) {
  const float mean = (moments.values.sum + moments.values.rest) * share;
  const float centred = value - mean;
  if (kind == NORMALISE_MEAN) return centred;
  const float variance = (moments.squares.sum + moments.squares.rest) * share - mean * mean;
  return centred / sqrt_f32((variance > 0.0f ? variance : 0.0f) + kLeastVariance);
}

/* The column minus its own mean: exactly 0 where it is constant, and small numbers to sum up where not. */
void copy_centred(const float *column, int32_t rows, int32_t columns, float *out) {
  const float first = column[0];
  float sum = 0.0f;
  for (int32_t i = 0; i < rows; i++) sum += column[i * columns] - first;
  const float mean = sum / (float)rows;
  for (int32_t i = 0; i < rows; i++) out[i] = (column[i * columns] - first) - mean;
}

void normalise_column(const RowNormalisation &plan, int32_t rows, int32_t columns, const float *centred, float *column) {
  const bool all = plan.around < 0;
  const int32_t around = all ? 0 : plan.around;
  Moments moments = {{0.0f, 0.0f}, {0.0f, 0.0f}};
  if (all) {
    for (int32_t i = 0; i < rows; i++) enter(&moments, centred[i]);
  } else {
    for (int32_t i = -around; i <= around; i++) enter(&moments, centred[mirrored(i, rows)]);
  }
  const float share = 1.0f / (float)(all ? rows : 2 * around + 1);
  for (int32_t i = 0; i < rows; i++) {
    column[i * columns] = normalised(moments, share, plan.kind, centred[i]);
    if (all) continue;
    leave(&moments, centred[mirrored(i - around, rows)]);
    enter(&moments, centred[mirrored(i + around + 1, rows)]);
  }
}

}  // namespace

void normalise_rows(const RowNormalisation &plan, int32_t rows, int32_t columns, float *scratch, float *values) {
  if (plan.kind == NORMALISE_NOTHING) return;
  for (int32_t column = 0; column < columns; column++) {
    copy_centred(values + column, rows, columns, scratch);
    normalise_column(plan, rows, columns, scratch, values + column);
  }
}

}  // namespace impulse
