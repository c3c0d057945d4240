/* SPDX-License-Identifier: Apache-2.0 */
#include "host_cpu.h"

Napi::Value list_instruction_sets(const Napi::CallbackInfo &info) {
  auto names = Napi::Array::New(info.Env());
#if defined(__x86_64__) && defined(__GNUC__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2")) names.Set(0u, "avx2");
#endif
  return names;
}
