/* SPDX-License-Identifier: Apache-2.0 */
#include "signal_windows.h"

SignalWindows::SignalWindows(const Napi::Object &recording) : keep_alive_(Napi::Persistent(recording)) {
  const auto values = recording.Get("values").As<Napi::TypedArray>();
  const auto windows = recording.Get("windows").As<Napi::Int32Array>();
  switch (values.TypedArrayType()) {
    case napi_uint8_array:
      signal_.dtype = IMPULSE_UINT8;
      break;
    case napi_int16_array:
      signal_.dtype = IMPULSE_INT16;
      break;
    case napi_float32_array:
      signal_.dtype = IMPULSE_FLOAT32;
      break;
    default:
      throw Napi::TypeError::New(recording.Env(), "values must be a Uint8Array, an Int16Array or a Float32Array");
  }
  signal_.stride = recording.Get("axes").As<Napi::Number>();
  signal_.length = recording.Get("windowLength").As<Napi::Number>();
  step_bytes_ = static_cast<size_t>(signal_.stride) * values.ElementSize();
  values_ = static_cast<const uint8_t *>(values.ArrayBuffer().Data()) + values.ByteOffset();
  pairs_.assign(windows.Data(), windows.Data() + windows.ElementLength());
  select_columns(recording);
  padded_.resize(static_cast<size_t>(signal_.length) * step_bytes_);
  for (size_t i = 0; i + 1 < pairs_.size(); i += 2) {
    const int64_t end = int64_t{pairs_[i]} + pairs_[i + 1];
    const bool inside = pairs_[i] >= 0 && pairs_[i + 1] >= 0 && pairs_[i + 1] <= signal_.length;
    if (!inside || static_cast<size_t>(end) * step_bytes_ > values.ByteLength()) {
      throw Napi::RangeError::New(recording.Env(), "a window lies outside its recording");
    }
  }
}

void SignalWindows::select_columns(const Napi::Object &recording) {
  signal_.axes = signal_.stride;
  signal_.columns = nullptr;
  if (!recording.Has("columns")) return;
  const auto columns = recording.Get("columns").As<Napi::Int32Array>();
  columns_.assign(columns.Data(), columns.Data() + columns.ElementLength());
  for (const int32_t column : columns_) {
    if (column < 0 || column >= signal_.stride) throw Napi::RangeError::New(recording.Env(), "a column is not an axis of the recording");
  }
  signal_.axes = static_cast<int32_t>(columns_.size());
  signal_.columns = columns_.data();
}

impulse_signal SignalWindows::at(int32_t index) {
  const int32_t start = pairs_[2 * static_cast<size_t>(index)];
  const int32_t length = pairs_[2 * static_cast<size_t>(index) + 1];
  const uint8_t *first = values_ + static_cast<size_t>(start) * step_bytes_;
  impulse_signal signal = signal_;
  signal.values = first;
  if (length < signal.length) {
    const size_t bytes = static_cast<size_t>(length) * step_bytes_;
    std::memcpy(padded_.data(), first, bytes);
    std::memset(padded_.data() + bytes, 0, padded_.size() - bytes);
    signal.values = padded_.data();
  }
  return signal;
}
