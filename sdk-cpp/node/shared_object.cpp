/* SPDX-License-Identifier: Apache-2.0 */
#include "shared_object.h"

#include <dlfcn.h>

#include <map>

void *SharedObject::symbol(Napi::Env env, const std::string &name) const {
  void *address = dlsym(handle, name.c_str());
  if (address == nullptr) throw Napi::Error::New(env, path + " does not export " + name);
  return address;
}

Napi::Value open_shared_object(const Napi::CallbackInfo &info) {
  static std::map<std::string, SharedObject> opened;
  static std::mutex opening;
  const std::string path = info[0].As<Napi::String>();
  std::lock_guard<std::mutex> guard(opening);
  SharedObject &object = opened[path];
  if (object.handle == nullptr) {
    object.path = path;
    object.handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (object.handle == nullptr) throw Napi::Error::New(info.Env(), dlerror());
  }
  return Napi::External<SharedObject>::New(info.Env(), &object);
}

SharedObject &shared_object(const Napi::Value &handle) { return *handle.As<Napi::External<SharedObject>>().Data(); }
