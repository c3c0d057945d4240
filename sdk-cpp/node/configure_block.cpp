/* SPDX-License-Identifier: Apache-2.0 */
#include "configure_block.h"

#include <cstring>
#include <string>
#include <vector>

#include "impulse/block.h"
#include "shared_object.h"

namespace {

/** Parameters as configure() wants them; the strings live as long as this. */
struct Params {
  std::vector<std::string> names, texts;
  std::vector<impulse_param> rows;

  explicit Params(const Napi::Object &object) {
    const Napi::Array keys = object.GetPropertyNames();
    names.reserve(keys.Length());
    texts.reserve(keys.Length());
    for (uint32_t i = 0; i < keys.Length(); i++) {
      names.push_back(keys.Get(i).As<Napi::String>());
      add(names.back(), object.Get(names.back()));
    }
  }

 private:
  void add(const std::string &name, const Napi::Value &value) {
    if (value.IsNull() || value.IsUndefined()) return;
    impulse_param row = {name.c_str(), 0.0, nullptr};
    if (value.IsNumber()) {
      row.number = value.As<Napi::Number>();
    } else if (value.IsBoolean()) {
      row.number = value.As<Napi::Boolean>() ? 1.0 : 0.0;
    } else {
      texts.push_back(value.IsArray() ? join_lines(value.As<Napi::Array>()) : value.ToString());
      row.text = texts.back().c_str();
    }
    rows.push_back(row);
  }

  static std::string join_lines(const Napi::Array &values) {
    std::string text;
    for (uint32_t i = 0; i < values.Length(); i++) {
      if (i > 0) text += '\n';
      text += values.Get(i).ToString();
    }
    return text;
  }
};

void run_configure(Napi::Env env, impulse_configure_fn configure, const Params &params, const impulse_input &input,
                   impulse_plan_writer *writer) {
  writer->error[0] = '\0';
  const int32_t status = configure(params.rows.data(), static_cast<int32_t>(params.rows.size()), &input, writer);
  writer->error[sizeof writer->error - 1] = '\0';
  if (status == 0) return;
  const std::string message = writer->error[0] ? writer->error : "configure() returned " + std::to_string(status);
  throw Napi::Error::New(env, message);
}

}  // namespace

Napi::Value configure_block(const Napi::CallbackInfo &info) {
  const Napi::Env env = info.Env();
  const auto configure =
      reinterpret_cast<impulse_configure_fn>(shared_object(info[0]).symbol(env, info[1].As<Napi::String>()));
  const Params params(info[2].As<Napi::Object>());
  const auto in = info[3].As<Napi::Object>();
  const auto extent = [&in](const char *name) { return in.Has(name) ? in.Get(name).As<Napi::Number>().Int32Value() : 0; };
  const impulse_input input = {in.Get("frequencyHz").As<Napi::Number>(), extent("length"), extent("axes"),
                               extent("stride"), extent("width"), extent("height")};

  impulse_plan_writer counts;
  std::memset(&counts, 0, sizeof counts);
  run_configure(env, configure, params, input, &counts);

  auto ints = Napi::Int32Array::New(env, static_cast<size_t>(counts.ints_count));
  auto floats = Napi::Float32Array::New(env, static_cast<size_t>(counts.floats_count));
  impulse_plan_writer writer;
  std::memset(&writer, 0, sizeof writer);
  writer.ints = ints.Data();
  writer.ints_capacity = counts.ints_count;
  writer.floats = floats.Data();
  writer.floats_capacity = counts.floats_count;
  run_configure(env, configure, params, input, &writer);

  auto shape = Napi::Array::New(env);
  for (int32_t i = 0; i < writer.rank; i++) shape.Set(static_cast<uint32_t>(i), writer.shape[i]);
  auto plan = Napi::Object::New(env);
  plan.Set("shape", shape);
  plan.Set("ints", ints);
  plan.Set("floats", floats);
  plan.Set("scratchBytes", writer.scratch_bytes);
  plan.Set("stateBytes", writer.state_bytes);
  if (writer.hop_length > 0) plan.Set("hopLength", writer.hop_length);
  if (writer.functions[0]) plan.Set("functions", std::string(writer.functions));
  return plan;
}
