/* SPDX-License-Identifier: Apache-2.0 */
/* DSP blocks on parameters, inputs and windows that libFuzzer makes up, whatever their schema allows: within their buffers, without
 * undefined behaviour, the same bits each time, and features that are numbers. fuzz_table.h is written from the schemas of the blocks. */
#include <cmath>
#include <cstddef>
#include <cstring>

#include "host_block.h"

/* What the schema of a parameter allows. */
struct ParamRange {
  const char *name;
  bool is_integer;
  double least;
  double most;
  std::vector<const char *> texts; /* empty for numbers */
};

/* The functions of one arithmetic, by what begins their names. */
struct FuzzedForm {
  const char *functions;
  impulse_extract_fn extract;
  impulse_slice_fn slice; /* NULL where the block has none */
};

struct FuzzedBlock {
  const char *name;
  impulse_configure_fn configure;
  std::vector<FuzzedForm> forms; /* the first one where configure() names none */
  std::vector<ParamRange> params;
};

#include "fuzz_table.h"

/* The bytes of one case; zeros behind their end. */
class Bytes {
 public:
  Bytes(const uint8_t *data, size_t size) : data_(data), size_(size), at_(0) {}
  uint32_t byte() { return at_ < size_ ? data_[at_++] : 0; }
  uint32_t below(uint32_t limit) {
    const uint32_t low = byte();
    return (low | byte() << 8) % limit;
  }
  double bits() {
    uint64_t value = 0;
    for (int i = 0; i < 8; i++) value |= (uint64_t)byte() << (8 * i);
    double number;
    std::memcpy(&number, &value, sizeof number);
    return number;
  }

 private:
  const uint8_t *data_;
  size_t size_;
  size_t at_;
};

/* Edges, numbers as people write them, and any bits that are a number of the range. */
static double draw_number(Bytes *bytes, double least, double most) {
  const double usual = most < 1000.0 ? most : 1000.0;
  switch (bytes->byte() % 5) {
    case 0: return least;
    case 1: return most;
    case 2: {
      const double any = bytes->bits();
      return any >= least && any <= most ? any : least;
    }
    default: return least + (usual - least) * (double)bytes->below(65536) / 65536.0;
  }
}

static std::vector<Param> draw_params(Bytes *bytes, const FuzzedBlock &block) {
  std::vector<Param> params;
  for (const ParamRange &range : block.params) {
    if (bytes->byte() % 3 == 0) continue;
    Param param = {range.name, 0.0, ""};
    if (range.texts.empty()) param.number = draw_number(bytes, range.least, range.most);
    else param.text = range.texts[bytes->byte() % range.texts.size()];
    if (range.is_integer) param.number = std::floor(param.number);
    params.push_back(param);
  }
  return params;
}

static impulse_input draw_input(Bytes *bytes) {
  impulse_input input = {};
  input.frequency_hz = bytes->byte() % 2 ? 1000.0 : draw_number(bytes, 1e-3, 1e7);
  input.axes = 1 + (int32_t)(bytes->byte() % 4);
  if (bytes->byte() % 2) {
    input.width = 1 + (int32_t)(bytes->byte() % 64);
    input.height = 1 + (int32_t)(bytes->byte() % 64);
    input.length = input.width * input.height;
  } else {
    input.length = 1 + (int32_t)bytes->below(4096);
  }
  input.stride = bytes->byte() % 2 ? 0 : 1 + (int32_t)(bytes->below(4096) % (uint32_t)input.length);
  return input;
}

static const int32_t kDtypes[] = {IMPULSE_INT16, IMPULSE_FLOAT32, IMPULSE_UINT8};
static const size_t kSizes[] = {2, 4, 1};

/* Floats of any bits: NaN, infinity, subnormal numbers, all that a broken sensor may deliver. */
static std::vector<char> draw_values(Bytes *bytes, size_t count, size_t size) {
  std::vector<char> values = buffer((int32_t)(count * size), 0);
  const uint32_t period = 1 + bytes->below(256);
  for (size_t i = 0; i < values.size(); i++) values[i] = i < period ? (char)bytes->byte() : values[i - period];
  if (size == 4 && bytes->byte() % 4) {
    for (size_t i = 0; i < count; i++) {
      float value;
      std::memcpy(&value, &values[4 * i], 4);
      value = (float)((int32_t)(uint8_t)values[4 * i] - 128) / 16.0f;
      std::memcpy(&values[4 * i], &value, 4);
    }
  }
  return values;
}

/* More than any device has, and more than a case should take. */
static const int64_t kMostValues = 1 << 20;

