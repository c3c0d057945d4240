/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "impulse/block.h"
#include "impulse/plan_reader.h"
#include "impulse/status.h"

using namespace impulse;

namespace {

/* A node is its threshold and behind it, in one word or two, its feature and what stands left and right of it: a node of the same tree,
 * or, from the tree's number of nodes on, one of its leaves. */
struct NodeLayout {
  int32_t words;
  int32_t feature_mask;
  int32_t left_shift;
  int32_t right_shift;
  int32_t reference_mask;
};

/* As tree-plan.ts writes it. What leaves say is integers in a common unit: sums are exact, in any order and on cores without FPU. */
struct Ensemble {
  int32_t outputs;
  int32_t softmax;    /* 0: the sums are the scores */
  int32_t trees;
  int32_t leaf_width; /* values of a leaf: one, or one for each output */
  int32_t nodes;
  NodeLayout layout;
  const int32_t *base; /* [outputs] */
  const int32_t *tree; /* [trees][2]: nodes + 65536 * first output, first leaf */
  const int32_t *node; /* [nodes][layout.words] */
  const int32_t *leaf; /* [leaves][leaf_width] */
  float unit;
};

NodeLayout read_layout(PlanReader *reader) {
  NodeLayout layout;
  layout.words = read_int(reader);
  layout.feature_mask = read_int(reader);
  layout.left_shift = read_int(reader);
  layout.right_shift = read_int(reader);
  layout.reference_mask = read_int(reader);
  return layout;
}

Ensemble read_ensemble(const impulse_plan *plan) {
  PlanReader reader = read_plan(plan);
  Ensemble ensemble;
  ensemble.outputs = read_int(&reader);
  ensemble.softmax = read_int(&reader);
  ensemble.trees = read_int(&reader);
  ensemble.leaf_width = read_int(&reader);
  ensemble.nodes = read_int(&reader);
  ensemble.layout = read_layout(&reader);
  ensemble.base = read_ints(&reader, ensemble.outputs);
  ensemble.tree = read_ints(&reader, 2 * ensemble.trees);
  ensemble.node = read_ints(&reader, ensemble.layout.words * ensemble.nodes);
  ensemble.leaf = reader.ints;
  ensemble.unit = read_float(&reader);
  return ensemble;
}

/* Integers in the order of the floats, because a core without FPU compares floats by a function call. -0 stands just below 0, where no
 * threshold is. */
int32_t order_of_f32(float value) {
  const int32_t bits = static_cast<int32_t>(bits_of_f32(value));
  return bits ^ ((bits >> 31) & 0x7fffffff);
}

/* The leaf that a window falls into, counted from the tree's first one. */
int32_t find_leaf(const NodeLayout &layout, const int32_t *nodes, int32_t count, const float *features) {
  int32_t reference = 0;
  while (reference < count) {
    const int32_t *node = nodes + reference * layout.words;
    const bool goes_left = order_of_f32(features[node[1] & layout.feature_mask]) <= node[0];
    const uint32_t children = static_cast<uint32_t>(node[layout.words - 1]);
    reference = static_cast<int32_t>(children >> (goes_left ? layout.left_shift : layout.right_shift)) & layout.reference_mask;
  }
  return reference - count;
}

/* The scores hold integers until all trees have spoken, so that the block needs no memory of its own. */
int32_t load_sum(const float *score) {
  int32_t sum;
  memcpy(&sum, score, sizeof sum);
  return sum;
}

void store_sum(int32_t sum, float *score) { memcpy(score, &sum, sizeof sum); }

void sum_trees(const Ensemble &ensemble, const float *features, float *score) {
  memcpy(score, ensemble.base, static_cast<size_t>(ensemble.outputs) * sizeof *score);
  const int32_t *nodes = ensemble.node;
  for (int32_t tree = 0; tree < ensemble.trees; ++tree) {
    const int32_t *record = ensemble.tree + 2 * tree;
    const int32_t count = record[0] & 0xffff;
    const int32_t leaf = record[1] + find_leaf(ensemble.layout, nodes, count, features);
    const int32_t *values = ensemble.leaf + leaf * ensemble.leaf_width;
    float *said = score + (record[0] >> 16);
    for (int32_t i = 0; i < ensemble.leaf_width; ++i) store_sum(load_sum(said + i) + values[i], said + i);
    nodes += count * ensemble.layout.words;
  }
}

void softmax(const Ensemble &ensemble, float *score) {
  int32_t largest = load_sum(score);
  for (int32_t i = 1; i < ensemble.outputs; ++i) {
    const int32_t sum = load_sum(score + i);
    if (sum > largest) largest = sum;
  }
  float total = 0.0f;
  for (int32_t i = 0; i < ensemble.outputs; ++i) {
    score[i] = exp_f32(static_cast<float>(load_sum(score + i) - largest) * ensemble.unit);
    total += score[i];
  }
  for (int32_t i = 0; i < ensemble.outputs; ++i) score[i] /= total;
}

}  // namespace

/* One score per output: shares of classes, or a value. */
extern "C" int32_t tree_ensemble_score(const impulse_plan *plan, const float *features, float *score) {
  const Ensemble ensemble = read_ensemble(plan);
  sum_trees(ensemble, features, score);
  if (ensemble.softmax != 0) {
    softmax(ensemble, score);
    return IMPULSE_OK;
  }
  for (int32_t i = 0; i < ensemble.outputs; ++i) score[i] = static_cast<float>(load_sum(score + i)) * ensemble.unit;
  return IMPULSE_OK;
}
