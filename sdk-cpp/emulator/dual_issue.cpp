// SPDX-License-Identifier: Apache-2.0
#include "dual_issue.h"

#include <string.h>

#include <initializer_list>

namespace {

enum unit { LOAD, STORE, ALU, SHIFT, MAC, BRANCH, FPU, FPU_PORT, SIMD, VECTOR_MEMORY, VECTOR_ALU, UNITS };

/* How often each unit exists. */
const uint8_t kUnitsM7[UNITS] = {2, 1, 2, 1, 1, 1, 1, 2, 1, 0, 0};
const uint8_t kUnitsM55[UNITS] = {0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 1};

/* What one instruction asks for. */
struct demand {
  uint8_t units[UNITS]; /* how many of each, in the cycle of issue */
  uint32_t latency;     /* cycles until an ordinary reader may issue */
  uint32_t early;       /* cycles that an address has to be ready before an ordinary operand */
  uint32_t late;        /* cycles that a sum or stored value may come behind an ordinary operand */
  uint32_t busy;        /* cycles in which nothing else issues, this one included */
  bool alone;           /* issues with no other */
  bool leads;           /* issues only as the first of a cycle */
};

demand ask(std::initializer_list<unit> units, uint32_t latency) {
  demand d;
  memset(&d, 0, sizeof d);
  for (unit one : units) d.units[one]++;
  d.latency = latency;
  d.busy = 1;
  return d;
}

demand alone(demand d, uint32_t busy = 1) {
  d.alone = true;
  d.busy = busy;
  return d;
}

demand leading(demand d) {
  d.leads = true;
  return d;
}

bool is_extension(const code_unit &c) {
  return c.wide ? (c.first & 0xFF80) == 0xFA00 && (c.second & 0xF080) == 0xF080 : (c.first & 0xFF00) == 0xB200;
}

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
  if (is_bit_field(c)) return leading(ask({SIMD, ALU, SHIFT}, 1));
  return use.shifts ? ask({ALU, SHIFT}, 1) : ask({ALU}, 1);
}

/* Transfers of several words go 64 bits a cycle. */
uint32_t beats(uint32_t words) { return words < 2 ? 1 : (words + 1) / 2; }

demand memory_of_m7(const code_unit &c) {
  const bool load = c.facts.kind == COUNT_load || c.facts.kind == COUNT_load_multi || (c.facts.kind == COUNT_vldst && (c.first & 0x10));
  const bool several = c.facts.words > 1;
  demand d = ask({load ? LOAD : STORE}, c.facts.kind == COUNT_load && !is_word_load(c) ? 2 : 1);
  d.early = 1;
  d.late = c.facts.kind == COUNT_vldst ? 2 : 1;
  if (c.facts.kind == COUNT_vldst) d.units[FPU_PORT] = 1;
  return several ? alone(d, beats(c.facts.words)) : d;
}

demand fpu_of_m7(const code_unit &c) {
  if ((c.first & 0xFF00) == 0xEE00 && (c.second & 0x10)) return ask({FPU_PORT}, (c.first & 0xE0) == 0xE0 ? 0 : 3);
  if ((c.first & 0xFF00) == 0xEE00 && (c.first & 0xBE) == 0xB4) return ask({FPU, FPU_PORT}, 0);  // VCMP
  return ask({FPU, FPU_PORT}, 3);
}

