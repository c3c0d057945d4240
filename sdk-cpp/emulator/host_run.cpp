/* SPDX-License-Identifier: Apache-2.0 */
/* The functions of emulator.h for a program that runs on the machine that built it (Linux): the call is measured on a painted stack of
 * its own; `host.jsonl` receives one line for each, with CPU time and, where the kernel lets a process count them, instructions. */
#include "emulator.h"

#include <linux/perf_event.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

extern "C" uint32_t emulator_stack_bytes;
uint32_t emulator_stack_bytes;

namespace {

const unsigned char kPaint = 0xC5;

alignas(64) unsigned char stack[1 << 20];
ucontext_t caller, callee;
FILE *input, *output, *measures;
int counter = -1;

struct measured_call {
  void (*function)(void *);
  void *argument;
  int64_t nanoseconds;
  int64_t instructions; /* -1: not countable here */
} call;

int open_counter() {
  perf_event_attr attributes;
  memset(&attributes, 0, sizeof attributes);
  attributes.size = sizeof attributes;
  attributes.type = PERF_TYPE_HARDWARE;
  attributes.config = PERF_COUNT_HW_INSTRUCTIONS;
  attributes.exclude_kernel = 1;
  attributes.exclude_hv = 1;
  return static_cast<int>(syscall(SYS_perf_event_open, &attributes, 0, -1, -1, 0));
}

int64_t read_counter() {
  int64_t value = -1;
  if (counter < 0 || read(counter, &value, sizeof value) != sizeof value) return -1;
  return value;
}

int64_t read_clock() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

void run_call() {
  const int64_t count = read_counter();
  const int64_t start = read_clock();
  call.function(call.argument);
  call.nanoseconds = read_clock() - start;
  call.instructions = count < 0 ? -1 : read_counter() - count;
}

}  // namespace

size_t emulator_read(void *to, size_t bytes) { return input ? fread(to, 1, bytes, input) : 0; }

void emulator_write(const void *from, size_t bytes) { fwrite(from, 1, bytes, output); }

uint32_t emulator_measure(void (*function)(void *), void *argument) {
  memset(stack, kPaint, sizeof stack);
  call = {function, argument, 0, -1};
  getcontext(&callee);
  callee.uc_stack.ss_sp = stack;
  callee.uc_stack.ss_size = sizeof stack;
  callee.uc_link = &caller;
  makecontext(&callee, run_call, 0);
  swapcontext(&caller, &callee);
  size_t unused = 0;
  while (unused < sizeof stack && stack[unused] == kPaint) unused++;
  const uint32_t bytes = static_cast<uint32_t>(sizeof stack - unused);
  if (bytes > emulator_stack_bytes) emulator_stack_bytes = bytes;
  fprintf(measures, "{\"nanoseconds\":%lld,\"instructions\":%lld}\n", static_cast<long long>(call.nanoseconds),
          static_cast<long long>(call.instructions));
  return bytes;
}

int main() {
  input = fopen("input.bin", "rb");
  output = fopen("output.bin", "wb");
  measures = fopen("host.jsonl", "w");
  if (!output || !measures) return 98;
  counter = open_counter();
  const int status = emulator_main();
  FILE *const file = fopen("stack.bin", "wb");
  if (!file || fwrite(&emulator_stack_bytes, sizeof emulator_stack_bytes, 1, file) != 1) return 98;
  return fclose(file) | fclose(output) | fclose(measures) ? 98 : status;
}
