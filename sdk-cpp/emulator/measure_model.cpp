/* SPDX-License-Identifier: Apache-2.0 */
/* Runs a compiled model on every input of `input.bin`. Without MODEL_HEADER: the base image, which is the same program without a model.
 *   MODEL_HEADER "kws_model.h"   MODEL_NAME kws   MODEL_INPUTS 1   MODEL_OUTPUTS 1 */
#include "emulator.h"

namespace {

#ifdef MODEL_HEADER
}  // namespace
#include MODEL_HEADER
namespace {

#define JOIN_TOKENS(a, b) a##b
#define JOIN(a, b) JOIN_TOKENS(a, b)
#define MODEL(function) JOIN(MODEL_NAME, function)

int init() { return MODEL(_init)(); }
int invoke() { return MODEL(_invoke)(); }

bool read_inputs() {
  for (int i = 0; i < MODEL_INPUTS; i++) {
    if (emulator_read(MODEL(_input)(i), MODEL(_input_bytes)(i)) != MODEL(_input_bytes)(i)) return false;
  }
  return true;
}

void write_outputs() {
  for (int i = 0; i < MODEL_OUTPUTS; i++) emulator_write(MODEL(_output)(i), MODEL(_output_bytes)(i));
}
#else
int init() { return 0; }
int invoke() { return 0; }
bool read_inputs() {
  unsigned char value;
  return emulator_read(&value, 1) == 1;
}
void write_outputs() { emulator_write(nullptr, 0); }
#endif

}  // namespace

/* Named for those who look for it in the image: its stack is what is measured. */
extern "C" void measured_call(void *status) { *static_cast<int *>(status) = invoke(); }

int emulator_main(void) {
  int status = init();
  while (status == 0 && read_inputs()) {
    emulator_measure(measured_call, &status);
    write_outputs();
  }
  return status;
}
