/* SPDX-License-Identifier: Apache-2.0 */
/* Every DSP block on every kind of window: within its buffers, the same bits each time, and NaN, Inf and huge values refused. */
#include <cmath>
#include <cstring>
#include <limits>

#include "host_block.h"
#include "test_signals.h"

#define DECLARE(block)                                                                                              \
  int32_t block##_configure(const impulse_param *, int32_t, const impulse_input *, impulse_plan_writer *);          \
  int32_t block##_extract(const impulse_plan *, const impulse_signal *, void *, float *);
extern "C" {
DECLARE(raw)
DECLARE(flatten)
DECLARE(mfcc)
DECLARE(mfe)
DECLARE(spectrogram)
DECLARE(spectral_analysis)
#define DECLARE_Q15(block) int32_t block##_q15_extract(const impulse_plan *, const impulse_signal *, void *, float *);
DECLARE_Q15(mfcc)
DECLARE_Q15(mfe)
DECLARE_Q15(spectrogram)
DECLARE_Q15(spectral_analysis)
int32_t spectral_analysis_q15_filtered_extract(const impulse_plan *, const impulse_signal *, void *, float *);
}

struct Case {
  const char *name;
  impulse_configure_fn configure;
  impulse_extract_fn extract;
  std::vector<Param> params;
  const char *refusal; /* what configure() says, or NULL */
};

static const std::vector<Param> kFrames = {{"frameLength", 40, ""}, {"frameStride", 20, ""}, {"frameWindow", 0, "hann"},
                                           {"normalisation", 0, "mean-variance"}};
static const std::vector<Param> kSpectrum = {{"fftWindow", 0, "hann"}, {"analysis", 0, "fft"}};
static const std::vector<Param> kWavelet = {{"analysis", 0, "wavelet"}, {"wavelet", 0, "db4"}};

static std::vector<Param> with(std::vector<Param> params, const std::vector<Param> &more) {
  params.insert(params.end(), more.begin(), more.end());
  return params;
}

static const std::vector<Param> kQ15 = {{"arithmetic", 0, "q15"}};
static const std::vector<Param> kNoFilter = {{"filter", 0, "none"}};
static const std::vector<Param> kQ15Frames = with(kFrames, kQ15);
static const std::vector<Param> kQ15Spectrum = with(kSpectrum, kQ15);
static const std::vector<Param> kOddFrames = {{"frameLength", 41, ""}, {"frameStride", 20, ""}, {"frameWindow", 0, "rectangular"}, {"arithmetic", 0, "q15"}};

