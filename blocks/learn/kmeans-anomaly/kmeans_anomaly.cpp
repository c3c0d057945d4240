/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "impulse/block.h"
#include "impulse/plan_reader.h"

using namespace impulse;

namespace {

/* As fit-clusters.ts writes the plan. A normalised feature is feature * scale + offset; the offset is already taken off the centres. */
struct Clusters {
  int32_t features;
  int32_t count;
  const float *scale;
  const float *radius;
  const float *centre; /* [count][features] */
};

Clusters read_clusters(const impulse_plan *plan) {
  PlanReader reader = read_plan(plan);
  Clusters clusters;
  clusters.features = read_int(&reader);
  clusters.count = read_int(&reader);
  clusters.scale = read_floats(&reader, clusters.features);
  clusters.radius = read_floats(&reader, clusters.count);
  clusters.centre = read_floats(&reader, clusters.count * clusters.features);
  return clusters;
}

float distance(const Clusters &clusters, const float *features, const float *centre) {
  float sum = 0.0f;
  for (int32_t i = 0; i < clusters.features; ++i) {
    const float difference = features[i] * clusters.scale[i] - centre[i];
    sum += difference * difference;
  }
  return sqrt_f32(sum);
}

}  // namespace

/* Distance to the edge of the nearest cluster, in standard deviations of the train windows; below 0 inside of it. */
extern "C" int32_t kmeans_anomaly_score(const impulse_plan *plan, const float *features, float *score) {
  const Clusters clusters = read_clusters(plan);
  float least = 0.0f;
  for (int32_t cluster = 0; cluster < clusters.count; ++cluster) {
    const float edge = distance(clusters, features, clusters.centre + cluster * clusters.features) - clusters.radius[cluster];
    if (cluster == 0 || edge < least) least = edge;
  }
  *score = least;
  return 0;
}
