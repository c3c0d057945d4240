/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/image_axis_tables.h"
#include "impulse/plan_writer.h"

using namespace impulse;

namespace {

struct Size {
  int32_t width;
  int32_t height;
};

/** What of the frame becomes what of the features. */
struct Fit {
  float left, top, right, bottom; /* of the frame, in pixels */
  Size inner;                     /* without the black beside it */
  int32_t pad_left, pad_top;
};

/** To the nearest, halves to the even number, as Python rounds. */
int32_t round_half_even(double value) {
  const int32_t whole = (int32_t)value;
  const double rest = value - whole;
  if (rest > 0.5 || (rest == 0.5 && whole % 2 != 0)) return whole + 1;
  return whole;
}

/** The middle of the frame in the shape of the features. */
Fit fit_short(const Size &frame, const Size &to) {
  const double wanted = (double)to.width / to.height;
  const double given = (double)frame.width / frame.height;
  double width = frame.width, height = frame.height;
  if (given > wanted) width = wanted * frame.height;
  if (given < wanted) height = frame.width / wanted;
  const double left = (frame.width - width) * 0.5, top = (frame.height - height) * 0.5;
  return {(float)left, (float)top, (float)(left + width), (float)(top + height), to, 0, 0};
}

/** The whole frame in the middle of the features. */
Fit fit_long(const Size &frame, const Size &to) {
  Size inner = to;
  const double wanted = (double)to.width / to.height;
  const double given = (double)frame.width / frame.height;
  if (given > wanted) inner.height = round_half_even((double)frame.height / frame.width * to.width);
  if (given < wanted) inner.width = round_half_even((double)frame.width / frame.height * to.height);
  if (inner.width < 1) inner.width = 1;
  if (inner.height < 1) inner.height = 1;
  const int32_t left = round_half_even((to.width - inner.width) * 0.5), top = round_half_even((to.height - inner.height) * 0.5);
  return {0.0f, 0.0f, (float)frame.width, (float)frame.height, inner, left, top};
}

Fit fit_frame(const Params &params, const Size &frame, const Size &to) {
  if (param_is(params, "resize", "squash")) return {0.0f, 0.0f, (float)frame.width, (float)frame.height, to, 0, 0};
  return param_is(params, "resize", "fit-long") ? fit_long(frame, to) : fit_short(frame, to);
}

ImageFilter filter_of(const Params &params) {
  if (param_is(params, "interpolation", "nearest")) return kNearest;
  return param_is(params, "interpolation", "lanczos") ? kLanczos : kBilinear;
}

/** What each value of a pixel becomes: pixel * scale + offset. */
void write_levels(const Params &params, impulse_plan_writer *out) {
  const bool is_signed = param_is(params, "range", "-1..1"), is_centred = param_is(params, "range", "-128..127");
  const bool is_whole = is_centred || param_is(params, "range", "0..255");
  const float scale = (float)(is_whole ? 1.0 : is_signed ? 2.0 / 255.0 : 1.0 / 255.0);
  const float offset = is_signed ? -1.0f : is_centred ? -128.0f : 0.0f;
  for (int32_t pixel = 0; pixel < 256; pixel++) write_float(out, (float)pixel * scale + offset);
}

int32_t channels_of(const Params &params, int32_t given) {
  if (param_is(params, "channels", "grayscale")) return 1;
  return param_is(params, "channels", "rgb") ? 3 : given;
}

}  // namespace

extern "C" int32_t image_configure(const impulse_param *first, int32_t count, const impulse_input *input, impulse_plan_writer *out) {
  const Params params = {first, count};
  const Size frame = {input->width, input->height};
  if (frame.width < 1 || frame.height < 1 || frame.width * frame.height != input->length) {
    return refuse(out, "it takes images: give the input's \"image\" its width and height");
  }
  if (input->axes != 1 && input->axes != 3) return refuse(out, "an image has 1 or 3 channels, not %d", (int)input->axes);
  const int32_t width = (int32_t)param_number(params, "width", 0), height = (int32_t)param_number(params, "height", 0);
  const Size to = {width > 0 ? width : frame.width, height > 0 ? height : frame.height};
  const Fit fit = fit_frame(params, frame, to);
  const int32_t channels = channels_of(params, input->axes);
  const int32_t rows_channels = channels < input->axes ? channels : input->axes; /* grey rows are shorter, and so is their scratch */

  write_levels(params, out);
  const int32_t sizes[] = {input->length, input->axes, frame.width, to.width, to.height, channels, fit.pad_left, fit.pad_top};
  for (const int32_t size : sizes) write_int(out, size);
  write_image_axis(out, filter_of(params), {frame.width, fit.left, fit.right, fit.inner.width});
  const int32_t taps = write_image_axis(out, filter_of(params), {frame.height, fit.top, fit.bottom, fit.inner.height});
  out->scratch_bytes = (frame.width * rows_channels + taps * fit.inner.width * rows_channels + 7) & ~7;
  out->rank = 3;
  out->shape[0] = to.height;
  out->shape[1] = to.width;
  out->shape[2] = channels;
  return IMPULSE_OK;
}
