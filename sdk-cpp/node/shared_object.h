/* SPDX-License-Identifier: Apache-2.0 */
#ifndef IMPULSE_NODE_SHARED_OBJECT_H
#define IMPULSE_NODE_SHARED_OBJECT_H

#include <napi.h>

#include <mutex>
#include <string>

/** A compiled block or impulse. Never unloaded: a pending job may still be inside it, and a process loads few of them. */
struct SharedObject {
  std::string path;
  void *handle = nullptr;
  /** Held while code with static memory runs: an impulse is not reentrant. */
  std::mutex mutex;

  /** Address of an exported symbol; throws a JavaScript error where it is missing. */
  void *symbol(Napi::Env env, const std::string &name) const;
};

/** `open(path)`: loads the object and returns its handle. */
Napi::Value open_shared_object(const Napi::CallbackInfo &info);

/** The object behind a handle that `open` returned. */
SharedObject &shared_object(const Napi::Value &handle);

#endif