demand demand_of_m7(const code_unit &c, const register_use &use) {
  switch (c.facts.kind) {
    case COUNT_load: case COUNT_store: case COUNT_load_multi: case COUNT_store_multi: case COUNT_vldst:
      return memory_of_m7(c);
    case COUNT_mul: case COUNT_mac: case COUNT_mul_long: case COUNT_mac_long: case COUNT_simd_mac: {
      demand d = ask({MAC}, 2);
      d.late = 1;
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

/* One of two 16-bit instructions that issue together: NOP, IT, branches, ADD and SUB of immediates, MOV, extensions. */
bool is_light_m55(const code_unit &c) {
  if (c.wide) return false;
  const uint32_t h = c.first;
  const bool moves = (h & 0xF800) == 0x2000 || (h & 0xFF00) == 0x4600, adds = (h & 0xFC00) == 0x1C00 || (h & 0xF000) == 0x3000;
  return moves || adds || (h & 0xFF00) == 0xB200 || (h & 0xFF00) == 0xBF00 || c.facts.kind == COUNT_branch || c.facts.kind == COUNT_branch_cond;
}

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

/* MVE instructions hold their unit for two beats; the next one overlaps where it needs another. */
uint32_t held(unit one) { return one == VECTOR_MEMORY || one == VECTOR_ALU ? 2 : 1; }

const uint32_t kFull = 2;

class issue_queue {
 public:
  explicit issue_queue(const uint8_t *units) : units_(units) {
    memset(ready_, 0, sizeof ready_);
    memset(used_, 0, sizeof used_);
    memset(held_until_, 0, sizeof held_until_);
  }

  void issue(const demand &d, const register_use &use) {
    const uint32_t address = latest(use.address);
    const uint32_t operands = later(latest(use.operand), before(latest(use.late), d.late));
    const uint32_t earliest = later(operands, address ? address + d.early : 0);
    while (cycle_ < earliest || !fits(d)) next_cycle();
    if (slots_ > 0) counts.paired++;
    take(d);
    for (int i = 0; i < 64; i++) {
      if (use.written >> i & 1) ready_[i] = cycle_ + (d.busy - 1) + d.latency;
    }
    for (uint32_t i = 1; i < d.busy; i++) {
      next_cycle();
      slots_ = kFull;
    }
    counts.stalled += d.busy - 1;
  }

  issue_counts counts = {0, 0};

 private:
  static uint32_t later(uint32_t a, uint32_t b) { return a > b ? a : b; }
  static uint32_t before(uint32_t cycle, uint32_t advance) { return cycle > advance ? cycle - advance : 0; }

  uint32_t latest(register_set set) const {
    uint32_t cycle = 0;
    for (int i = 0; set >> i; i++) {
      if (set >> i & 1) cycle = later(cycle, ready_[i]);
    }
    return cycle;
  }

  bool fits(const demand &d) const {
    if (slots_ >= kFull || (slots_ > 0 && (d.alone || d.leads || closed_))) return false;
    for (int i = 0; i < UNITS; i++) {
      if (d.units[i] && (used_[i] + d.units[i] > units_[i] || held_until_[i] > cycle_)) return false;
    }
    return true;
  }

  void take(const demand &d) {
    slots_++;
    closed_ = d.alone;
    for (int i = 0; i < UNITS; i++) {
      used_[i] += d.units[i];
      if (d.units[i] && held(static_cast<unit>(i)) > 1) held_until_[i] = cycle_ + held(static_cast<unit>(i));
    }
  }

  void next_cycle() {
    if (slots_ == 0) counts.stalled++;
    cycle_++;
    slots_ = 0;
    closed_ = false;
    memset(used_, 0, sizeof used_);
  }

  const uint8_t *units_;
  uint32_t ready_[64];
  uint8_t used_[UNITS];
  uint32_t held_until_[UNITS];
  uint32_t cycle_ = 0;
  uint32_t slots_ = 0;
  bool closed_ = false;
};

}  // namespace

issue_counts count_issue(const std::vector<code_unit> &block, issue_rules rules) {
  if (rules == issue_rules::single) return {0, 0};
  const bool m7 = rules == issue_rules::cortex_m7;
  issue_queue queue(m7 ? kUnitsM7 : kUnitsM55);
  for (const code_unit &code : block) {
    const register_use use = use_of_registers(code.first, code.second, code.wide);
    queue.issue(m7 ? demand_of_m7(code, use) : demand_of_m55(code), use);
  }
  return queue.counts;
}
