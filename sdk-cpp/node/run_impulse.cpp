/* SPDX-License-Identifier: Apache-2.0 */
#include "run_impulse.h"

#include <string>
#include <vector>

#include "impulse/status.h"
#include "node/host.h"
#include "shared_object.h"
#include "signal_windows.h"

namespace {

const impulse_host &host_table(Napi::Env env, const SharedObject &object) {
  return *static_cast<const impulse_host *>(object.symbol(env, "impulse_host_table"));
}

template <typename Array, typename Element>
Array to_array(Napi::Env env, const std::vector<Element> &values) {
  Array array = Array::New(env, values.size());
  std::copy(values.begin(), values.end(), array.Data());
  return array;
}

/** What the impulse said, row by row. */
struct Rows {
  std::vector<float> scores, decision_scores;
  std::vector<int32_t> decisions;

  void add(const std::vector<float> &row, const impulse_decision &decision) {
    scores.insert(scores.end(), row.begin(), row.end());
    decisions.push_back(decision.label);
    decision_scores.push_back(decision.score);
  }

  void copy_to(Napi::Env env, Napi::Object *result) const {
    result->Set("scores", to_array<Napi::Float32Array>(env, scores));
    result->Set("decisions", to_array<Napi::Int32Array>(env, decisions));
    result->Set("decisionScores", to_array<Napi::Float32Array>(env, decision_scores));
  }
};

/** A job on one impulse: an impulse has static memory, so jobs on it wait for one another. */
class ImpulseJob : public Napi::AsyncWorker {
 public:
  ImpulseJob(Napi::Env env, SharedObject *object)
      : Napi::AsyncWorker(env), done(Napi::Promise::Deferred::New(env)), host_(host_table(env, *object)), object_(object) {}

  void Execute() override {
    std::lock_guard<std::mutex> guard(object_->mutex);
    status_ = host_.init();
    if (status_ == IMPULSE_OK) run();
  }

  void OnOK() override {
    auto result = Napi::Object::New(Env());
    rows_.copy_to(Env(), &result);
    result.Set("status", status_);
    result.Set("problem", impulse_status_text(status_));
    add_to(&result);
    done.Resolve(result);
  }

  void OnError(const Napi::Error &error) override { done.Reject(error.Value()); }

  Napi::Promise::Deferred done;

 protected:
  virtual void run() = 0;
  virtual void add_to(Napi::Object *result) = 0;

  const impulse_host &host_;
  Rows rows_;
  int32_t status_ = IMPULSE_OK;

 private:
  SharedObject *object_;
};

class RunJob : public ImpulseJob {
 public:
  RunJob(Napi::Env env, SharedObject *object, const Napi::Object &recording) : ImpulseJob(env, object), windows_(recording) {
    if (host_.supplied_count > 0) supplied_ = recording.Get("supplied").As<Napi::Float32Array>().Data(); /* kept alive by windows_ */
  }

 protected:
  void run() override {
    std::vector<float> row(static_cast<size_t>(host_.scores_count));
    const auto width = static_cast<size_t>(host_.features_count);
    features_.resize(width * static_cast<size_t>(windows_.count()));
    for (int32_t i = 0; i < windows_.count(); i++) {
      impulse_decision decision = {-1, 0.0f};
      if (supplied_ != nullptr) *host_.supplied = supplied_ + static_cast<size_t>(i) * static_cast<size_t>(host_.supplied_count);
      status_ = host_.run(windows_.at(i).values, features_.data() + static_cast<size_t>(i) * width, row.data(), &decision);
      if (status_ != IMPULSE_OK) {
        refused_ = i;
        return;
      }
      rows_.add(row, decision);
    }
  }

  void add_to(Napi::Object *result) override {
    result->Set("features", to_array<Napi::Float32Array>(Env(), features_));
    result->Set("window", refused_);
  }

 private:
  SignalWindows windows_;
  const float *supplied_ = nullptr;
  std::vector<float> features_;
  int32_t refused_ = -1;
};

class PushJob : public ImpulseJob {
 public:
  PushJob(Napi::Env env, SharedObject *object, const Napi::TypedArray &values, int32_t piece)
      : ImpulseJob(env, object), keep_alive_(Napi::Persistent(values.As<Napi::Object>())), piece_(piece) {
    values_ = static_cast<const uint8_t *>(values.ArrayBuffer().Data()) + values.ByteOffset();
    step_bytes_ = values.ElementSize() * static_cast<size_t>(host_.axes);
    steps_ = static_cast<int32_t>(values.ByteLength() / step_bytes_);
  }

