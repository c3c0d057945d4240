// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DETECTION_POSTPROCESS_H
#define IMPULSE_NN_DETECTION_POSTPROCESS_H

#include "box_overlap.h"
#include "exp_f64.h"
#include "placement.h"

namespace impulse_nn {

/// Corners of a box from its centre and size relative to an anchor (centre y, x, height, width); in double, as TFLite has it.
template <class Op>
inline Box decode_box(const float *code, const float *anchor) {
  const double height = static_cast<double>(anchor[2]);
  const double width = static_cast<double>(anchor[3]);
  const float y = static_cast<float>(static_cast<double>(code[0]) / static_cast<double>(Op::y_scale) * height + static_cast<double>(anchor[0]));
  const float x = static_cast<float>(static_cast<double>(code[1]) / static_cast<double>(Op::x_scale) * width + static_cast<double>(anchor[1]));
  const float half_h = static_cast<float>(0.5 * exp_f64(static_cast<double>(code[2]) / static_cast<double>(Op::h_scale)) * height);
  const float half_w = static_cast<float>(0.5 * exp_f64(static_cast<double>(code[3]) / static_cast<double>(Op::w_scale)) * width);
  const Box box = {y - half_h, x - half_w, y + half_h, x + half_w};
  return box;
}

/// Boxes whose score reaches the threshold, the highest first, of equal ones the first; `scores` lie `step` apart. Gives their count.
template <class Op>
inline int32_t rank_boxes(const float *scores, int32_t step, uint16_t *order) {
  int32_t count = 0;
  for (int32_t i = 0; i < Op::boxes; ++i) {
    const float score = scores[i * step];
    if (!(score >= Op::score_threshold)) continue;
    int32_t low = 0;
    int32_t high = count;
    while (low < high) {
      const int32_t middle = (low + high) / 2;
      if (scores[order[middle] * step] < score) high = middle;
      else low = middle + 1;
    }
    memmove(order + low + 1, order + low, static_cast<size_t>(count - low) * sizeof *order);
    order[low] = static_cast<uint16_t>(i);
    ++count;
  }
  return count;
}

/// Greedy suppression: of ranked boxes each that overlaps a better one too much goes. The first `most` that stay move to the front.
template <class Op>
inline int32_t suppress_boxes(const Box *boxes, uint16_t *order, int32_t count, int32_t most) {
  int32_t kept = 0;
  for (int32_t i = 0; i < count && kept < most; ++i) {
    bool stays = true;
    for (int32_t j = 0; j < kept && stays; ++j) {
      stays = !(intersection_over_union(boxes[order[j]], boxes[order[i]]) > Op::overlap_threshold);
    }
    if (stays) order[kept++] = order[i];
  }
  return kept;
}

/// TFLite_Detection_PostProcess: decodes boxes, suppresses those that overlap, and lists the best ones, one class each; what is behind the
/// last of them is 0. Boxes that no class finds likely are not decoded. Op::regular: suppression class by class, otherwise at once.
/// @param codes     [boxes, code_size]: y, x, height, width, and what else there is (key points), which is not used
/// @param scores    [boxes, classes + 1] with a background class first, or [boxes, classes]
/// @param anchors   [boxes, 4]
/// @param corners   [max_detections, 4]: top, left, bottom, right
/// @param classes   [max_detections]
/// @param found     [max_detections]: the scores
/// @param count     [1]
/// @param scratch   boxes * (4 * 4 + 2) bytes and, unless regular, boxes * 4 more
template <class Op>
IMPULSE_KERNEL void detection_postprocess(const float *codes, const float *scores, const float *anchors, float *corners, float *classes,
                                          float *found, float *count, unsigned char *scratch) {
  const int32_t columns = Op::classes + Op::background;
  Box *boxes = reinterpret_cast<Box *>(scratch);
  float *best = reinterpret_cast<float *>(boxes + Op::boxes);
  uint16_t *order = reinterpret_cast<uint16_t *>(best + (Op::regular != 0 ? 0 : Op::boxes));
  for (int32_t i = 0; i < Op::boxes; ++i) {
    const float *row = scores + i * columns + Op::background;
    float highest = row[0];
    for (int32_t c = 1; c < Op::classes; ++c) {
      if (row[c] > highest) highest = row[c];
    }
    if (Op::regular == 0) best[i] = highest;
    if (highest >= Op::score_threshold) boxes[i] = decode_box<Op>(codes + i * Op::code_size, anchors + 4 * i);
  }
  int32_t listed = 0;
  for (int32_t c = 0; c < (Op::regular != 0 ? Op::classes : 1); ++c) {
    const float *ranked = Op::regular != 0 ? scores + Op::background + c : best;
    const int32_t step = Op::regular != 0 ? columns : 1;
    const int32_t kept = suppress_boxes<Op>(boxes, order, rank_boxes<Op>(ranked, step, order), Op::most_of_class);
    for (int32_t k = 0; k < kept; ++k) {
      const float score = ranked[order[k] * step];
      int32_t place = listed;
      while (place > 0 && found[place - 1] < score) --place;
      if (place == Op::max_detections) break;  // the next ones are no better
      const int32_t moved = (listed < Op::max_detections ? listed : Op::max_detections - 1) - place;
      memmove(corners + 4 * (place + 1), corners + 4 * place, static_cast<size_t>(moved) * sizeof(Box));
      memmove(classes + place + 1, classes + place, static_cast<size_t>(moved) * sizeof(float));
      memmove(found + place + 1, found + place, static_cast<size_t>(moved) * sizeof(float));
      memcpy(corners + 4 * place, boxes + order[k], sizeof(Box));
      int32_t name = c;
      if (Op::regular == 0) {
        const float *row = scores + order[k] * columns + Op::background;
        name = 0;
        for (int32_t other = 1; other < Op::classes; ++other) {
          if (row[other] > row[name]) name = other;
        }
      }
      classes[place] = static_cast<float>(name);
      found[place] = score;
      if (listed < Op::max_detections) ++listed;
    }
  }
  for (int32_t i = listed; i < Op::max_detections; ++i) {
    for (int32_t j = 0; j < 4; ++j) corners[4 * i + j] = 0.0f;
    classes[i] = 0.0f;
    found[i] = 0.0f;
  }
  count[0] = static_cast<float>(listed);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DETECTION_POSTPROCESS_H
