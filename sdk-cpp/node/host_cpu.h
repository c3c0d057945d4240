/* SPDX-License-Identifier: Apache-2.0 */
#ifndef IMPULSE_NODE_HOST_CPU_H
#define IMPULSE_NODE_HOST_CPU_H

#include <napi.h>

/** Instruction sets beyond the baseline that this machine has and kernels are written for: their names as compilers' flags have them. */
Napi::Value list_instruction_sets(const Napi::CallbackInfo &info);

#endif
