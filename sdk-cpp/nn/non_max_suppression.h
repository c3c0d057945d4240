// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_NON_MAX_SUPPRESSION_H
#define IMPULSE_NN_NON_MAX_SUPPRESSION_H

#include "box_overlap.h"
#include "exp_f64.h"
#include "placement.h"

namespace impulse_nn {

/// Area of what two boxes share over the area of both; corners may be any two that lie opposite to each other. 0 where one has no area.
inline float overlap_of_corners(const float *a, const float *b) {
  const Box sorted_a = {a[0] < a[2] ? a[0] : a[2], a[1] < a[3] ? a[1] : a[3], a[0] < a[2] ? a[2] : a[0], a[1] < a[3] ? a[3] : a[1]};
  const Box sorted_b = {b[0] < b[2] ? b[0] : b[2], b[1] < b[3] ? b[1] : b[3], b[0] < b[2] ? b[2] : b[0], b[1] < b[3] ? b[3] : b[1]};
  return intersection_over_union(sorted_a, sorted_b);
}

/// A box that may yet be selected.
struct Candidate {
  float score;
  int32_t box;
  /// Selected boxes that it was compared with.
  int32_t seen;
};

/// Where a candidate goes on its way up from a place of the heap: no parent has a lower score.
inline void raise_candidate(Candidate *heap, int32_t place, Candidate candidate) {
  for (; place > 0 && heap[(place - 1) / 2].score < candidate.score; place = (place - 1) / 2) heap[place] = heap[(place - 1) / 2];
  heap[place] = candidate;
}

/// Takes the highest candidate of `count`: the better child moves up along one path, the right one of equals, and the last candidate of
/// all rises from its end. So does GNU's std::priority_queue, which says which of equal scores LiteRT takes first.
inline Candidate take_highest(Candidate *heap, int32_t count) {
  const Candidate highest = heap[0], last = heap[count - 1];
  const int32_t rest = count - 1;
  int32_t place = 0;
  while (2 * place + 2 < rest) {
    const int32_t right = 2 * place + 2;
    const int32_t better = heap[right].score < heap[right - 1].score ? right - 1 : right;
    heap[place] = heap[better];
    place = better;
  }
  if (2 * place + 2 == rest) {
    heap[place] = heap[rest - 1];
    place = rest - 1;
  }
  if (rest > 0) raise_candidate(heap, place, last);
  return highest;
}

/// NON_MAX_SUPPRESSION_V4 and V5: the boxes of the highest scores, the highest first, without those that overlap a better one too much. An
/// overlap lowers a score by exp(weight * overlap^2) where weight is below 0. What is behind the last one is 0. A box without area overlaps
/// nothing, itself neither, and is selected again and again, as by LiteRT.
/// @param boxes            [boxes, 4]: y1, x1, y2, x2
/// @param scores           [boxes]
/// @param most, overlap, threshold  boxes at most; the overlap from which a box goes; the score that it must exceed
/// @param selected         [outputs]: numbers of boxes
/// @param selected_scores  [outputs], lowered; null for V4
/// @param count            [1]
/// @param scratch          12 bytes a box
template <class Op>
IMPULSE_KERNEL void suppress_boxes_of(const float *boxes, const float *scores, int32_t most, float overlap, float threshold, float weight,
                                      int32_t *selected, float *selected_scores, int32_t *count, unsigned char *scratch) {
  Candidate *heap = reinterpret_cast<Candidate *>(scratch);
  int32_t open = 0;
  for (int32_t i = 0; i < Op::boxes; ++i) {
    const Candidate candidate = {scores[i], i, 0};
    if (scores[i] > threshold) raise_candidate(heap, open++, candidate);
  }
  const int32_t outputs = most < Op::outputs ? most : Op::outputs;
  const int32_t limit = open < outputs ? open : outputs;
  int32_t found = 0;
  while (found < limit && open > 0) {
    Candidate next = take_highest(heap, open--);
    const float before = next.score;
    bool is_hidden = false;
    for (int32_t j = found - 1; j >= next.seen && !is_hidden; --j) {
      const float shared = overlap_of_corners(boxes + 4 * next.box, boxes + 4 * selected[j]);
      is_hidden = shared >= overlap;
      if (!is_hidden && weight < 0.0f) next.score = next.score * static_cast<float>(exp_f64(static_cast<double>(weight * shared * shared)));
      if (!(next.score > threshold)) break;
    }
    next.seen = found;
    if (is_hidden) continue;
    if (next.score == before) {
      selected[found] = next.box;
      if (selected_scores != nullptr) selected_scores[found] = next.score;
      ++found;
    }
    if (next.score > threshold) raise_candidate(heap, open++, next);
  }
  *count = found;
  for (int32_t i = found; i < Op::outputs; ++i) {
    selected[i] = 0;
    if (selected_scores != nullptr) selected_scores[i] = 0.0f;
  }
}

/// NON_MAX_SUPPRESSION_V4.
template <class Op>
inline void non_max_suppression(const float *boxes, const float *scores, const int32_t *most, const float *overlap, const float *threshold,
                                int32_t *selected, int32_t *count, unsigned char *scratch) {
  suppress_boxes_of<Op>(boxes, scores, *most, *overlap, *threshold, 0.0f, selected, nullptr, count, scratch);
}

/// NON_MAX_SUPPRESSION_V5: `sigma` says how much an overlap lowers a score, 0 not at all.
template <class Op>
inline void non_max_suppression(const float *boxes, const float *scores, const int32_t *most, const float *overlap, const float *threshold,
                                const float *sigma, int32_t *selected, float *selected_scores, int32_t *count, unsigned char *scratch) {
  const float weight = *sigma > 0.0f ? -0.5f / *sigma : 0.0f;
  suppress_boxes_of<Op>(boxes, scores, *most, *overlap, *threshold, weight, selected, selected_scores, count, scratch);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_NON_MAX_SUPPRESSION_H
