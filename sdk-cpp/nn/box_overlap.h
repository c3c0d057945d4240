// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_BOX_OVERLAP_H
#define IMPULSE_NN_BOX_OVERLAP_H

#include "deterministic.h"

namespace impulse_nn {

/// Corners of a box: top, left, bottom, right.
struct Box {
  float ymin, xmin, ymax, xmax;
};

/// Area of what two boxes share over the area of both together; 0 where one of them has none.
inline float intersection_over_union(const Box &a, const Box &b) {
  const float area_a = (a.ymax - a.ymin) * (a.xmax - a.xmin);
  const float area_b = (b.ymax - b.ymin) * (b.xmax - b.xmin);
  if (area_a <= 0.0f || area_b <= 0.0f) return 0.0f;
  const float height = (a.ymax < b.ymax ? a.ymax : b.ymax) - (a.ymin < b.ymin ? b.ymin : a.ymin);
  const float width = (a.xmax < b.xmax ? a.xmax : b.xmax) - (a.xmin < b.xmin ? b.xmin : a.xmin);
  const float shared = (height < 0.0f ? 0.0f : height) * (width < 0.0f ? 0.0f : width);
  return shared / (area_a + area_b - shared);
}

}  // namespace impulse_nn

#endif  // IMPULSE_NN_BOX_OVERLAP_H
