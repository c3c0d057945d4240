/* SPDX-License-Identifier: Apache-2.0 */
#include "extract_windows.h"

#include <memory>
#include <vector>

#include "impulse/block.h"
#include "impulse/status.h"
#include "shared_object.h"
#include "signal_windows.h"

namespace {

/** A plan of JavaScript as the ABI wants it. */
struct Plan {
  std::vector<int32_t> ints;
  std::vector<float> floats;
  impulse_plan plan = {};

  explicit Plan(const Napi::Object &object) {
    const auto shape = object.Get("shape").As<Napi::Array>();
    const auto js_ints = object.Get("ints").As<Napi::Int32Array>();
    const auto js_floats = object.Get("floats").As<Napi::Float32Array>();
    ints.assign(js_ints.Data(), js_ints.Data() + js_ints.ElementLength());
    floats.assign(js_floats.Data(), js_floats.Data() + js_floats.ElementLength());
    plan.rank = static_cast<int32_t>(shape.Length());
    for (uint32_t i = 0; i < shape.Length() && i < IMPULSE_MAX_RANK; i++) plan.shape[i] = shape.Get(i).As<Napi::Number>();
    plan.ints = ints.data();
    plan.ints_count = static_cast<int32_t>(ints.size());
    plan.floats = floats.data();
    plan.floats_count = static_cast<int32_t>(floats.size());
    plan.scratch_bytes = object.Get("scratchBytes").As<Napi::Number>();
    plan.state_bytes = object.Get("stateBytes").As<Napi::Number>();
  }

  size_t features() const {
    size_t count = 1;
    for (int32_t i = 0; i < plan.rank; i++) count *= static_cast<size_t>(plan.shape[i]);
    return count;
  }
};

class ExtractJob : public Napi::AsyncWorker {
 public:
  ExtractJob(Napi::Env env, impulse_extract_fn extract, const Napi::Object &plan, const Napi::Object &recording)
      : Napi::AsyncWorker(env), done(Napi::Promise::Deferred::New(env)), extract_(extract), plan_(plan), windows_(recording) {
    auto features =
        Napi::Float32Array::New(env, plan_.features() * static_cast<size_t>(windows_.count()));
    values_ = features.Data();
    features_ = Napi::Persistent(features.As<Napi::Object>());
  }

  void Execute() override {
    std::vector<double> scratch(static_cast<size_t>(plan_.plan.scratch_bytes) / sizeof(double) + 1);
    for (int32_t i = 0; i < windows_.count() && refused_ < 0; i++) {
      const impulse_signal signal = windows_.at(i);
      status_ = extract_(&plan_.plan, &signal, scratch.data(), values_ + static_cast<size_t>(i) * plan_.features());
      if (status_ != 0) refused_ = i;
    }
  }

  void OnOK() override {
    auto result = Napi::Object::New(Env());
    result.Set("features", features_.Value());
    result.Set("window", refused_);
    result.Set("status", status_);
    result.Set("problem", impulse_status_text(status_));
    done.Resolve(result);
  }

  void OnError(const Napi::Error &error) override { done.Reject(error.Value()); }

  Napi::Promise::Deferred done;

 private:
  impulse_extract_fn extract_;
  Plan plan_;
  SignalWindows windows_;
  Napi::ObjectReference features_;
  float *values_ = nullptr;
  int32_t refused_ = -1, status_ = 0;
};

}  // namespace

Napi::Value extract_windows(const Napi::CallbackInfo &info) {
  const auto extract =
      reinterpret_cast<impulse_extract_fn>(shared_object(info[0]).symbol(info.Env(), info[1].As<Napi::String>()));
  auto *job = new ExtractJob(info.Env(), extract, info[2].As<Napi::Object>(), info[3].As<Napi::Object>());
  job->Queue();
  return job->done.Promise();
}
