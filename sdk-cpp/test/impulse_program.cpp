/* SPDX-License-Identifier: Apache-2.0 */
/* Runs raw windows from standard input through the host table of an impulse and writes features, scores and decision of each to standard
 * output: a test builds it with sanitizers and compares the bytes. */
#include <stdio.h>

#include <vector>

#include "host.h"

extern "C" {
extern const impulse_host impulse_host_table;
}

int main() {
  const impulse_host &host = impulse_host_table;
  const size_t value_bytes = host.dtype == IMPULSE_UINT8 ? sizeof(uint8_t) : host.dtype == IMPULSE_INT16 ? sizeof(int16_t) : sizeof(float);
  std::vector<float> features(static_cast<size_t>(host.features_count)), scores(static_cast<size_t>(host.scores_count));
  /* The window is heap memory of its exact size, so that a read beyond it is caught. */
  std::vector<char> window(static_cast<size_t>(host.window_length) * static_cast<size_t>(host.axes) * value_bytes);
  if (host.init() != 0) return 1;
  while (fread(window.data(), window.size(), 1, stdin) == 1) {
    impulse_decision decision = {-1, 0.0f};
    if (host.run(window.data(), features.data(), scores.data(), &decision) != 0) return 1;
    fwrite(features.data(), sizeof(float), features.size(), stdout);
    fwrite(scores.data(), sizeof(float), scores.size(), stdout);
    fwrite(&decision, sizeof decision, 1, stdout);
  }
  return 0;
}
