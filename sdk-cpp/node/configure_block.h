/* SPDX-License-Identifier: Apache-2.0 */
#ifndef IMPULSE_NODE_CONFIGURE_BLOCK_H
#define IMPULSE_NODE_CONFIGURE_BLOCK_H

#include <napi.h>

/** `configure(object, symbol, params, { frequencyHz, length, axes })`: the block's plan, or an error with the block's own message. */
Napi::Value configure_block(const Napi::CallbackInfo &info);

#endif
