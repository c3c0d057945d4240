/* SPDX-License-Identifier: Apache-2.0 */
/* Runs one DSP block on the windows of `input.bin`. The build defines BLOCK (prefix of its functions), BLOCK_PLAN, WINDOW_BYTES, DTYPE,
 * LENGTH, AXES, FEATURES, SCRATCH_BYTES and, for the same program without the block, BASE. */
#include "emulator.h"
#include "impulse/block.h"

#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)

static int64_t window[(WINDOW_BYTES + 7) / 8];
static int32_t status;
#ifndef BASE
extern "C" int32_t JOIN(BLOCK, _extract)(const impulse_plan *plan, const impulse_signal *signal, void *scratch, float *features);
extern const impulse_plan BLOCK_PLAN;
static int64_t scratch[(SCRATCH_BYTES + 7) / 8 + 1];
static float features[FEATURES];
#endif

static void extract(void *) {
#ifndef BASE
  const impulse_signal signal = {window, DTYPE, LENGTH, AXES, AXES, nullptr};
  status = JOIN(BLOCK, _extract)(&BLOCK_PLAN, &signal, scratch, features);
#endif
}

int emulator_main() {
  while (emulator_read(window, WINDOW_BYTES) == WINDOW_BYTES) {
    emulator_measure(extract, nullptr);
    if (status != 0) return status;
#ifndef BASE
    emulator_write(features, sizeof features);
#endif
  }
  return 0;
}
