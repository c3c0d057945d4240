// SPDX-License-Identifier: Apache-2.0
#include "cortex_m7_issue.h"

const uint8_t kUnitsM7[UNITS] = {2, 1, 2, 1, 1, 1, 1, 1, 2, 1, 0, 0};

namespace {

bool is_extension(const code_unit &c) {
  return c.wide ? (c.first & 0xFF80) == 0xFA00 && (c.second & 0xF080) == 0xF080 : (c.first & 0xFF00) == 0xB200;
}

bool is_packing(const code_unit &c) { return c.wide && (c.first & 0xFFF0) == 0xEAC0; }  // PKHBT, PKHTB

bool is_reversal(const code_unit &c) {
  return c.wide ? (c.first & 0xFFF0) == 0xFA90 && (c.second & 0xC0) == 0x80 : (c.first & 0xFF00) == 0xBA00;
}

/* Of the plain immediates, by the field that tells them apart. */
uint32_t plain_immediate(const code_unit &c) {
  return c.wide && (c.first & 0xFA00) == 0xF200 && !(c.second & 0x8000) ? (c.first >> 4) & 31 : 0;
}

bool is_saturation(const code_unit &c) {
  const uint32_t op = plain_immediate(c);
  return op == 16 || op == 18 || op == 24 || op == 26;
}

bool is_bit_field(const code_unit &c) {
  const uint32_t op = plain_immediate(c);
  return op == 20 || op == 28;
}

bool is_word_load(const code_unit &c) {
  if (c.wide) return (c.first & 0x60) == 0x40;
  const uint32_t group = c.first >> 12;
  return group == 4 || group == 6 || group == 9 || (group == 5 && ((c.first >> 9) & 7) == 4);
}

demand alu_of_m7(const code_unit &c, const register_use &use) {
  if (is_extension(c)) return leading(ask({SIMD, ALU}, 1));
  if (is_reversal(c)) return leading(ask({SIMD, ALU, SHIFT}, 0));
  if (is_saturation(c)) return leading(ask({SIMD, ALU, SHIFT}, 2));
  if (is_bit_field(c) || is_packing(c)) return leading(ask({SIMD, ALU, SHIFT}, 1));
  demand d = use.shifts ? ask({ALU, SHIFT}, 1) : ask({ALU}, 1);
  d.waits = use.shifts && use.address;
  return d;
}

/* Transfers of several words go 64 bits a cycle. */
uint32_t beats(uint32_t words) { return words < 2 ? 1 : (words + 1) / 2; }

demand placed(demand d, uint32_t base, uint32_t offset) {
  d.place = static_cast<uint8_t>(base + 1);
  d.bank = (offset >> 2) & 1;
  return d;
}

/* Even and odd words lie in two banks of the tightly coupled memory and the cache: two loads of one bank go one after another, which
 * shows where both are at constant distances from one register. */
demand placed_load(demand d, const code_unit &c) {
  const uint32_t a = c.first, b = c.second, base = c.wide ? a & 15 : (a >> 3) & 7;
  if (c.facts.kind == COUNT_vldst) return placed(d, base, (a & 0x80) ? (b & 0xFF) << 2 : 0u - ((b & 0xFF) << 2));
  if (c.wide && base == 15) return d;
  if (c.wide && (a & 0x80)) return placed(d, base, b & 0xFFF);
  if (c.wide) return (b & 0x800) ? placed(d, base, !(b & 0x400) ? 0 : (b & 0x200) ? b & 0xFF : 0u - (b & 0xFF)) : d;
  switch (a >> 12) {
    case 6: return placed(d, base, ((a >> 6) & 31) << 2);
    case 7: return placed(d, base, (a >> 6) & 31);
    case 8: return placed(d, base, ((a >> 6) & 31) << 1);
    case 9: return placed(d, 13, (a & 0xFF) << 2);
    default: return d;
  }
}

demand memory_of_m7(const code_unit &c) {
  const bool load = c.facts.kind == COUNT_load || c.facts.kind == COUNT_load_multi || (c.facts.kind == COUNT_vldst && (c.first & 0x10));
  const bool several = c.facts.words > 1;
  demand d = load ? placed_load(ask({LOAD}, c.facts.kind == COUNT_load && !is_word_load(c) ? 2 : 1), c) : ask({STORE, MAC_OR_STORE}, 1);
  d.settled = load && c.facts.kind != COUNT_vldst ? 2 : 1;
  d.update = 0;
  d.early = 1;
  d.late = c.facts.kind == COUNT_vldst ? 2 : 1;
  if (c.facts.kind == COUNT_vldst) d.units[FPU_PORT] = 1;
  return several ? alone(d, beats(c.facts.words)) : d;
}

demand fpu_of_m7(const code_unit &c) {
  const bool moves = (c.first & 0xFF00) == 0xEE00 && (c.second & 0x10), to_core = (c.first & 0x10) != 0;
  if (moves) return ask({FPU_PORT}, (c.first & 0xE0) == 0xE0 ? 0 : to_core ? 1 : 3);
  if ((c.first & 0xFF00) == 0xEE00 && (c.first & 0xBE) == 0xB4) return ask({FPU, FPU_PORT}, 0);  // VCMP
  return ask({FPU, FPU_PORT}, 3);
}

}  // namespace

demand demand_of_m7(const code_unit &c, const register_use &use) {
  switch (c.facts.kind) {
    case COUNT_load: case COUNT_store: case COUNT_load_multi: case COUNT_store_multi: case COUNT_vldst:
      return memory_of_m7(c);
    case COUNT_mul: case COUNT_mac: case COUNT_mul_long: case COUNT_mac_long: case COUNT_simd_mac: {
      demand d = ask({MAC, MAC_OR_STORE}, 2);
      d.late = 1;
      d.waits = true;
      return d;
    }
    case COUNT_simd:
      return leading(ask({SIMD, ALU}, 1));
    case COUNT_div:
      return alone(ask({ALU}, 1), 7);
    case COUNT_branch: case COUNT_branch_cond:
      return ask({BRANCH}, 2);
    case COUNT_table_branch:
      return alone(ask({LOAD}, 1), 2);
    case COUNT_it:
      return ask({}, 0);
    case COUNT_vfp:
      return fpu_of_m7(c);
    case COUNT_vfp_mac: {
      const bool fused = (c.first & 0x80) != 0;  // VFMA
      demand d = ask({FPU, FPU_PORT}, fused ? 5 : 6);
      d.late = fused ? 2 : 3;
      return d;
    }
    case COUNT_vfp_div:
      return ask({FPU, FPU_PORT}, 16);
    case COUNT_sys: case COUNT_other:
      return alone(ask({}, 3));
    default: {
      demand d = alu_of_m7(c, use);
      d.early = 1;
      return d;
    }
  }
}
