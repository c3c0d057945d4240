// SPDX-License-Identifier: Apache-2.0
#include "instruction_class.h"

namespace {

uint32_t count_bits(uint32_t value) {
  uint32_t bits = 0;
  for (; value; value &= value - 1) bits++;
  return bits;
}

instruction_facts plain(instruction_count kind) { return {kind, 0, false, false}; }
instruction_facts moving(instruction_count kind, uint32_t words, bool pops_pc) { return {kind, words, false, pops_pc}; }

// A5.2.5: 1011xxxxxxxxxxxx
instruction_facts classify_misc_16(uint32_t h) {
  if ((h & 0xF500) == 0xB100) return plain(COUNT_branch_cond);  // CBZ, CBNZ
  if ((h & 0xFE00) == 0xB400) return moving(COUNT_store_multi, count_bits(h & 0x1FF), false);
  if ((h & 0xFE00) == 0xBC00) return moving(COUNT_load_multi, count_bits(h & 0x1FF), (h & 0x100) != 0);
  if ((h & 0xFF00) == 0xBF00) return plain((h & 0xF) ? COUNT_it : COUNT_alu);
  if ((h & 0xFF00) == 0xBE00 || (h & 0xFFE0) == 0xB660) return plain(COUNT_sys);  // BKPT, CPS
  return plain(COUNT_alu);
}

// A5.2.2 and A5.2.3: data processing, special data, BX and BLX
instruction_facts classify_register_16(uint32_t h) {
  if ((h & 0xFFC0) == 0x4340) return plain(COUNT_mul);
  if ((h & 0xFF00) == 0x4700) return {COUNT_branch, 0, (h & 0x80) != 0, false};
  if ((h & 0xFC00) == 0x4400 && (h & 0xFF00) != 0x4500 && (h & 0x87) == 0x87) return plain(COUNT_branch);  // ADD, MOV to PC
  return plain(COUNT_alu);
}

instruction_facts classify_16(uint32_t h) {
  switch (h >> 12) {
    case 0x4:
      return (h & 0x0800) ? plain(COUNT_load) : classify_register_16(h);
    case 0x5:
      return plain(((h >> 9) & 7) >= 3 ? COUNT_load : COUNT_store);
    case 0x6: case 0x7: case 0x8: case 0x9:
      return plain((h & 0x0800) ? COUNT_load : COUNT_store);
    case 0xB:
      return classify_misc_16(h);
    case 0xC:
      return moving((h & 0x0800) ? COUNT_load_multi : COUNT_store_multi, count_bits(h & 0xFF), false);
    case 0xD:
      return plain((h & 0x0F00) >= 0x0E00 ? COUNT_sys : COUNT_branch_cond);
    case 0xE:
      return plain(COUNT_branch);
    default:
      return plain(COUNT_alu);
  }
}

// A5.3.5 and A5.3.6: multiple, dual, exclusive, table branch
instruction_facts classify_multiple_32(uint32_t a, uint32_t b) {
  const bool load = (a & 0x10) != 0;
  if (!(a & 0x40)) return moving(load ? COUNT_load_multi : COUNT_store_multi, count_bits(b), load && (b & 0x8000));
  if (!(a & 0x0120)) {  // neither pre-indexed nor written back: exclusives and table branches
    if ((a & 0x90) == 0x90 && (b & 0xE0) == 0) return plain(COUNT_table_branch);
    return plain(load ? COUNT_load : COUNT_store);
  }
  return moving(load ? COUNT_load_multi : COUNT_store_multi, 2, false);
}

// ARMv8.1-M, 11110xxxxxxxxxxx 11x0xxxxxxxxxxxx: LE and LETP branch back, VCTP makes a predicate, the others start loops
instruction_facts classify_loop_32(uint32_t a, uint32_t b) {
  if ((a & 0xFFC0) == 0xF000 && (b & 0xF801) == 0xE801) return plain(COUNT_mve);
  return plain((a & 0xFFCF) == 0xF00F && (b & 0xF001) == 0xC001 ? COUNT_loop_end : COUNT_loop);
}

// A5.3.4: 11110xxxxxxxxxxx 1xxxxxxxxxxxxxxx
instruction_facts classify_branch_32(uint32_t a, uint32_t b) {
  switch ((b >> 12) & 5) {
    case 0:
      if ((a & 0x0380) != 0x0380) return plain(COUNT_branch_cond);
      return plain(a == 0xF3AF ? COUNT_alu : COUNT_sys);  // NOP.W and other hints; the rest is barriers and special registers
    case 1:
      return plain(COUNT_branch);
    case 4:
      return classify_loop_32(a, b);
    default:
      return {COUNT_branch, 0, true, false};
  }
}

// A5.3.7 to A5.3.10: 1111100xxxxxxxxx
instruction_facts classify_single_32(uint32_t a, uint32_t b) {
  if (!(a & 0x10)) return plain(COUNT_store);
  const bool to_pc = (b & 0xF000) == 0xF000;
  const bool word = (a & 0x60) == 0x40;
  return plain(to_pc && !word ? COUNT_alu : COUNT_load);  // byte and halfword "to PC" are preload hints
}

// A5.3.12 to A5.3.15: shifts, extensions, parallel additions, misc
instruction_facts classify_register_32(uint32_t a, uint32_t b) {
  const uint32_t op2 = (b >> 4) & 0xF;
  if (!(a & 0x80)) return plain((op2 & 8) && ((a >> 4) & 6) == 2 ? COUNT_simd : COUNT_alu);  // SXTB16, UXTB16 and their sums
  if (!(op2 & 8)) return plain(COUNT_simd);
  const bool saturating = (a & 0x30) == 0, select = (a & 0x30) == 0x20;
  return plain(!(a & 0x40) && (saturating || select) ? COUNT_simd : COUNT_alu);
}

// A5.3.16: multiply, multiply accumulate, and absolute difference
instruction_facts classify_multiply_32(uint32_t a, uint32_t b) {
  const uint32_t op1 = (a >> 4) & 7;
  const bool adds = (b & 0xF000) != 0xF000;
  if (op1 == 2 || op1 == 4) return plain(COUNT_simd_mac);
  if (op1 == 7) return plain(COUNT_simd);
  return plain(adds ? COUNT_mac : COUNT_mul);
}

// A5.3.17: long multiply, long multiply accumulate, and divide
instruction_facts classify_long_multiply_32(uint32_t a, uint32_t b) {
  switch ((a >> 4) & 7) {
    case 0: case 2:
      return plain(COUNT_mul_long);
    case 1: case 3:
      return plain(COUNT_div);
    case 4:
      return plain((b & 0xE0) == 0xC0 ? COUNT_simd_mac : COUNT_mac_long);  // SMLALD
    case 5:
      return plain(COUNT_simd_mac);  // SMLSLD
    case 6:
      return plain(COUNT_mac_long);
    default:
      return plain(COUNT_other);
  }
}

// A6.4: floating-point data processing
instruction_facts classify_vfp(uint32_t a, uint32_t b) {
  const bool op = (b & 0x40) != 0;
  switch ((a >> 4) & 0xB) {
    case 0x0: case 0x1: case 0x9: case 0xA:
      return plain(COUNT_vfp_mac);
    case 0x8:
      return plain(op ? COUNT_other : COUNT_vfp_div);
    case 0xB:
      return plain((a & 0xF) == 1 && (b & 0xC0) == 0xC0 ? COUNT_vfp_div : COUNT_vfp);  // VSQRT
    default:
      return plain(COUNT_vfp);
  }
}

// ARMv8.1-M, C2.4: 111x11x1xxxxxxxx is arithmetic, 111x110xxxxxxxxx xxxx111xxxxxxxxx loads and stores, 111x1110 arithmetic with a scalar
bool is_mve(uint32_t a, uint32_t b) {
  if ((a & 0xEF00) == 0xEF00) return true;
  if ((a & 0xEE00) == 0xEC00) return (b & 0x0E00) == 0x0E00 || (a & 0xFE00) == 0xFC00;
  return (a & 0xEF00) == 0xEE00 && (b & 0x0E00) != 0x0A00;
}

instruction_facts classify_coprocessor(uint32_t a, uint32_t b) {
  if (is_mve(a, b)) return plain(COUNT_mve);
  if ((b & 0x0E00) != 0x0A00) return plain(COUNT_other);
  if ((a & 0xFF00) == 0xFE00) return plain(COUNT_vfp);  // VSEL, VMAXNM, VRINT of later FPUs
  if ((a & 0xFE00) == 0xEC00) {
    if ((a & 0xFFE0) == 0xEC40) return plain(COUNT_vfp);  // VMOV of two core registers
    const bool single = (a & 0x0120) == 0x0100;
    const uint32_t words = single ? ((b & 0x0100) ? 2 : 1) : (b & 0xFF);
    return moving(COUNT_vldst, words, false);
  }
  return (b & 0x10) ? plain(COUNT_vfp) : classify_vfp(a, b);
}

instruction_facts classify_32(uint32_t a, uint32_t b) {
  if ((a & 0xEC00) == 0xEC00) return classify_coprocessor(a, b);
  if ((a & 0xFE00) == 0xE800) return classify_multiple_32(a, b);
  if ((a & 0xFE00) == 0xEA00) return plain(COUNT_alu);
  if ((a & 0xF800) == 0xF000) return (b & 0x8000) ? classify_branch_32(a, b) : plain(COUNT_alu);
  if ((a & 0xFE00) == 0xF800) return classify_single_32(a, b);
  if ((a & 0xFF00) == 0xFA00) return classify_register_32(a, b);
  if ((a & 0xFF80) == 0xFB00) return classify_multiply_32(a, b);
  if ((a & 0xFF80) == 0xFB80) return classify_long_multiply_32(a, b);
  return plain(COUNT_other);
}

}  // namespace

instruction_facts classify_instruction(uint16_t first, uint16_t second, bool wide) {
  return wide ? classify_32(first, second) : classify_16(first);
}
