/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/decibel_scale_tables.h"
#include "dsp/host_math.h"
#include "dsp/log2_fixed.h"
#include "dsp/q15_tables.h"

namespace impulse {

namespace {

const double kTopDb = 12.0;
const double kDbPerNeper = 4.34294481903251827651; /* 10 / ln(10): of energies */
const double kLn2 = 0.693147180559945309417;
const float kNoLimit = 1e9f;

struct Scale {
  bool unit;
  double floor_db;
  double range_db; /* that is 1 of the values */
  double offset;
  double lowest;
};

int32_t read_scale(impulse_plan_writer *out, const Params &params, Scale *scale) {
  const double floor_db = param_number(params, "noiseFloor", -52.0);
  if (floor_db < -100.0 || floor_db >= kTopDb) return refuse(out, "noiseFloor %g dB: use -100 to 11 dB", floor_db);
  scale->unit = param_is(params, "scale", "unit");
  scale->floor_db = floor_db;
  scale->range_db = scale->unit ? kTopDb - floor_db : 1.0;
  scale->offset = scale->unit ? -floor_db / scale->range_db : 0.0;
  scale->lowest = scale->unit ? 0.0 : floor_db;
  return IMPULSE_OK;
}

/* x / 2^exponent, rounded; exponent <= 0 */
int32_t integer_of(double x, int32_t exponent) { return (int32_t)floor(x * (double)(1ll << -exponent) + 0.5); }

}  // namespace

int32_t write_decibel_scale(impulse_plan_writer *out, const Params &params) {
  Scale scale;
  const int32_t status = read_scale(out, params, &scale);
  if (status != IMPULSE_OK) return status;
  write_float(out, (float)exp10_f64(scale.floor_db / 10.0));
  write_float(out, (float)(kDbPerNeper / scale.range_db));
  write_float(out, (float)scale.offset);
  write_float(out, (float)scale.lowest);
  write_float(out, scale.unit ? 1.0f : kNoLimit);
  return IMPULSE_OK;
}

int32_t write_decibel_scale_q15(impulse_plan_writer *out, const Params &params) {
  Scale scale;
  const int32_t status = read_scale(out, params, &scale);
  if (status != IMPULSE_OK) return status;
  const ScaledFactor slope = scaled_factor(kDbPerNeper * kLn2 / scale.range_db);
  const int32_t exponent = slope.exponent + 32 - 6 - kLog2Bits; /* of the upper half of (logarithm * 2^6) * mantissa */
  write_int(out, log2_fixed_of_f64(exp10_f64(scale.floor_db / 10.0)));
  write_int(out, slope.mantissa);
  write_int(out, integer_of(scale.offset, exponent));
  write_int(out, integer_of(scale.lowest, exponent));
  write_int(out, scale.unit ? integer_of(1.0, exponent) : INT32_MAX);
  write_int(out, exponent);
  return IMPULSE_OK;
}

}  // namespace impulse
