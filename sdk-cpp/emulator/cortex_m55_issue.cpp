// SPDX-License-Identifier: Apache-2.0
#include "cortex_m55_issue.h"

const uint8_t kUnitsM55[UNITS] = {0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1};

namespace {

/* One of two 16-bit instructions that issue together: NOP, IT, branches, ADD and SUB of immediates, MOV, extensions. */
bool is_light_m55(const code_unit &c) {
  if (c.wide) return false;
  const uint32_t h = c.first;
  const bool moves = (h & 0xF800) == 0x2000 || (h & 0xFF00) == 0x4600, adds = (h & 0xFC00) == 0x1C00 || (h & 0xF000) == 0x3000;
  const bool branches = c.facts.kind == COUNT_branch || c.facts.kind == COUNT_branch_cond;
  return moves || adds || branches || (h & 0xFF00) == 0xB200 || (h & 0xFF00) == 0xBF00;
}

}  // namespace

demand demand_of_m55(const code_unit &c) {
  if (is_light_m55(c)) return ask({}, 1);
  demand d = ask({ALU}, 1);
  d.alone = c.wide;
  switch (c.facts.kind) {
    case COUNT_load: case COUNT_load_multi: case COUNT_mul: case COUNT_mac: case COUNT_mul_long: case COUNT_mac_long: case COUNT_simd_mac:
    case COUNT_simd:
      d.latency = 2;
      break;
    case COUNT_mve:
      return alone(ask({(c.first & 0xFE00) == 0xEC00 ? VECTOR_MEMORY : VECTOR_ALU}, 1));
    case COUNT_div:
      return alone(ask({ALU}, 1), 7);
    case COUNT_vfp:
      d.latency = 2;
      break;
    case COUNT_vfp_mac:
      d.latency = 4;
      break;
    case COUNT_vfp_div:
      return alone(ask({ALU}, 1), 15);
    default:
      break;
  }
  d.busy = c.facts.words > 1 ? c.facts.words : 1;
  return d;
}
