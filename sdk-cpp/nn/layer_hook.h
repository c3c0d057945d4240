// SPDX-License-Identifier: Apache-2.0
// What follows every operator of a generated model: nothing, unless the library is compiled with -DIMPULSE_LAYERS. The firmware then
// defines impulse_layer_done(), as benchmark_main.cpp does. The operators themselves are the same code in both builds.
#ifndef IMPULSE_NN_LAYER_HOOK_H
#define IMPULSE_NN_LAYER_HOOK_H

#include <stdint.h>

#ifdef IMPULSE_LAYERS
/**
 * Called behind each operator, in the order in which they run, and once before the first: index -1, no name.
 * @param model  C prefix of the model: `kws` of `kws_invoke`
 * @param index  number of the operator in the .tflite file
 * @param op     its name there: `CONV_2D`
 */
extern "C" void impulse_layer_done(const char *model, int32_t index, const char *op);
#define IMPULSE_LAYER_HOOK(model, index, op) impulse_layer_done(model, index, op)
#else
#define IMPULSE_LAYER_HOOK(model, index, op) static_cast<void>(0)
#endif

#endif  // IMPULSE_NN_LAYER_HOOK_H