static const FuzzedForm *configure_within(const FuzzedBlock &block, const std::vector<Param> &params, const impulse_input &input,
                                          HostPlan *host) {
  std::vector<impulse_param> raw;
  for (const Param &param : params) {
    const impulse_param one = {param.name.c_str(), param.number, param.text.empty() ? nullptr : param.text.c_str()};
    raw.push_back(one);
  }
  impulse_plan_writer counted = {};
  const int32_t status = block.configure(raw.data(), (int32_t)raw.size(), &input, &counted);
  if (status != IMPULSE_OK) {
    const bool is_text = counted.error[0] != 0 && std::memchr(counted.error, 0, sizeof counted.error) != nullptr;
    EXPECT(is_text, "%s refuses without a word", block.name);
    return nullptr;
  }
  EXPECT(counted.rank >= 1 && counted.rank <= IMPULSE_MAX_RANK, "%s: rank %d", block.name, (int)counted.rank);
  EXPECT(counted.scratch_bytes >= 0 && counted.state_bytes >= 0, "%s: %d bytes of scratch", block.name, (int)counted.scratch_bytes);
  int64_t features = 1;
  for (int32_t i = 0; i < counted.rank; i++) {
    EXPECT(counted.shape[i] >= 1, "%s: a side of %d", block.name, (int)counted.shape[i]);
    features = features > kMostValues ? features : features * counted.shape[i];
  }
  if (features > kMostValues || counted.scratch_bytes > 8 * kMostValues) return nullptr;
  if (counted.ints_count > kMostValues || counted.floats_count > kMostValues) return nullptr;
  *host = configure(block.configure, params, input);
  if (counted.functions[0] == 0) return &block.forms[0];
  for (const FuzzedForm &form : block.forms) {
    if (std::strcmp(form.functions, counted.functions) == 0) return &form;
  }
  EXPECT(false, "%s has no functions that begin with %s", block.name, counted.functions);
  return nullptr;
}

/* The window in slices gives what it gives as a whole. */
static void expect_slices(Bytes *bytes, const FuzzedForm &form, const HostPlan &host, impulse_signal signal, size_t value_bytes,
                          const std::vector<float> &whole) {
  std::vector<char> state = buffer(host.plan.state_bytes, 0);
  std::vector<char> scratch = buffer(host.plan.scratch_bytes, 0x55);
  std::vector<float> features((size_t)host.features);
  const char *values = (const char *)signal.values;
  const int32_t length = signal.length;
  for (int32_t at = 0; at < length; at += signal.length) {
    const int32_t wanted = 1 + (int32_t)bytes->below(512);
    signal.length = wanted < length - at ? wanted : length - at;
    signal.values = values + (size_t)at * (size_t)signal.stride * value_bytes;
    const int32_t status = form.slice(&host.plan, &signal, scratch.data(), state.data(), features.data());
    const int32_t expected = at + signal.length < length ? IMPULSE_PENDING : IMPULSE_OK;
    EXPECT(status == expected, "%s: slice at %d of %d: %s", form.functions, (int)at, (int)length, impulse_status_text(status));
  }
  EXPECT(std::memcmp(features.data(), whole.data(), whole.size() * sizeof(float)) == 0, "%s: slices give other features", form.functions);
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  Bytes bytes(data, size);
  const FuzzedBlock &block = kBlocks[bytes.byte() % (sizeof kBlocks / sizeof kBlocks[0])];
  const impulse_input input = draw_input(&bytes);
  HostPlan host;
  const FuzzedForm *form = configure_within(block, draw_params(&bytes, block), input, &host);
  if (form == nullptr) return 0;
  const uint32_t kind = bytes.byte() % 3;
  const std::vector<char> values = draw_values(&bytes, (size_t)input.length * (size_t)input.axes, kSizes[kind]);
  const impulse_signal signal = {values.data(), kDtypes[kind], input.length, input.axes, input.axes, nullptr};

  std::vector<char> scratch = buffer(host.plan.scratch_bytes, 0x00);
  std::vector<float> once((size_t)host.features, 0.0f), again((size_t)host.features, 1.0f);
  const int32_t status = form->extract(&host.plan, &signal, scratch.data(), once.data());
  scratch = buffer(host.plan.scratch_bytes, 0x7f);
  EXPECT(form->extract(&host.plan, &signal, scratch.data(), again.data()) == status, "%s ends otherwise the second time", form->functions);
  if (status != IMPULSE_OK) return 0;
  EXPECT(std::memcmp(once.data(), again.data(), once.size() * sizeof(float)) == 0, "%s reads what it did not write", form->functions);
  for (float feature : once) EXPECT(std::isfinite(feature), "%s: a feature is %g", form->functions, (double)feature);
  if (form->slice != nullptr && host.plan.state_bytes > 0) expect_slices(&bytes, *form, host, signal, kSizes[kind], once);
  return 0;
}
