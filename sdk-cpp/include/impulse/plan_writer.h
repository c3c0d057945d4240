/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What configure() uses, on the host only: it reads the parameters of block.json and writes the plan. The loader calls configure()
 * twice, first with empty buffers: the functions count then, and store nothing.
 */
#ifndef IMPULSE_PLAN_WRITER_H
#define IMPULSE_PLAN_WRITER_H

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "impulse/block.h"
#include "impulse/status.h"

namespace impulse {

/** Appends an integer. */
static inline void write_int(impulse_plan_writer *out, int32_t value) {
  if (out->ints_count < out->ints_capacity) out->ints[out->ints_count] = value;
  out->ints_count++;
}

/** Appends a float. */
static inline void write_float(impulse_plan_writer *out, float value) {
  if (out->floats_count < out->floats_capacity) out->floats[out->floats_count] = value;
  out->floats_count++;
}

/** Shape of the features: `{rows, columns}`, or `{count}` where `columns` is 0. */
static inline void write_shape(impulse_plan_writer *out, int32_t rows, int32_t columns) {
  out->rank = columns > 0 ? 2 : 1;
  out->shape[0] = rows;
  out->shape[1] = columns > 0 ? columns : 1;
}

/** Keeps the message for the user; configure() returns what this returns. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
static inline int32_t refuse(impulse_plan_writer *out, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(out->error, sizeof out->error, format, arguments);
  va_end(arguments);
  return IMPULSE_BAD_PARAMETER;
}

/** The parameters of block.json, resolved. */
struct Params {
  const impulse_param *first;
  int32_t count;
};

/** The parameter of that name, or NULL. */
static inline const impulse_param *find_param(const Params &params, const char *name) {
  for (int32_t i = 0; i < params.count; i++) {
    if (strcmp(params.first[i].name, name) == 0) return &params.first[i];
  }
  return NULL;
}

/** Number, or 0 or 1 for a boolean; `fallback` where the parameter is absent. */
static inline double param_number(const Params &params, const char *name, double fallback) {
  const impulse_param *param = find_param(params, name);
  return param ? param->number : fallback;
}

/** Whether a parameter is that text. */
static inline bool param_is(const Params &params, const char *name, const char *text) {
  const impulse_param *param = find_param(params, name);
  return param && param->text && strcmp(param->text, text) == 0;
}

}  // namespace impulse

#endif
