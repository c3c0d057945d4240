/** `start_cycles()`, `read_cycles()`, `CYCLES_UNIT` and `CORE` of `benchmark_main.cpp`. */
export function writeClock(): string {
  return `/* Cortex-M with a cycle counter; Cortex-M0, M0+ and M23 have none. */
#if defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M' && !defined(__ARM_ARCH_6M__) && !defined(__ARM_ARCH_8M_BASE__)
#define HAS_CYCCNT 1
#endif

#define AS_TEXT_OF(value) #value
#define AS_TEXT(value) AS_TEXT_OF(value)
#if defined(__ARM_ARCH) && defined(__ARM_FP)
#define CORE "Arm v" AS_TEXT(__ARM_ARCH) " with FPU"
#elif defined(__ARM_ARCH)
#define CORE "Arm v" AS_TEXT(__ARM_ARCH)
#elif defined(__x86_64__)
#define CORE "x86-64"
#elif defined(__riscv)
#define CORE "RISC-V"
#else
#define CORE "unknown"
#endif

#if defined(HAS_CYCCNT) && !defined(IMPULSE_CYCLES)
#define CYCLES_UNIT "cycles"
/* The cycle counter of the Data Watchpoint and Trace unit (ARM DDI 0403, C1.8). */
static volatile uint32_t *register_at(uint32_t address) { return reinterpret_cast<volatile uint32_t *>(address); }
static uint32_t read_cycles() { return *register_at(0xE0001004u); } /* DWT_CYCCNT */
static bool start_cycles() {
  *register_at(0xE000EDFCu) |= 1u << 24; /* DEMCR.TRCENA */
  *register_at(0xE0001FB0u) = 0xC5ACCE55u; /* DWT_LAR: the lock of a Cortex-M7; others have none */
  if ((*register_at(0xE0001000u) & (1u << 25)) != 0) return false; /* DWT_CTRL.NOCYCCNT */
  *register_at(0xE0001004u) = 0;
  *register_at(0xE0001000u) |= 1u; /* DWT_CTRL.CYCCNTENA */
  for (uint32_t tries = 0; tries < 100; tries++) {
    if (read_cycles() != 0) return true;
  }
  return false;
}
#elif !defined(IMPULSE_CYCLES) && (defined(__unix__) || defined(__APPLE__))
#include <time.h>
#define CYCLES_UNIT "nanoseconds"
static uint32_t read_cycles() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<uint32_t>(now.tv_sec) * 1000000000u + static_cast<uint32_t>(now.tv_nsec);
}
static bool start_cycles() { return true; }
#else
#define CYCLES_UNIT "cycles"
/* Yours: a counter of the core's cycles that goes up, modulo 2^32; also a timer that goes down, times its prescaler, subtracted from 0. */
extern "C" uint32_t impulse_cycles(void);
static uint32_t read_cycles() { return impulse_cycles(); }
static bool start_cycles() { return true; }
#endif
`;
}
