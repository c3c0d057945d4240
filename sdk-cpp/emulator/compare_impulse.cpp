/* SPDX-License-Identifier: Apache-2.0 */
/* Runs an impulse through the table that its host build is run by (node/host.h), and writes for every window of `input.bin`: status,
 * features, scores, decision. The bytes are compared with the host's.
 *   IMPULSE_WINDOW_BYTES, IMPULSE_FEATURES, IMPULSE_SCORES
 *   IMPULSE_SUPPLIED: features of blocks without C++, behind each window of the input */
#include "emulator.h"

#include "host.h"

extern "C" {
extern const impulse_host impulse_host_table;
}

namespace {

alignas(8) unsigned char window[IMPULSE_WINDOW_BYTES];
float features[IMPULSE_FEATURES];
float scores[IMPULSE_SCORES];

bool read_window() {
  if (emulator_read(window, sizeof window) != sizeof window) return false;
#if IMPULSE_SUPPLIED > 0
  static float supplied[IMPULSE_SUPPLIED];
  *impulse_host_table.supplied = supplied;
  return emulator_read(supplied, sizeof supplied) == sizeof supplied;
#else
  return true;
#endif
}

}  // namespace

int emulator_main(void) {
  if (impulse_host_table.init() != 0) return 1;
  while (read_window()) {
    impulse_decision decision = {-1, 0.0f};
    const int32_t status = impulse_host_table.run(window, features, scores, &decision);
    emulator_write(&status, sizeof status);
    emulator_write(features, sizeof features);
    emulator_write(scores, sizeof scores);
    emulator_write(&decision, sizeof decision);
  }
  return 0;
}
