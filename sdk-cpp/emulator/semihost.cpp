/* SPDX-License-Identifier: Apache-2.0 */
/* Files and exit by Arm semihosting ("Semihosting for AArch32 and AArch64", operations 0x01 to 0x20). */
#include "emulator.h"

extern "C" {
uint32_t emulator_semihost(uint32_t operation, const void *block);
void emulator_run(void);
void emulator_fault(void);
uint32_t emulator_stack_bytes;
}

namespace {

enum operation { SYS_OPEN = 0x01, SYS_WRITE0 = 0x04, SYS_WRITE = 0x05, SYS_READ = 0x06, SYS_EXIT_EXTENDED = 0x20 };
enum mode { READ_BINARY = 1, WRITE_BINARY = 5 };

const uint32_t kApplicationExit = 0x20026;
const uint32_t kNoFile = 0xFFFFFFFF;
const int kFault = 99;

uint32_t input, output;

uint32_t open_file(const char *name, uint32_t length, mode how) {
  const uint32_t block[3] = {reinterpret_cast<uint32_t>(name), static_cast<uint32_t>(how), length};
  return emulator_semihost(SYS_OPEN, block);
}

void write_file(uint32_t file, const void *from, size_t bytes) {
  const uint32_t block[3] = {file, reinterpret_cast<uint32_t>(from), bytes};
  emulator_semihost(SYS_WRITE, block);
}

void leave(int status) {
  const uint32_t block[2] = {kApplicationExit, static_cast<uint32_t>(status)};
  emulator_semihost(SYS_EXIT_EXTENDED, block);
  for (;;) {
  }
}

}  // namespace

size_t emulator_read(void *to, size_t bytes) {
  const uint32_t block[3] = {input, reinterpret_cast<uint32_t>(to), bytes};
  const uint32_t missing = input == kNoFile ? bytes : emulator_semihost(SYS_READ, block);
  return missing > bytes ? 0 : bytes - missing;
}

void emulator_write(const void *from, size_t bytes) { write_file(output, from, bytes); }

void emulator_run(void) {
  input = open_file("input.bin", 9, READ_BINARY);
  output = open_file("output.bin", 10, WRITE_BINARY);
  const int status = emulator_main();
  write_file(open_file("stack.bin", 9, WRITE_BINARY), &emulator_stack_bytes, sizeof emulator_stack_bytes);
  leave(status);
}

void emulator_fault(void) {
  emulator_semihost(SYS_WRITE0, "fault: invalid or unaligned access, or an unknown instruction\n");
  leave(kFault);
}