static std::vector<Case> cases() {
  return {
      {"raw", raw_configure, raw_extract, {}, nullptr},
      {"flatten", flatten_configure, flatten_extract, {}, nullptr},
      {"flatten", flatten_configure, flatten_extract,
       {{"average", 0, ""}, {"minimum", 0, ""}, {"maximum", 0, ""}, {"rms", 0, ""}, {"stdev", 0, ""}, {"skewness", 0, ""}, {"kurtosis", 0, ""}},
       "switched off"},
      {"mfcc", mfcc_configure, mfcc_extract, kFrames, nullptr},
      {"mfcc", mfcc_configure, mfcc_extract, with(kFrames, {{"filters", 255, ""}, {"coefficients", 255, ""}, {"lifter", 22, ""}}), nullptr},
      {"mfcc", mfcc_configure, mfcc_extract, with(kFrames, {{"coefficients", 40, ""}}), "40 coefficients of 32 filters"},
      {"mfcc", mfcc_configure, mfcc_extract, with(kFrames, {{"lowFrequency", 400, ""}, {"highFrequency", 300, ""}}), "not below"},
      {"mfcc", mfcc_configure, mfcc_extract, with(kFrames, {{"highFrequency", 700, ""}}), "above half the sampling frequency"},
      {"mfcc", mfcc_configure, mfcc_extract, with(kFrames, {{"fftLength", 100, ""}}), "power of two"},
      {"mfcc", mfcc_configure, mfcc_extract, with(kFrames, {{"fftLength", 32, ""}}), "shorter than a frame"},
      {"mfcc", mfcc_configure, mfcc_extract, with(kFrames, {{"normalisationWindow", 10, ""}}), "odd number"},
      {"mfcc", mfcc_configure, mfcc_extract, {{"frameLength", 2000, ""}, {"frameStride", 20, ""}, {"frameWindow", 0, "hann"}}, "longer than the window"},
      {"mfcc", mfcc_configure, mfcc_extract, {{"frameLength", 1, ""}, {"frameStride", 20, ""}}, "shorter than two time steps"},
      {"mfcc", mfcc_configure, mfcc_extract, {{"frameLength", 20, ""}, {"frameStride", 0.1, ""}}, "shorter than one time step"},
      {"mfcc", mfcc_configure, mfcc_extract, {{"frameLength", 20, ""}, {"frameStride", 20, ""}, {"frameWindow", 0, "kaiser"}}, "use hann"},
      {"mfe", mfe_configure, mfe_extract, with(kFrames, {{"scale", 0, "unit"}}), nullptr},
      {"mfe", mfe_configure, mfe_extract, with(kFrames, {{"filters", 300, ""}}), "use 1 to 256"},
      {"mfe", mfe_configure, mfe_extract, with(kFrames, {{"noiseFloor", 12, ""}}), "-100 to 11 dB"},
      {"spectrogram", spectrogram_configure, spectrogram_extract, with(kFrames, {{"scale", 0, "decibel"}}), nullptr},
      {"spectral-analysis", spectral_analysis_configure, spectral_analysis_extract, kSpectrum, nullptr},
      {"spectral-analysis", spectral_analysis_configure, spectral_analysis_extract,
       with(kSpectrum, {{"fftLength", 512, ""}, {"filter", 0, "low"}, {"filterCutoff", 100, ""}, {"filterOrder", 11, ""}, {"extraLowFrequency", 1, ""}}),
       nullptr},
      {"spectral-analysis", spectral_analysis_configure, spectral_analysis_extract, with(kSpectrum, {{"filter", 0, "low"}, {"filterCutoff", 600, ""}}),
       "less than half"},
      {"spectral-analysis", spectral_analysis_configure, spectral_analysis_extract, with(kSpectrum, {{"filter", 0, "high"}, {"filterCutoff", 499, ""},
       {"inputDecimation", 3, ""}}), "less than half"},
      {"spectral-analysis", spectral_analysis_configure, spectral_analysis_extract,
       with(kSpectrum, {{"filter", 0, "high"}, {"filterCutoff", 200, ""}, {"extraLowFrequency", 1, ""}}), "leaves no frequency"},
      {"mfcc_q15", mfcc_configure, mfcc_q15_extract, kQ15Frames, nullptr},
      {"mfcc_q15", mfcc_configure, mfcc_q15_extract,
       with(kOddFrames, {{"filters", 255, ""}, {"coefficients", 255, ""}, {"lifter", 22, ""}, {"frameEnergy", 1, ""}, {"preEmphasis", 1, ""},
                         {"fftLength", 1024, ""}, {"normalisation", 0, "mean"}, {"normalisationWindow", 101, ""}}), nullptr},
      {"mfe_q15", mfe_configure, mfe_q15_extract, with(kQ15Frames, {{"scale", 0, "unit"}, {"preEmphasis", 0.98, ""}}), nullptr},
      {"spectrogram_q15", spectrogram_configure, spectrogram_q15_extract, with(kQ15Frames, {{"scale", 0, "decibel"}}), nullptr},
      {"spectral_analysis_q15", spectral_analysis_configure, spectral_analysis_q15_extract, with(kQ15Spectrum, kNoFilter), nullptr},
      {"spectral_analysis_q15", spectral_analysis_configure, spectral_analysis_q15_extract,
       with(kQ15Spectrum, {{"fftLength", 4096, ""}, {"logarithm", 0, ""}, {"scaleAxes", 1000, ""}}), nullptr},
      {"spectral_analysis_q15", spectral_analysis_configure, spectral_analysis_q15_filtered_extract,
       with(kQ15Spectrum, {{"fftLength", 4, ""}, {"fftOverlap", 0, ""}, {"fftCombine", 0, "mean"}, {"inputDecimation", 30, ""}}), nullptr},
      {"spectral_analysis_q15", spectral_analysis_configure, spectral_analysis_q15_filtered_extract,
       with(kQ15Spectrum, {{"filter", 0, "high"}, {"filterCutoff", 499, ""}, {"filterOrder", 12, ""}}), nullptr},
      {"spectral_analysis_q15", spectral_analysis_configure, spectral_analysis_q15_filtered_extract,
       with(kQ15Spectrum, {{"filter", 0, "low"}, {"filterCutoff", 2, ""}, {"filterOrder", 11, ""}, {"extraLowFrequency", 1, ""}}), nullptr},
      {"spectral_analysis_q15", spectral_analysis_configure, spectral_analysis_q15_extract,
       with(kQ15Spectrum, {{"filter", 0, "low"}, {"filterCutoff", 1, ""}}), "needs arithmetic: float"},
      {"spectral_analysis_q15", spectral_analysis_configure, spectral_analysis_q15_extract, with(kWavelet, kQ15), "needs arithmetic: float"},
      {"spectral-analysis", spectral_analysis_configure, spectral_analysis_extract, with(kWavelet, {{"waveletLevel", 4, ""}}), nullptr},
      {"spectral-analysis", spectral_analysis_configure, spectral_analysis_extract, with(kWavelet, {{"waveletLevel", 12, ""}}), "fewer levels"},
      {"spectral-analysis", spectral_analysis_configure, spectral_analysis_extract, with(kWavelet, {{"extraLowFrequency", 1, ""}}), "belongs to the fft"},
      {"spectral-analysis", spectral_analysis_configure, spectral_analysis_extract, {{"analysis", 0, "wavelet"}, {"wavelet", 0, "db99"}}, "not one of haar"},
  };
}

