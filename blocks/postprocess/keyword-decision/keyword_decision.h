/* SPDX-License-Identifier: Apache-2.0 */
/** The plan of keyword-decision as decide() reads it, and its state. */
#ifndef IMPULSE_BLOCK_KEYWORD_DECISION_H
#define IMPULSE_BLOCK_KEYWORD_DECISION_H

#include <stdint.h>

namespace impulse {

/* Places in the plan's ints; one flag per class follows: 1 = never reported. */
enum { DECISION_CLASSES = 0, DECISION_WINDOWS = 1, DECISION_SUPPRESSION = 2, DECISION_IGNORED = 3 };

/** Head of the state; a ring of DECISION_WINDOWS rows of scores follows. All zero at first. */
struct DecisionState {
  int32_t seen; /* windows in the ring */
  int32_t next; /* row that the next window takes */
  int32_t quiet; /* windows until something may be reported again */
  int32_t padding;
};

}  // namespace impulse

#endif
