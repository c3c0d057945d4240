/* SPDX-License-Identifier: Apache-2.0 */
#include "dsp/log2_fixed.h"

namespace impulse {

/* log2(1 + i / 64) * 2^15; fixed_point_test.cpp computes it anew */
static const uint16_t kLog2[65] = {
    0, 733, 1455, 2166, 2866, 3556, 4236, 4907, 5568, 6220, 6863, 7498, 8124,
    8742, 9352, 9954, 10549, 11136, 11716, 12289, 12855, 13415, 13968, 14514, 15055, 15589,
    16117, 16639, 17156, 17667, 18173, 18673, 19168, 19658, 20143, 20623, 21098, 21568, 22034,
    22495, 22952, 23404, 23852, 24296, 24736, 25172, 25604, 26031, 26455, 26876, 27292, 27705,
    28114, 28520, 28922, 29321, 29717, 30109, 30498, 30884, 31267, 31647, 32024, 32397, 32768,
};

/* The first 32 bits of a value from its first 1 on */
static uint32_t first_bits(uint32_t high, uint32_t low, int32_t zeros) {
  if (high == 0) return low << (zeros - 32);
  return zeros == 0 ? high : (high << zeros) | (low >> (32 - zeros));
}

int32_t log2_fixed(uint64_t value, int32_t exponent) {
  if (value == 0) return kLog2OfNothing;
  const uint32_t high = (uint32_t)(value >> 32);
  const uint32_t low = (uint32_t)value;
  const int32_t zeros = high != 0 ? __builtin_clz(high) : 32 + __builtin_clz(low);
  const uint32_t bits = first_bits(high, low, zeros);
  const uint32_t place = (bits >> 25) & 63; /* six bits behind the 1 */
  const uint32_t way = (bits >> 10) & 0x7fff; /* from there to the next place */
  const uint32_t begin = kLog2[place];
  const uint32_t fraction = 2 * begin + (((kLog2[place + 1] - begin) * way) >> 14);
  return (63 - zeros + exponent) * (1 << kLog2Bits) + (int32_t)fraction;
}

}  // namespace impulse
