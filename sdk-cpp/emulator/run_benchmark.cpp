/* SPDX-License-Identifier: Apache-2.0 */
/* Runs the benchmark_main.cpp of a C++ library, compiled with IMPULSE_NO_MAIN, IMPULSE_CYCLES and IMPULSE_PRINT=emulator_print: the log
 * is the output. Cycles are those of SysTick, which QEMU's clock drives: with `-icount shift=0` 40 instructions are one.
 *   IMPULSE_BENCHMARK kws_benchmark */
#include "emulator.h"

extern "C" {
int32_t IMPULSE_BENCHMARK(void);
uint32_t impulse_cycles(void);
void emulator_print(const char *text);
}

namespace {

/* ARM DDI 0403, B3.3: counts down, 24 bits. */
const uint32_t kReload = 0xFFFFFF;
volatile uint32_t *const kControl = reinterpret_cast<volatile uint32_t *>(0xE000E010);
volatile uint32_t *const kReloadValue = reinterpret_cast<volatile uint32_t *>(0xE000E014);
volatile uint32_t *const kCurrent = reinterpret_cast<volatile uint32_t *>(0xE000E018);

uint32_t last, total;

void run(void *status) { *static_cast<int32_t *>(status) = IMPULSE_BENCHMARK(); }

}  // namespace

uint32_t impulse_cycles(void) {
  const uint32_t now = *kCurrent;
  total += (last - now) & kReload;
  last = now;
  return total;
}

void emulator_print(const char *text) {
  size_t bytes = 0;
  while (text[bytes] != 0) bytes++;
  emulator_write(text, bytes);
}

int emulator_main(void) {
  *kReloadValue = kReload;
  *kCurrent = 0;
  *kControl = 5; /* enabled, by the clock of the core, no interrupt */
  last = *kCurrent;
  int32_t status = 0;
  emulator_measure(run, &status);
  return status;
}
