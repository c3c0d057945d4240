/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/block_float.h"
#include "dsp/mirrored.h"
#include "dsp/multiply_high.h"
#include "dsp/normalise_rows_q15.h"
#include "dsp/q15.h"

namespace impulse {

RowNormalisationQ15 read_row_normalisation_q15(PlanReader *reader) {
  RowNormalisationQ15 normalisation;
  normalisation.plan = read_row_normalisation(reader);
  normalisation.log2_count = read_int(reader);
  normalisation.share = read_int(reader);
  return normalisation;
}

namespace {

/* That of normalise_rows.cpp */
const float kLeastVariance = 1e-2f;

/* Of values that count at a time; squares of values that are shifted down so that all of them fit */
struct SumsOfRows {
  int64_t values;
  int64_t squares;
};

/* The column minus its own mean: exactly 0 where it is constant. Returns its magnitudes, or-ed. */
uint32_t copy_centred(const float *column, int32_t rows, int32_t columns, int32_t *out) {
  int64_t sum = 0;
  for (int32_t i = 0; i < rows; i++) sum += load_int(column + i * columns);
  const int32_t mean = (int32_t)(sum / rows);
  int32_t magnitudes = 0;
  for (int32_t i = 0; i < rows; i++) {
    out[i] = load_int(column + i * columns) - mean;
    magnitudes |= out[i] < 0 ? -out[i] : out[i];
  }
  return (uint32_t)magnitudes;
}

class Column {
 public:
  Column(const RowNormalisationQ15 &normalisation, int32_t exponent, uint32_t magnitudes)
      : normalisation_(normalisation), exponent_(exponent), down_(bit_length(magnitudes) > 20 ? bit_length(magnitudes) - 20 : 0) {}

  void enter(int32_t value) { add(value, 1); }
  void leave(int32_t value) { add(value, -1); }

  float normalised(int32_t value) const {
    const int32_t mean = mean_of_values();
    const float centred = float_of_int(value - mean, exponent_);
    if (normalisation_.plan.kind == NORMALISE_MEAN) return centred;
    const float share = float_of_int(normalisation_.share, -30 - normalisation_.log2_count);
    const float mean_f32 = float_of_int(mean, exponent_);
    const float square = float_of_fixed((uint64_t)sums_.squares, 2 * (exponent_ + down_)) * share;
    const float variance = square - mean_f32 * mean_f32;
    return centred / sqrt_f32((variance > 0.0f ? variance : 0.0f) + kLeastVariance);
  }

 private:
  void add(int32_t value, int32_t sign) {
    sums_.values += sign * value;
    if (normalisation_.plan.kind == NORMALISE_MEAN) return;
    const int32_t shifted = value >> down_;
    sums_.squares += sign * ((int64_t)shifted * shifted);
  }

  int32_t mean_of_values() const { return 4 * multiply_high((int32_t)(sums_.values >> normalisation_.log2_count), normalisation_.share); }

  const RowNormalisationQ15 &normalisation_;
  const int32_t exponent_;
  const int32_t down_;
  SumsOfRows sums_ = {0, 0};
};

void normalise_column(const RowNormalisation &plan, int32_t rows, int32_t columns, const int32_t *centred, Column *sums, float *column) {
  const bool all = plan.around < 0;
  const int32_t around = all ? 0 : plan.around;
  for (int32_t i = -around; i <= (all ? rows - 1 : around); i++) sums->enter(centred[mirrored(i, rows)]);
  for (int32_t i = 0; i < rows; i++) {
    column[i * columns] = sums->normalised(centred[i]);
    if (all) continue;
    sums->leave(centred[mirrored(i - around, rows)]);
    sums->enter(centred[mirrored(i + around + 1, rows)]);
  }
}

}  // namespace

void normalise_rows_q15(const RowNormalisationQ15 &normalisation, int32_t exponent, int32_t rows, int32_t columns, int32_t *scratch,
                        float *values) {
  if (normalisation.plan.kind == NORMALISE_NOTHING) {
    for (int32_t i = 0; i < rows * columns; i++) values[i] = float_of_int(load_int(values + i), exponent);
    return;
  }
  for (int32_t column = 0; column < columns; column++) {
    const uint32_t magnitudes = copy_centred(values + column, rows, columns, scratch);
    Column sums(normalisation, exponent, magnitudes);
    normalise_column(normalisation.plan, rows, columns, scratch, &sums, values + column);
  }
}

}  // namespace impulse
