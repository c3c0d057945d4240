/* SPDX-License-Identifier: Apache-2.0 */
/** Configures and runs blocks as a loader does, in buffers of exactly the promised sizes: the sanitizers see every step beyond them. */
#ifndef IMPULSE_TEST_HOST_BLOCK_H
#define IMPULSE_TEST_HOST_BLOCK_H

#include <string>
#include <vector>

#include "expect.h"
#include "impulse/block.h"
#include "impulse/status.h"

struct Param {
  std::string name;
  double number;
  std::string text;
};

struct HostPlan {
  std::vector<int32_t> ints;
  std::vector<float> floats;
  impulse_plan plan;
  int32_t features;
};

/* The plan of a block, or its refusal in `error` */
inline HostPlan configure(impulse_configure_fn function, const std::vector<Param> &params, const impulse_input &input,
                          std::string *error = nullptr) {
  std::vector<impulse_param> raw;
  for (const Param &param : params) {
    const impulse_param one = {param.name.c_str(), param.number, param.text.empty() ? nullptr : param.text.c_str()};
    raw.push_back(one);
  }
  HostPlan host;
  impulse_plan_writer writer = {};
  int32_t status = function(raw.data(), (int32_t)raw.size(), &input, &writer);
  if (status != IMPULSE_OK) {
    EXPECT(error != nullptr, "configure: %s", writer.error);
    *error = writer.error;
    return host;
  }
  host.ints.resize((size_t)writer.ints_count);
  host.floats.resize((size_t)writer.floats_count);
  impulse_plan_writer filled = {};
  filled.ints = host.ints.data();
  filled.ints_capacity = writer.ints_count;
  filled.floats = host.floats.data();
  filled.floats_capacity = writer.floats_count;
  status = function(raw.data(), (int32_t)raw.size(), &input, &filled);
  EXPECT(status == IMPULSE_OK && filled.ints_count == writer.ints_count && filled.floats_count == writer.floats_count,
         "the second configure() differs from the first");
  host.plan.rank = filled.rank;
  host.features = 1;
  for (int32_t i = 0; i < filled.rank; i++) host.features *= host.plan.shape[i] = filled.shape[i];
  host.plan.ints = host.ints.data();
  host.plan.ints_count = filled.ints_count;
  host.plan.floats = host.floats.data();
  host.plan.floats_count = filled.floats_count;
  host.plan.scratch_bytes = filled.scratch_bytes;
  host.plan.state_bytes = filled.state_bytes;
  return host;
}

/* Heap memory of exactly so many bytes, filled with a pattern */
inline std::vector<char> buffer(int32_t bytes, char fill) {
  std::vector<char> memory((size_t)bytes, fill);
  memory.shrink_to_fit();
  return memory;
}

inline std::vector<float> extract(impulse_extract_fn function, const HostPlan &host, const impulse_signal &signal, char fill,
                                  int32_t wanted = IMPULSE_OK) {
  std::vector<char> scratch = buffer(host.plan.scratch_bytes, fill);
  std::vector<float> features((size_t)host.features);
  const int32_t status = function(&host.plan, &signal, scratch.data(), features.data());
  EXPECT(status == wanted, "status %d (%s) instead of %d", (int)status, impulse_status_text(status), (int)wanted);
  return features;
}

#endif
