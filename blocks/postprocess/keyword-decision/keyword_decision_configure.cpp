/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/plan_writer.h"
#include "keyword_decision.h"

using namespace impulse;

/** Windows of a stream that a stretch of time spans, to the nearest. */
static int32_t windows_of(double ms, const impulse_input *stream, double least) {
  const double windows = ms * stream->frequency_hz / 1000.0 + 0.5;
  return (int32_t)(windows < least ? least : windows > 1e6 ? 1e6 : windows);
}

/** True when `line` is one of the lines of `text`. */
static bool has_line(const char *text, const char *line, size_t length) {
  while (text && *text) {
    const char *end = strchr(text, '\n');
    const size_t here = end ? (size_t)(end - text) : strlen(text);
    if (here == length && strncmp(text, line, length) == 0) return true;
    text = end ? end + 1 : NULL;
  }
  return false;
}

static const char *param_text(const Params &params, const char *name) {
  const impulse_param *param = find_param(params, name);
  return param && param->text ? param->text : "";
}

/** The line of `ignore` that is no label, or NULL. */
static const char *unknown_line(const char *ignore, const char *labels) {
  while (*ignore) {
    const char *end = strchr(ignore, '\n');
    const size_t length = end ? (size_t)(end - ignore) : strlen(ignore);
    if (!has_line(labels, ignore, length)) return ignore;
    ignore += length + (end ? 1 : 0);
  }
  return NULL;
}

extern "C" int32_t keyword_decision_configure(const impulse_param *first, int32_t count, const impulse_input *stream,
                                              impulse_plan_writer *out) {
  const Params params = {first, count};
  const char *labels = param_text(params, "labels");
  const char *ignore = param_text(params, "ignore");
  const char *unknown = unknown_line(ignore, labels);
  if (unknown) return refuse(out, "\"ignore\" names \"%.*s\", which is no label of the classifier", (int)strcspn(unknown, "\n"), unknown);

  const int32_t windows = windows_of(param_number(params, "average", 1000.0), stream, 1.0);
  write_int(out, stream->length);
  write_int(out, windows);
  write_int(out, windows_of(param_number(params, "suppression", 1000.0), stream, 0.0));
  const char *label = labels;
  for (int32_t i = 0; i < stream->length; i++) {
    const size_t length = strcspn(label, "\n");
    write_int(out, has_line(ignore, label, length));
    label += length + (label[length] ? 1 : 0);
  }
  write_float(out, (float)param_number(params, "threshold", 0.8));
  out->rank = 0;
  const int32_t bytes = (int32_t)sizeof(DecisionState) + windows * stream->length * (int32_t)sizeof(float);
  out->state_bytes = (bytes + 7) / 8 * 8;
  return IMPULSE_OK;
}
