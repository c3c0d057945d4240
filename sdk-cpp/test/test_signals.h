/* SPDX-License-Identifier: Apache-2.0 */
#ifndef IMPULSE_TEST_TEST_SIGNALS_H
#define IMPULSE_TEST_TEST_SIGNALS_H

#include <cstdint>
#include <vector>

/* Repeatable numbers without libm: noise under a swelling triangle. */
class Noise {
 public:
  explicit Noise(uint32_t seed) : state_(seed * 2654435761u + 1) {}
  uint32_t below(uint32_t limit) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 17;
    state_ ^= state_ << 5;
    return state_ % limit;
  }
  float value() { return (float)(int32_t)(below(65536) - 32768) / 32768.0f; }

 private:
  uint32_t state_;
};

inline std::vector<int16_t> audio(uint32_t seed, int32_t count) {
  Noise noise(seed);
  std::vector<int16_t> values;
  for (int32_t i = 0; i < count; i++) {
    const int32_t triangle = (i * 37) % 512 - 256;
    const float swell = (float)(i % 4000) / 4000.0f;
    values.push_back((int16_t)(swell * (float)(60 * triangle) + 4000.0f * noise.value()));
  }
  return values;
}

inline std::vector<float> motion(uint32_t seed, int32_t count) {
  std::vector<float> values;
  for (int16_t value : audio(seed, count)) values.push_back((float)value / 2048.0f);
  return values;
}

#endif
