/* SPDX-License-Identifier: Apache-2.0 */
/* The one N-API addon. It knows no block: it opens shared objects and calls the C ABIs of block.h and host.h. */
#include <napi.h>

#include "configure_block.h"
#include "extract_windows.h"
#include "host_cpu.h"
#include "run_impulse.h"
#include "shared_object.h"

static Napi::Object init(Napi::Env env, Napi::Object exports) {
  exports.Set("instructionSets", Napi::Function::New(env, list_instruction_sets));
  exports.Set("open", Napi::Function::New(env, open_shared_object));
  exports.Set("configure", Napi::Function::New(env, configure_block));
  exports.Set("extract", Napi::Function::New(env, extract_windows));
  exports.Set("describe", Napi::Function::New(env, describe_impulse));
  exports.Set("run", Napi::Function::New(env, run_impulse));
  exports.Set("push", Napi::Function::New(env, push_impulse));
  return exports;
}

NODE_API_MODULE(impulse, init)
