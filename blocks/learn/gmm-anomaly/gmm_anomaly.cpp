/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "impulse/block.h"
#include "impulse/plan_reader.h"

using namespace impulse;

namespace {

/* As index.ts writes the plan. A component's root turns the difference of a window to its mean into one whose squared length is the
 * Mahalanobis distance: a factor for each feature, or a lower triangle, its rows packed behind one another. */
struct Mixture {
  int32_t features; /* that are looked at */
  int32_t components;
  bool is_full;
  const int32_t *place; /* of each feature among those of the window */
  const float *peak;    /* log of the weighted density at the mean, plus the threshold */
  const float *mean;    /* [components][features] */
  const float *root;    /* [components][features], or [components][features * (features + 1) / 2] */
};

Mixture read_mixture(const impulse_plan *plan) {
  PlanReader reader = read_plan(plan);
  Mixture mixture;
  mixture.features = read_int(&reader);
  mixture.components = read_int(&reader);
  mixture.is_full = read_int(&reader) != 0;
  mixture.place = read_ints(&reader, mixture.features);
  mixture.peak = read_floats(&reader, mixture.components);
  mixture.mean = read_floats(&reader, mixture.components * mixture.features);
  mixture.root = reader.floats;
  return mixture;
}

float distance_by_factors(const Mixture &mixture, const float *features, const float *mean, const float *root) {
  float sum = 0.0f;
  for (int32_t i = 0; i < mixture.features; ++i) {
    const float turned = (features[mixture.place[i]] - mean[i]) * root[i];
    sum += turned * turned;
  }
  return sum;
}

float distance_by_triangle(const Mixture &mixture, const float *features, const float *mean, const float *root) {
  float sum = 0.0f;
  for (int32_t i = 0; i < mixture.features; ++i) {
    float turned = 0.0f;
    for (int32_t j = 0; j <= i; ++j) turned += (features[mixture.place[j]] - mean[j]) * *root++;
    sum += turned * turned;
  }
  return sum;
}

/* Beyond any density that float32 tells apart; overflow and what follows from it (NaN) end here too. */
const float FARTHEST = 1e30f;

float log_density(const Mixture &mixture, const float *features, int32_t component) {
  const float *const mean = mixture.mean + component * mixture.features;
  const int32_t size = mixture.is_full ? mixture.features * (mixture.features + 1) / 2 : mixture.features;
  const float *const root = mixture.root + component * size;
  const float distance =
      mixture.is_full ? distance_by_triangle(mixture, features, mean, root) : distance_by_factors(mixture, features, mean, root);
  return mixture.peak[component] - 0.5f * (distance < FARTHEST ? distance : FARTHEST);
}

}  // namespace

/* Negative log likelihood of the window minus the threshold, in nats; above 0 = an anomaly. The sum of the densities is kept relative to
 * the largest one so far. */
extern "C" int32_t gmm_anomaly_score(const impulse_plan *plan, const float *features, float *score) {
  const Mixture mixture = read_mixture(plan);
  float largest = log_density(mixture, features, 0);
  float sum = 1.0f;
  for (int32_t component = 1; component < mixture.components; ++component) {
    const float log = log_density(mixture, features, component);
    if (log > largest) {
      sum = sum * exp_f32(largest - log) + 1.0f;
      largest = log;
    } else {
      sum += exp_f32(log - largest);
    }
  }
  *score = -(largest + log_f32(sum));
  return 0;
}
