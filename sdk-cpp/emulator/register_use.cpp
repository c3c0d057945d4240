// SPDX-License-Identifier: Apache-2.0
#include "register_use.h"

namespace {

const uint32_t kSp = 13, kLr = 14, kPc = 15;

register_set core(uint32_t number) { return register_set(1) << (number & 15); }

// The PC is no dependency: it is known to the fetch.
register_set core_but_pc(uint32_t number) { return number == kPc ? 0 : core(number); }

register_use computing(register_set operand, register_set written, bool shifts = false) { return {0, operand, 0, written, shifts, 0}; }
register_use loading(register_set address, register_set data, register_set base = 0) {
  return {address, 0, 0, data | base, false, base & ~data};
}
register_use storing(register_set address, register_set data, register_set base = 0) { return {address, 0, data, base, false, base}; }
register_use moving(bool load, register_set address, register_set data, register_set base = 0) {
  return load ? loading(address, data, base) : storing(address, data, base);
}

// A5.2.1: shift, add, subtract, move and compare of immediates
register_use use_of_immediate_16(uint32_t h) {
  const register_set d = core(h & 7), n = core((h >> 3) & 7), wide = core((h >> 8) & 7);
  if ((h >> 11) < 3) return computing(n, d | kFlags, true);
  if ((h >> 11) == 3) return computing(n | ((h & 0x400) ? 0 : core((h >> 6) & 7)), d | kFlags);
  switch ((h >> 11) & 3) {
    case 0: return computing(0, wide | kFlags);
    case 1: return computing(wide, kFlags);
    default: return computing(wide, wide | kFlags);
  }
}

// A5.2.2 and A5.2.3
register_use use_of_register_16(uint32_t h) {
  const register_set d = core(h & 7), m = core((h >> 3) & 7);
  if (!(h & 0x400)) {
    const uint32_t op = (h >> 6) & 15;
    const bool compares = op == 8 || op == 10 || op == 11, unary = op == 9 || op == 15, carries = op == 5 || op == 6;
    const bool shifts = op == 2 || op == 3 || op == 4 || op == 7;
    return computing((unary ? m : m | d) | (carries ? kFlags : 0), compares ? kFlags : d | kFlags, shifts);
  }
  const register_set high = core((h & 7) | ((h >> 4) & 8)), any = core_but_pc((h >> 3) & 15);
  switch ((h >> 8) & 3) {
    case 0: return computing(high | any, high);
    case 1: return computing(high | any, kFlags);
    case 2: return computing(any, high);
    default: return computing(any, (h & 0x80) ? core(kLr) : 0);
  }
}

// A5.2.5
register_use use_of_misc_16(uint32_t h) {
  if ((h & 0xFF00) == 0xB000) return computing(core(kSp), core(kSp));
  if ((h & 0xF500) == 0xB100) return computing(core(h & 7), 0);
  if ((h & 0xFF00) == 0xB200 || (h & 0xFF00) == 0xBA00) return computing(core((h >> 3) & 7), core(h & 7));
  if ((h & 0xFE00) == 0xB400) return storing(core(kSp), (h & 0xFF) | ((h & 0x100) ? core(kLr) : 0), core(kSp));
  if ((h & 0xFE00) == 0xBC00) return loading(core(kSp), h & 0xFF, core(kSp));
  return computing((h & 0xFF00) == 0xBF00 && (h & 15) ? kFlags : 0, 0);
}

register_use use_of_16(uint32_t h) {
  const register_set t = core(h & 7), n = core((h >> 3) & 7), wide = core((h >> 8) & 7);
  switch (h >> 12) {
    case 0x4: return (h & 0x800) ? loading(0, wide) : use_of_register_16(h);
    case 0x5: return moving(((h >> 9) & 7) >= 3, n | core((h >> 6) & 7), t);
    case 0x6: case 0x7: case 0x8: return moving((h & 0x800) != 0, n, t);
    case 0x9: return moving((h & 0x800) != 0, core(kSp), wide);
    case 0xA: return computing((h & 0x800) ? core(kSp) : 0, wide);
    case 0xB: return use_of_misc_16(h);
    case 0xC: return moving((h & 0x800) != 0, wide, h & 0xFF, wide);
    case 0xD: return computing(kFlags, 0);
    case 0xE: return computing(0, 0);
    default: return use_of_immediate_16(h);
  }
}

// A5.3.5 and A5.3.6
register_use use_of_multiple_32(uint32_t a, uint32_t b) {
  const bool load = (a & 0x10) != 0;
  const register_set n = core(a), base = (a & 0x20) ? n : 0;
  if (!(a & 0x40)) return moving(load, n, b & 0x7FFF, base);
  if (!(a & 0x0120) && (a & 0x90) == 0x90 && (b & 0xE0) == 0) return loading(core_but_pc(a & 15) | core(b), 0);  // TBB, TBH
  return moving(load, n, core_but_pc(b >> 12) | core_but_pc((b >> 8) & 15), base);
}

// A5.3.11: shifted register; ARMv8.1-M's conditional selections as well
register_use use_of_shifted_32(uint32_t a, uint32_t b) {
  const uint32_t op = (a >> 5) & 15, d = (b >> 8) & 15;
  const bool sets = (a & 0x10) != 0, carries = op == 10 || op == 11, shifts = (b & 0x70F0) != 0;
  const register_set m = core_but_pc(b & 15), written = core_but_pc(d) | (sets ? kFlags : 0);
  const register_set operand = core_but_pc(a & 15) | (carries || (b & 0x8000) ? kFlags : 0);
  if (shifts && (a & 15) != kPc) return {m, operand, 0, written, true, 0};
  return computing(operand | m, written, shifts);
}

// A5.3.1 and A5.3.3
register_use use_of_immediate_32(uint32_t a, uint32_t b) {
  const register_set n = core_but_pc(a & 15), d = core_but_pc((b >> 8) & 15);
  if (!(a & 0x200)) return computing(n | (((a >> 5) & 14) == 10 ? kFlags : 0), d | ((a & 0x10) ? kFlags : 0));
  const uint32_t op = (a >> 4) & 31;
  if (op == 4) return computing(0, d);                                 // MOVW
  if (op == 12) return computing(d, d);                                // MOVT
  if (op == 22) return {n, d, 0, d, true, 0};                           // BFI, BFC
  if (op >= 16) return {n, 0, 0, d, true, 0};                           // SSAT, USAT, SBFX, UBFX
  return computing(n, d);
}

// A5.3.4
register_use use_of_branch_32(uint32_t a, uint32_t b) {
  if ((b & 0x5000) == 0 && (a & 0x0380) != 0x0380) return computing(kFlags, 0);
  if ((b & 0xD000) == 0xC000) return computing(core_but_pc(a & 15), core(kLr));  // low-overhead loops
  return computing(0, (b & 0x4000) ? core(kLr) : 0);
}

// A5.3.7 to A5.3.10
register_use use_of_single_32(uint32_t a, uint32_t b) {
  const bool literal = (a & 15) == kPc, indexed = !literal && !(a & 0x80), by_register = indexed && !(b & 0x800);
  const register_set n = literal ? 0 : core(a), base = indexed && (b & 0x900) == 0x900 ? n : 0;
  return moving((a & 0x10) != 0, n | (by_register ? core(b) : 0), core_but_pc(b >> 12), base);
}

// A5.3.12 to A5.3.15
register_use use_of_register_32(uint32_t a, uint32_t b) {
  const register_set d = core((b >> 8) & 15), operand = core_but_pc(a & 15) | core_but_pc(b & 15);
  const bool shifts = !(a & 0x80) && !(b & 0x80);
  return computing(operand, d | (shifts && (a & 0x10) ? kFlags : 0), shifts);
}

// A5.3.16 and A5.3.17
register_use use_of_multiply_32(uint32_t a, uint32_t b) {
  const register_set factors = core(a) | core(b), high = core((b >> 8) & 15), low = core_but_pc(b >> 12);
  const uint32_t op = (a >> 4) & 15;
  if (!(op & 8)) return {0, factors, low, high, false, 0};
  if (op == 9 || op == 11) return computing(factors, high);  // SDIV, UDIV
  return {0, factors, op == 8 || op == 10 ? 0 : low | high, low | high, false, 0};
}

// Registers of the FPU by the two parts of their number.
register_set fpu(bool is_double, uint32_t field, bool bit) {
  const uint32_t single = is_double ? 2 * field : 2 * field + bit;
  return (is_double ? register_set(3) : register_set(1)) << (32 + (single & 31));
}

register_set fpu_list(register_set first, uint32_t words) {
  register_set all = 0;
  for (uint32_t i = 0; i < words && i < 32; i++) all |= first << i;
  return all;
}

// A6.4 to A6.7
register_use use_of_fpu(uint32_t a, uint32_t b) {
  const bool wide = (b & 0x100) != 0;
  const register_set d = fpu(wide, (b >> 12) & 15, (a & 0x40) != 0);
  const register_set n = fpu(wide, a & 15, (b & 0x80) != 0);
  const register_set m = fpu(wide, b & 15, (b & 0x20) != 0);
  if ((a & 0xFE00) == 0xEC00) {
    const register_set pair = core(b >> 12) | core(a);
    if ((a & 0xFFE0) == 0xEC40) return (a & 0x10) ? computing(m, pair) : computing(pair, m);
    if ((a & 0x0120) == 0x0100) return moving((a & 0x10) != 0, core_but_pc(a & 15), d);
    const register_set list = fpu_list(d & -d, b & 0xFF);
    return moving((a & 0x10) != 0, core(a), list, (a & 0x20) ? core(a) : 0);
  }
  if ((a & 0xFF00) == 0xFE00) return computing(n | m | ((a & 0x80) ? 0 : kFlags), d);
  if (b & 0x10) {
    const register_set t = core_but_pc(b >> 12);
    if ((a & 0xE0) == 0xE0) return (a & 0x10) ? computing(kFpuFlags, t ? t : kFlags) : computing(t, kFpuFlags);  // VMRS, VMSR
    return (a & 0x10) ? computing(fpu(false, a & 15, (b & 0x80) != 0), t) : computing(t, fpu(false, a & 15, (b & 0x80) != 0));
  }
  switch ((a >> 4) & 0xB) {
    case 0x0: case 0x1: case 0x9: case 0xA: return {0, n | m, d, d, false, 0};
    case 0xB:
      if ((a & 14) == 4) return computing(d | m, kFpuFlags);  // VCMP
      return computing((b & 0x40) ? m : 0, d);                // VMOV of an immediate reads nothing
    default: return computing(n | m, d);
  }
}

register_use use_of_32(uint32_t a, uint32_t b) {
  if ((a & 0xEC00) == 0xEC00) return (b & 0x0E00) == 0x0A00 ? use_of_fpu(a, b) : computing(0, 0);
  if ((a & 0xFE00) == 0xE800) return use_of_multiple_32(a, b);
  if ((a & 0xFE00) == 0xEA00) return use_of_shifted_32(a, b);
  if ((a & 0xF800) == 0xF000) return (b & 0x8000) ? use_of_branch_32(a, b) : use_of_immediate_32(a, b);
  if ((a & 0xFE00) == 0xF800) return use_of_single_32(a, b);
  if ((a & 0xFF00) == 0xFA00) return use_of_register_32(a, b);
  return use_of_multiply_32(a, b);
}

}  // namespace

register_use use_of_registers(uint16_t first, uint16_t second, bool wide) { return wide ? use_of_32(first, second) : use_of_16(first); }
