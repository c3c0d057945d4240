/* SPDX-License-Identifier: Apache-2.0 */
/* Features of a stream, fed in slices of any length, equal those of whole windows to the bit. */
#include <cstring>

#include "host_block.h"
#include "test_signals.h"

extern "C" {
int32_t mfcc_configure(const impulse_param *, int32_t, const impulse_input *, impulse_plan_writer *);
int32_t mfcc_extract(const impulse_plan *, const impulse_signal *, void *, float *);
int32_t mfcc_slice(const impulse_plan *, const impulse_signal *, void *, void *, float *);
int32_t mfe_configure(const impulse_param *, int32_t, const impulse_input *, impulse_plan_writer *);
int32_t mfe_extract(const impulse_plan *, const impulse_signal *, void *, float *);
int32_t mfe_slice(const impulse_plan *, const impulse_signal *, void *, void *, float *);
int32_t spectrogram_configure(const impulse_param *, int32_t, const impulse_input *, impulse_plan_writer *);
int32_t spectrogram_extract(const impulse_plan *, const impulse_signal *, void *, float *);
int32_t spectrogram_slice(const impulse_plan *, const impulse_signal *, void *, void *, float *);
}

extern "C" {
int32_t mfcc_q15_extract(const impulse_plan *, const impulse_signal *, void *, float *);
int32_t mfcc_q15_slice(const impulse_plan *, const impulse_signal *, void *, void *, float *);
int32_t mfe_q15_extract(const impulse_plan *, const impulse_signal *, void *, float *);
int32_t mfe_q15_slice(const impulse_plan *, const impulse_signal *, void *, void *, float *);
int32_t spectrogram_q15_extract(const impulse_plan *, const impulse_signal *, void *, float *);
int32_t spectrogram_q15_slice(const impulse_plan *, const impulse_signal *, void *, void *, float *);
}

struct Block {
  const char *name;
  impulse_configure_fn configure;
  impulse_extract_fn extract;
  impulse_slice_fn slice;
  const char *arithmetic;
};

static const Block kBlocks[] = {
    {"mfcc", mfcc_configure, mfcc_extract, mfcc_slice, "float"},
    {"mfe", mfe_configure, mfe_extract, mfe_slice, "float"},
    {"spectrogram", spectrogram_configure, spectrogram_extract, spectrogram_slice, "float"},
    {"mfcc_q15", mfcc_configure, mfcc_q15_extract, mfcc_q15_slice, "q15"},
    {"mfe_q15", mfe_configure, mfe_q15_extract, mfe_q15_slice, "q15"},
    {"spectrogram_q15", spectrogram_configure, spectrogram_q15_extract, spectrogram_q15_slice, "q15"},
};

/* In time steps of 1 ms: the window, its stride, the frame, its stride. */
struct Layout {
  int32_t window, stride, frame, frame_stride;
};

static const Layout kLayouts[] = {
    {500, 250, 32, 25}, {500, 500, 32, 20}, {400, 60, 64, 60}, {512, 64, 16, 64}, {300, 700, 40, 10}, {64, 8, 64, 8},
};

static std::vector<Param> params_of(const Block &block, const Layout &layout, Noise *noise) {
  const char *normalisations[] = {"none", "mean", "mean-variance"};
  const char *windows[] = {"hann", "hamming", "blackman", "rectangular"};
  return {{"frameLength", (double)layout.frame, ""},
          {"frameStride", (double)layout.frame_stride, ""},
          {"filters", 12, ""},
          {"coefficients", 7, ""},
          {"preEmphasis", noise->below(2) * 0.97, ""},
          {"frameWindow", 0, windows[noise->below(4)]},
          {"arithmetic", 0, block.arithmetic},
          {"noiseFloor", -60, ""},
          {"scale", 0, noise->below(2) ? "unit" : "decibel"},
          {"normalisation", 0, normalisations[noise->below(3)]},
          {"normalisationWindow", noise->below(2) * 9.0, ""}};
}

template <typename T>
static impulse_signal view(const std::vector<T> &values, int32_t start, int32_t length, int32_t axes) {
  const int32_t dtype = sizeof(T) == 2 ? IMPULSE_INT16 : IMPULSE_FLOAT32;
  const impulse_signal signal = {values.data() + start * axes, dtype, length, axes, axes, nullptr};
  return signal;
}

/* Runs the stream through slice(), comparing each window that it completes; returns how many there were. */
template <typename T>
static int compare(const Block &block, const Layout &layout, int32_t axes, const std::vector<T> &values, uint32_t seed) {
  Noise noise(seed);
  const impulse_input input = {1000.0, layout.window, axes, layout.stride, 0, 0};
  const HostPlan host = configure(block.configure, params_of(block, layout, &noise), input);
  EXPECT(host.plan.state_bytes > 0, "%s has no slice()", block.name);
  std::vector<char> scratch = buffer(host.plan.scratch_bytes, 0x55);
  std::vector<char> state = buffer(host.plan.state_bytes, 0);
  std::vector<float> features((size_t)host.features);
  const int32_t steps = (int32_t)values.size() / axes;
  int windows = 0;
  for (int32_t at = 0; at < steps;) {
    const int32_t to_end = layout.window + windows * layout.stride - at;
    int32_t length = 1 + (int32_t)noise.below((uint32_t)layout.stride);
    if (noise.below(3) == 0 && to_end <= layout.stride) length = to_end;
    if (length > steps - at) length = steps - at;
    const impulse_signal slice = view(values, at, length, axes);
    const int32_t status = block.slice(&host.plan, &slice, scratch.data(), state.data(), features.data());
    at += length;
    EXPECT(status == (length >= to_end ? IMPULSE_OK : IMPULSE_PENDING), "%s: status %d", block.name, (int)status);
    if (status == IMPULSE_PENDING) continue;
    const impulse_signal window = view(values, windows * layout.stride, layout.window, axes);
    const std::vector<float> whole = extract(block.extract, host, window, 0x33);
    EXPECT(std::memcmp(whole.data(), features.data(), whole.size() * sizeof(float)) == 0, "%s: window %d differs", block.name, windows);
    windows++;
  }
  return windows;
}

int main() {
  int windows = 0;
  for (const Block &block : kBlocks) {
    for (const Layout &layout : kLayouts) {
      for (uint32_t seed = 1; seed <= 6; seed++) {
        windows += compare(block, layout, 1, audio(seed, 3000), seed);
        windows += compare(block, layout, 3, motion(seed, 9000), seed + 100);
      }
    }
  }
  EXPECT(windows > 1000, "only %d windows were compared", windows);
  std::printf("%d windows\n", windows);
  return 0;
}
