/* SPDX-License-Identifier: Apache-2.0 */
/** Tables of 16-bit values, two to a word, and what else the plans of 16-bit arithmetic share. Host only. */
#ifndef IMPULSE_DSP_Q15_TABLES_H
#define IMPULSE_DSP_Q15_TABLES_H

#include "impulse/plan_writer.h"

namespace impulse {

/** True for `arithmetic: q15`; then `functions` is what begins the names of the C functions that extract. */
bool choose_q15(impulse_plan_writer *out, const Params &params, const char *functions);

/** Packs values as they come; finish_words() writes the last one where their number is odd. */
struct WordWriter {
  impulse_plan_writer *out;
  int32_t first;
  bool has_first;
};

/** A writer that holds nothing yet. */
WordWriter begin_words(impulse_plan_writer *out);
/** Writes a word with every second value. */
void write_half(WordWriter *writer, int32_t value);
/** Writes the last value, with 0 behind it, where there is one left. */
void finish_words(WordWriter *writer);

/** x * 32768, rounded; at most 32767, or 32768 for weights, which have no sign. */
int32_t q15_of_f64(double x);
int32_t weight_of_f64(double x);

/** log2(x) in the units of log2_fixed.h. */
int32_t log2_fixed_of_f64(double x);

/** x = mantissa * 2^exponent, with a mantissa of 2^30..2^31 - 1 in magnitude. */
struct ScaledFactor {
  int32_t mantissa;
  int32_t exponent;
};

/** The factor for a number; 0 of 0. */
ScaledFactor scaled_factor(double x);

}  // namespace impulse

#endif