 protected:
  void run() override {
    std::vector<float> row(static_cast<size_t>(host_.scores_count));
    for (int32_t at = 0; at < steps_; at += piece_) {
      const int32_t steps = piece_ < steps_ - at ? piece_ : steps_ - at;
      impulse_decision decision = {-1, 0.0f};
      const int32_t status = host_.push(values_ + static_cast<size_t>(at) * step_bytes_, steps, row.data(), &decision);
      if (status == IMPULSE_PENDING) continue;
      status_ = status;
      if (status != IMPULSE_OK) return;
      rows_.add(row, decision);
      ends_.push_back(at + steps);
    }
  }

  void add_to(Napi::Object *result) override { result->Set("ends", to_array<Napi::Int32Array>(Env(), ends_)); }

 private:
  Napi::ObjectReference keep_alive_;
  const uint8_t *values_;
  size_t step_bytes_;
  int32_t steps_, piece_;
  std::vector<int32_t> ends_;
};

const char *name_of_dtype(const impulse_host &host) {
  if (host.dtype == IMPULSE_UINT8) return "uint8";
  return host.dtype == IMPULSE_INT16 ? "int16" : "float32";
}

void check_values(const Napi::TypedArray &values, const impulse_host &host) {
  const auto type = values.TypedArrayType();
  const int32_t dtype = type == napi_uint8_array ? IMPULSE_UINT8 : type == napi_int16_array ? IMPULSE_INT16 : IMPULSE_FLOAT32;
  const bool is_known = dtype != IMPULSE_FLOAT32 || type == napi_float32_array;
  if (is_known && dtype == host.dtype) return;
  throw Napi::TypeError::New(values.Env(), std::string("the impulse takes ") + name_of_dtype(host) + " values");
}

void check_supplied(const Napi::Object &recording, const impulse_host &host) {
  if (host.supplied_count == 0) return;
  const auto windows = recording.Get("windows").As<Napi::Int32Array>().ElementLength() / 2;
  const auto supplied = recording.Get("supplied");
  const size_t needed = windows * static_cast<size_t>(host.supplied_count);
  if (supplied.IsTypedArray() && supplied.As<Napi::TypedArray>().ElementLength() == needed) return;
  throw Napi::RangeError::New(recording.Env(), "the recording does not have the supplied features of every window");
}

}  // namespace

Napi::Value describe_impulse(const Napi::CallbackInfo &info) {
  const impulse_host &host = host_table(info.Env(), shared_object(info[0]));
  auto result = Napi::Object::New(info.Env());
  result.Set("windowLength", host.window_length);
  result.Set("axes", host.axes);
  result.Set("dtype", name_of_dtype(host));
  result.Set("features", host.features_count);
  result.Set("scores", host.scores_count);
  return result;
}

Napi::Value run_impulse(const Napi::CallbackInfo &info) {
  SharedObject &object = shared_object(info[0]);
  const auto recording = info[1].As<Napi::Object>();
  const impulse_host &host = host_table(info.Env(), object);
  check_values(recording.Get("values").As<Napi::TypedArray>(), host);
  const bool fits = recording.Get("axes").As<Napi::Number>().Int32Value() == host.axes &&
                    recording.Get("windowLength").As<Napi::Number>().Int32Value() == host.window_length;
  if (!fits) throw Napi::RangeError::New(info.Env(), "the recording does not have the axes and the window of the impulse");
  check_supplied(recording, host);
  auto *job = new RunJob(info.Env(), &object, recording);
  job->Queue();
  return job->done.Promise();
}

Napi::Value push_impulse(const Napi::CallbackInfo &info) {
  SharedObject &object = shared_object(info[0]);
  const auto values = info[1].As<Napi::TypedArray>();
  const int32_t piece = info[2].As<Napi::Number>();
  check_values(values, host_table(info.Env(), object));
  if (piece < 1) throw Napi::RangeError::New(info.Env(), "a piece has at least one time step");
  auto *job = new PushJob(info.Env(), &object, values, piece);
  job->Queue();
  return job->done.Promise();
}
