/* SPDX-License-Identifier: Apache-2.0 */
#ifndef IMPULSE_NODE_RUN_IMPULSE_H
#define IMPULSE_NODE_RUN_IMPULSE_H

#include <napi.h>

/** `describe(object)`: `{ windowLength, axes, dtype, features, scores }` of the host build of an impulse. */
Napi::Value describe_impulse(const Napi::CallbackInfo &info);

/** `run(object, recording)`: init, then every window, off the JavaScript thread; resolves to `{ features, scores, decisions,
 *  decisionScores, window, status, problem }`, row by window; `window` is the first one that the impulse refused, or -1. */
Napi::Value run_impulse(const Napi::CallbackInfo &info);

/** `push(object, values, piece)`: init, then a stream in pieces of `piece` time steps; resolves to `{ ends, scores, decisions,
 *  decisionScores, status }`, one row for each piece that completed a window; `ends` are the time steps behind those pieces. */
Napi::Value push_impulse(const Napi::CallbackInfo &info);

#endif
