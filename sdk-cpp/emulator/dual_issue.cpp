// SPDX-License-Identifier: Apache-2.0
#include "dual_issue.h"

#include <string.h>

#include "cortex_m55_issue.h"
#include "cortex_m7_issue.h"

namespace {

/* MVE instructions hold their unit for two beats; the next one overlaps where it needs another. */
uint32_t held(unit one) { return one == VECTOR_MEMORY || one == VECTOR_ALU ? 2 : 1; }

const uint32_t kFull = 2;

class issue_queue {
 public:
  explicit issue_queue(const uint8_t *units) : units_(units) {
    memset(ready_, 0, sizeof ready_);
    memset(settled_, 0, sizeof settled_);
    memset(used_, 0, sizeof used_);
    memset(held_until_, 0, sizeof held_until_);
  }

  void issue(const demand &d, const register_use &use) {
    const uint32_t address = latest(ready_, use.address);
    const uint32_t operands = later(latest(d.waits ? settled_ : ready_, use.operand), before(latest(ready_, use.late), d.late));
    const uint32_t earliest = later(operands, address ? address + d.early : 0);
    while (cycle_ < earliest || !fits(d)) next_cycle();
    if (slots_ > 0) counts.paired++;
    take(d);
    for (int i = 0; i < 64; i++) {
      if (!(use.written >> i & 1)) continue;
      const bool updated = use.updated >> i & 1;
      ready_[i] = cycle_ + (d.busy - 1) + (updated ? d.update : d.latency);
      settled_[i] = cycle_ + (d.busy - 1) + (updated ? d.update : d.settled);
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

  static uint32_t latest(const uint32_t *ready, register_set set) {
    uint32_t cycle = 0;
    for (int i = 0; i < 64; i++) {
      if (set >> i & 1) cycle = later(cycle, ready[i]);
    }
    return cycle;
  }

  bool fits(const demand &d) const {
    if (slots_ >= kFull || (slots_ > 0 && (d.alone || d.leads || closed_))) return false;
    if (d.place && d.place == place_ && d.bank == bank_) return false;
    for (int i = 0; i < UNITS; i++) {
      if (d.units[i] && (used_[i] + d.units[i] > units_[i] || held_until_[i] > cycle_)) return false;
    }
    return true;
  }

  void take(const demand &d) {
    slots_++;
    closed_ = d.alone;
    place_ = d.place;
    bank_ = d.bank;
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
    place_ = 0;
    memset(used_, 0, sizeof used_);
  }

  const uint8_t *units_;
  uint32_t ready_[64], settled_[64];
  uint8_t used_[UNITS];
  uint32_t held_until_[UNITS];
  uint32_t cycle_ = 0;
  uint32_t slots_ = 0;
  bool closed_ = false;
  uint8_t place_ = 0, bank_ = 0;
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
