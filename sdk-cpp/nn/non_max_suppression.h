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

/// The open box of the highest score, of equal ones the first; -1 where none is left.
inline int32_t highest_open(const float *scores, const int32_t *seen, int32_t boxes) {
  int32_t best = -1;
  for (int32_t i = 0; i < boxes; ++i) {
    if (seen[i] >= 0 && (best < 0 || scores[i] > scores[best])) best = i;
  }
  return best;
}

/// NON_MAX_SUPPRESSION_V4 and V5: the boxes of the highest scores, the highest first, without those that overlap a better one too much. With
/// Op::is_soft = 1 an overlap lowers a score by exp(Op::weight * overlap^2). What is behind the last one is 0.
/// @param boxes            [boxes, 4]: y1, x1, y2, x2
/// @param scores           [boxes]
/// @param most, overlap, threshold  scalars: boxes at most; the overlap from which a box goes; the score that it must exceed
/// @param selected         [outputs]: numbers of boxes
/// @param selected_scores  [outputs], lowered; null for V4
/// @param count            [1]
/// @param scratch          8 bytes a box
template <class Op>
IMPULSE_KERNEL void suppress_boxes_of(const float *boxes, const float *scores, int32_t most, float overlap, float threshold, float weight,
                                      int32_t *selected, float *selected_scores, int32_t *count, unsigned char *scratch) {
  float *left = reinterpret_cast<float *>(scratch);
  int32_t *seen = reinterpret_cast<int32_t *>(left + Op::boxes);  // selected boxes that it was compared with; -1: it is out
  const int32_t limit = most < Op::outputs ? most : Op::outputs;
  for (int32_t i = 0; i < Op::boxes; ++i) {
    left[i] = scores[i];
    seen[i] = scores[i] > threshold ? 0 : -1;
  }
  int32_t found = 0;
  for (int32_t next = -1; found < limit && (next = highest_open(left, seen, Op::boxes)) >= 0;) {
    const float before = left[next];
    bool is_hidden = false;
    for (int32_t j = found - 1; j >= seen[next]; --j) {
      const float shared = overlap_of_corners(boxes + 4 * next, boxes + 4 * selected[j]);
      if (shared >= overlap) {
        is_hidden = true;
        break;
      }
      if (weight < 0.0f) left[next] = left[next] * static_cast<float>(exp_f64(static_cast<double>(weight * shared * shared)));
      if (!(left[next] > threshold)) break;
    }
    seen[next] = is_hidden || !(left[next] > threshold) ? -1 : found;
    if (is_hidden || left[next] != before) continue;
    selected[found] = next;
    if (selected_scores != nullptr) selected_scores[found] = before;
    ++found;
    seen[next] = -1;
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
