/* SPDX-License-Identifier: Apache-2.0 */
#ifndef IMPULSE_NODE_EXTRACT_WINDOWS_H
#define IMPULSE_NODE_EXTRACT_WINDOWS_H

#include <napi.h>

/** `extract(object, symbol, plan, recording)`: off the JavaScript thread; resolves to
 *  `{ features: Float32Array [windows, features], window, status }`, where window is the first one that the block refused, or -1. */
Napi::Value extract_windows(const Napi::CallbackInfo &info);

#endif