static const int32_t kLength = 1000;
static const int32_t kAxes = 2;

static std::vector<std::vector<float>> windows() {
  const size_t count = (size_t)kLength * kAxes;
  std::vector<std::vector<float>> all = {motion(7, kLength * kAxes)};
  for (float value : {0.0f, 1.0f, -3.7f, 1e15f, 1e-45f, -1e-39f}) all.push_back(std::vector<float>(count, value));
  for (float amplitude : {32768.0f, 9e14f, 1e-20f, 1e-40f}) {
    Noise noise(11);
    std::vector<float> values;
    for (size_t i = 0; i < count; i++) values.push_back(noise.value() * amplitude);
    all.push_back(values);
  }
  return all;
}

static impulse_signal signal_of(const std::vector<float> &values) {
  const impulse_signal signal = {values.data(), IMPULSE_FLOAT32, kLength, kAxes, kAxes, nullptr};
  return signal;
}

static void expect_sound(const Case &block, const HostPlan &host, const std::vector<float> &values) {
  const impulse_signal signal = signal_of(values);
  const std::vector<float> once = extract(block.extract, host, signal, 0x00);
  const std::vector<float> again = extract(block.extract, host, signal, 0x7f);
  EXPECT(std::memcmp(once.data(), again.data(), once.size() * sizeof(float)) == 0, "%s reads what it did not write", block.name);
  for (float feature : once) EXPECT(std::isfinite(feature), "%s: a feature is %g", block.name, (double)feature);
}

static void expect_refusals(const Case &block, const HostPlan &host, std::vector<float> values) {
  const float infinity = std::numeric_limits<float>::infinity();
  for (size_t place : {(size_t)0, values.size() / 2, values.size() - 1}) {
    const float kept = values[place];
    for (float bad : {infinity, -infinity, std::nanf(""), -std::nanf("1")}) {
      values[place] = bad;
      extract(block.extract, host, signal_of(values), 0, IMPULSE_NOT_FINITE);
    }
    values[place] = 2e15f;
    extract(block.extract, host, signal_of(values), 0, IMPULSE_OVERFLOW);
    values[place] = kept;
  }
  impulse_signal shorter = signal_of(values);
  shorter.length--;
  extract(block.extract, host, shorter, 0, IMPULSE_BAD_SIGNAL);
  impulse_signal narrower = signal_of(values);
  narrower.axes--;
  extract(block.extract, host, narrower, 0, IMPULSE_BAD_SIGNAL);
}

int main() {
  const impulse_input input = {1000.0, kLength, kAxes, 0, 0, 0};
  for (const Case &block : cases()) {
    std::string error;
    const HostPlan host = configure(block.configure, block.params, input, &error);
    if (block.refusal) {
      EXPECT(error.find(block.refusal) != std::string::npos, "%s says \"%s\" instead of \"%s\"", block.name, error.c_str(), block.refusal);
      continue;
    }
    EXPECT(error.empty(), "%s refuses: %s", block.name, error.c_str());
    for (const std::vector<float> &values : windows()) expect_sound(block, host, values);
    expect_refusals(block, host, motion(3, kLength * kAxes));
  }
  std::printf("ok\n");
  return 0;
}
