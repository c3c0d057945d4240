/* SPDX-License-Identifier: Apache-2.0 */
/* Runs an impulse as a firmware would on every window of `input.bin`; writes its status and result for each. With IMPULSE_BASE: the same
 * program without the impulse, whose size is subtracted. Both hold the window and the result, which are the caller's.
 *   IMPULSE_HEADER "kws_impulse.h"   IMPULSE_PREFIX kws   IMPULSE_VALUES: values in a window
 *   IMPULSE_SUPPLIED: features of blocks without C++, behind each window of the input; they are the caller's as well */
#include "emulator.h"

#include IMPULSE_HEADER

#define JOIN_TOKENS(a, b) a##b
#define JOIN(a, b) JOIN_TOKENS(a, b)
#define IMPULSE(name) JOIN(IMPULSE_PREFIX, name)

#if IMPULSE_SUPPLIED > 0 && !defined(IMPULSE_BASE)
extern "C" const float *IMPULSE(_supplied);
#endif

namespace {

IMPULSE(_value) window[IMPULSE_VALUES];
IMPULSE(_result) result;
#if IMPULSE_SUPPLIED > 0
float supplied[IMPULSE_SUPPLIED];
#endif

bool read_window() {
  if (emulator_read(window, sizeof window) != sizeof window) return false;
#if IMPULSE_SUPPLIED > 0
  return emulator_read(supplied, sizeof supplied) == sizeof supplied;
#else
  return true;
#endif
}

#ifdef IMPULSE_BASE
int32_t init() { return IMPULSE_OK; }
int32_t run() { return IMPULSE_OK; }
#else
int32_t init() {
#if IMPULSE_SUPPLIED > 0
  IMPULSE(_supplied) = supplied;
#endif
  return IMPULSE(_init_impulse)();
}
int32_t run() { return IMPULSE(_run_impulse)(window, &result); }
#endif

}  // namespace

/* Named for those who look for it in the image: its stack is what is measured. */
extern "C" void measured_call(void *status) { *static_cast<int32_t *>(status) = run(); }

int emulator_main(void) {
  int32_t status = init();
  if (status != IMPULSE_OK) return status;
  while (read_window()) {
    emulator_measure(measured_call, &status);
    emulator_write(&status, sizeof status);
    emulator_write(&result, sizeof result);
  }
  return IMPULSE_OK;
}
