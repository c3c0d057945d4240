/* SPDX-License-Identifier: Apache-2.0 */
/* What an instruction asks of a core before it can leave: units, and time until its result is there. */
#ifndef IMPULSE_EMULATOR_ISSUE_DEMAND_H
#define IMPULSE_EMULATOR_ISSUE_DEMAND_H

#include <stdint.h>
#include <string.h>

#include <initializer_list>

#include "instruction_class.h"
#include "register_use.h"

struct code_unit {
  uint16_t first, second;
  bool wide;
  instruction_facts facts;
};

enum unit { LOAD, STORE, ALU, SHIFT, MAC, MAC_OR_STORE, BRANCH, FPU, FPU_PORT, SIMD, VECTOR_MEMORY, VECTOR_ALU, UNITS };

/* What one instruction asks for. */
struct demand {
  uint8_t units[UNITS]; /* how many of each, in the cycle of issue */
  uint32_t latency;     /* cycles until an ordinary reader may issue */
  uint32_t settled;     /* the same for a reader that cannot take a loaded word on its way */
  uint32_t update;      /* the same for the base of a load or store that moves on */
  uint32_t early;       /* cycles that an address has to be ready before an ordinary operand */
  uint32_t late;        /* cycles that a sum or stored value may come behind an ordinary operand */
  uint32_t busy;        /* cycles in which nothing else issues, this one included */
  bool alone;           /* issues with no other */
  bool leads;           /* issues only as the first of a cycle */
  bool waits;           /* reads only what has settled; its sum (`late`) apart */
  uint8_t place;        /* of a load at a constant distance from a register: the register + 1, else 0 */
  uint8_t bank;         /* whether its word is an even or odd one from there */
};

inline demand ask(std::initializer_list<unit> units, uint32_t latency) {
  demand d;
  memset(&d, 0, sizeof d);
  for (unit one : units) d.units[one]++;
  d.latency = d.settled = d.update = latency;
  d.busy = 1;
  return d;
}

inline demand alone(demand d, uint32_t busy = 1) {
  d.alone = true;
  d.busy = busy;
  return d;
}

inline demand leading(demand d) {
  d.leads = true;
  return d;
}

#endif
