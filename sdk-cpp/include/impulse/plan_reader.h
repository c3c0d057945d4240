/* SPDX-License-Identifier: Apache-2.0 */
/** A cursor over the tables of a plan: each primitive reads its own part in the order in which configure() wrote it. */
#ifndef IMPULSE_PLAN_READER_H
#define IMPULSE_PLAN_READER_H

#include "impulse/block.h"

namespace impulse {

/** What comes next in both tables. */
struct PlanReader {
  const int32_t *ints;
  const float *floats;
};

/** A cursor at the beginning of a plan. */
static inline PlanReader read_plan(const impulse_plan *plan) {
  PlanReader reader = {plan->ints, plan->floats};
  return reader;
}

/** The next integer. */
static inline int32_t read_int(PlanReader *reader) { return *reader->ints++; }

/** The next `count` integers, where they lie. */
static inline const int32_t *read_ints(PlanReader *reader, int32_t count) {
  const int32_t *first = reader->ints;
  reader->ints += count;
  return first;
}

/** The next float. */
static inline float read_float(PlanReader *reader) { return *reader->floats++; }

/** The next `count` floats, where they lie. */
static inline const float *read_floats(PlanReader *reader, int32_t count) {
  const float *first = reader->floats;
  reader->floats += count;
  return first;
}

}  // namespace impulse

#endif
