/* SPDX-License-Identifier: Apache-2.0 */
#include "impulse/deterministic.h"

#include "dsp/decibel_scale_tables.h"
#include "dsp/host_math.h"

namespace impulse {

static const double kTopDb = 12.0;
static const double kDbPerNeper = 4.34294481903251827651; /* 10 / ln(10): of energies */
static const float kNoLimit = 1e9f;

int32_t write_decibel_scale(impulse_plan_writer *out, const Params &params) {
  const double floor_db = param_number(params, "noiseFloor", -52.0);
  if (floor_db < -100.0 || floor_db >= kTopDb) return refuse(out, "noiseFloor %g dB: use -100 to 11 dB", floor_db);
  const bool unit = param_is(params, "scale", "unit");
  const double range_db = unit ? kTopDb - floor_db : 1.0;
  write_float(out, (float)exp10_f64(floor_db / 10.0));
  write_float(out, (float)(kDbPerNeper / range_db));
  write_float(out, unit ? (float)(-floor_db / range_db) : 0.0f);
  write_float(out, unit ? 0.0f : (float)floor_db);
  write_float(out, unit ? 1.0f : kNoLimit);
  return IMPULSE_OK;
}

}  // namespace impulse
