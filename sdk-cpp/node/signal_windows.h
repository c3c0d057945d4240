/* SPDX-License-Identifier: Apache-2.0 */
#ifndef IMPULSE_NODE_SIGNAL_WINDOWS_H
#define IMPULSE_NODE_SIGNAL_WINDOWS_H

#include <napi.h>

#include <cstdint>
#include <cstring>
#include <vector>

#include "impulse/block.h"

/** Windows of one recording, as C++ sees them: pointers into the JavaScript arrays, which the job keeps alive. */
class SignalWindows {
 public:
  /** @param recording { values: Uint8Array | Int16Array | Float32Array, axes, windowLength, windows: Int32Array of [start, length] pairs,
   *    columns?: Int32Array of the axes that the block sees } */
  explicit SignalWindows(const Napi::Object &recording);

  int32_t count() const { return static_cast<int32_t>(pairs_.size() / 2); }

  /** Window `index`; a stretch that is shorter than a window is padded with zeros behind it (in a buffer that the next call reuses). */
  impulse_signal at(int32_t index);

 private:
  void select_columns(const Napi::Object &recording);

  Napi::ObjectReference keep_alive_;
  const uint8_t *values_;
  std::vector<int32_t> pairs_;
  std::vector<int32_t> columns_;
  std::vector<uint8_t> padded_;
  impulse_signal signal_;
  size_t step_bytes_;
};

#endif
