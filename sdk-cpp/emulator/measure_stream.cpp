/* SPDX-License-Identifier: Apache-2.0 */
/* Feeds an impulse with a stream as a firmware would: `input.bin` is read in pieces of one stride. Once the first window is whole, each
 * piece completes one window, and is measured; its status and result are written. With IMPULSE_BASE: the same program without the impulse,
 * whose size is subtracted. Both hold the piece and the result, which are the caller's.
 *   IMPULSE_HEADER "kws_impulse.h"   IMPULSE_PREFIX kws   IMPULSE_STEPS: time steps of a piece   IMPULSE_VALUES: its values
 *   IMPULSE_LEAD: pieces until the first window is whole */
#include "emulator.h"

#include IMPULSE_HEADER

#define JOIN_TOKENS(a, b) a##b
#define JOIN(a, b) JOIN_TOKENS(a, b)
#define IMPULSE(name) JOIN(IMPULSE_PREFIX, name)

namespace {

IMPULSE(_value) piece[IMPULSE_VALUES];
IMPULSE(_result) result;

#ifdef IMPULSE_BASE
int32_t init() { return IMPULSE_OK; }
int32_t push() { return IMPULSE_OK; }
#else
int32_t init() { return IMPULSE(_init_impulse)(); }
int32_t push() { return IMPULSE(_push_samples)(piece, IMPULSE_STEPS, &result); }
#endif

}  // namespace

/* Named for those who look for it in the image: its stack is what is measured. */
extern "C" void measured_call(void *status) { *static_cast<int32_t *>(status) = push(); }

int emulator_main(void) {
  int32_t status = init();
  if (status != IMPULSE_OK) return status;
  for (int pieces = 0; emulator_read(piece, sizeof piece) == sizeof piece; pieces++) {
    if (pieces < IMPULSE_LEAD) {
      measured_call(&status);
      if (status != IMPULSE_OK && status != IMPULSE_PENDING) return status;
      continue;
    }
    emulator_measure(measured_call, &status);
    emulator_write(&status, sizeof status);
    emulator_write(&result, sizeof result);
  }
  return IMPULSE_OK;
}
