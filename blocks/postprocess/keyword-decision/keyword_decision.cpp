/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "impulse/block.h"
#include "impulse/status.h"
#include "keyword_decision.h"

using namespace impulse;

static float averaged_score(const DecisionState &state, const float *ring, int32_t classes, int32_t label) {
  float sum = 0.0f;
  for (int32_t row = 0; row < state.seen; row++) sum += ring[row * classes + label];
  return sum / (float)state.seen;
}

static void remember(DecisionState *state, float *ring, const int32_t *plan, const float *scores) {
  const int32_t classes = plan[DECISION_CLASSES];
  for (int32_t i = 0; i < classes; i++) ring[state->next * classes + i] = scores[i];
  state->next = (state->next + 1) % plan[DECISION_WINDOWS];
  if (state->seen < plan[DECISION_WINDOWS]) state->seen++;
}

extern "C" int32_t keyword_decision_decide(const impulse_plan *plan, const float *scores, void *memory, impulse_decision *decision) {
  DecisionState *state = (DecisionState *)memory;
  float *ring = (float *)(void *)(state + 1);
  const int32_t *ints = plan->ints;
  remember(state, ring, ints, scores);
  decision->label = -1;
  decision->score = 0.0f;
  int32_t best = -1;
  for (int32_t label = 0; label < ints[DECISION_CLASSES]; label++) {
    if (ints[DECISION_IGNORED + label]) continue;
    const float score = averaged_score(*state, ring, ints[DECISION_CLASSES], label);
    if (best >= 0 && score <= decision->score) continue;
    best = label;
    decision->score = score;
  }
  if (state->quiet > 0) {
    state->quiet--;
  } else if (best >= 0 && decision->score >= plan->floats[0]) {
    decision->label = best;
    state->quiet = ints[DECISION_SUPPRESSION];
  }
  return IMPULSE_OK;
}
