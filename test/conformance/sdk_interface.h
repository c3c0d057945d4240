// SPDX-License-Identifier: Apache-2.0
// What generated files use of the public Edge Impulse SDK (1.93.20), declared in our own words: names, members in the order that positional
// initialisers need, numbers of enumerations. Tests compile the files against this; a test with the SDK itself stands in test/full.
#ifndef SDK_INTERFACE_H
#define SDK_INTERFACE_H

#include <stddef.h>
#include <stdint.h>

#include "model-parameters/model_metadata.h"

// Of the SDK's copy of TensorFlow Lite: what a compiled model says of its tensors, by the names of the public interface.

enum TfLiteStatus { kTfLiteOk = 0, kTfLiteError = 1 };
enum TfLiteType { kTfLiteNoType = 0, kTfLiteFloat32 = 1, kTfLiteUInt8 = 3, kTfLiteInt8 = 9 };

struct TfLiteIntArray {
  int size;
  int data[1];  // as many as size says
};

union TfLitePtrUnion {
  float *f;
  uint8_t *uint8;
  int8_t *int8;
  void *data;
};

struct TfLiteQuantizationParams {
  float scale;
  int32_t zero_point;
};

struct TfLiteTensor {
  TfLiteType type;
  TfLitePtrUnion data;
  TfLiteIntArray *dims;
  TfLiteQuantizationParams params;
  size_t bytes;
};

namespace ei {
enum { EIDSP_OK = 0, EIDSP_OUT_OF_MEM = -1002, EIDSP_SIGNAL_SIZE_MISMATCH = -1003, EIDSP_MATRIX_SIZE_MISMATCH = -1004, EIDSP_PARAMETER_INVALID = -1008 };
}

// Signals and matrices, as code around run_classifier() makes and reads them.

#ifndef EIDSP_SIGNAL_C_FN_POINTER
#include <functional>
#endif

namespace ei {

struct matrix_t {
  float *buffer;
  uint32_t rows;
  uint32_t cols;
  matrix_t(uint32_t rows_, uint32_t cols_) : buffer(new float[rows_ * cols_]), rows(rows_), cols(cols_) {}
  ~matrix_t() { delete[] buffer; }
  matrix_t(const matrix_t &) = delete;
  matrix_t &operator=(const matrix_t &) = delete;
};

struct signal_t {
#ifdef EIDSP_SIGNAL_C_FN_POINTER
  int (*get_data)(size_t, size_t, float *);
#else
  std::function<int(size_t, size_t, float *)> get_data;
#endif
  size_t total_length;
};

}  // namespace ei

struct ei_feature_t {
  ei::matrix_t *matrix;
  uint32_t blockId;
};

using ei::matrix_t;
using ei::signal_t;

enum EI_IMPULSE_ERROR {
  EI_IMPULSE_OK = 0,
  EI_IMPULSE_TFLITE_ERROR = -3,
  EI_IMPULSE_DSP_ERROR = -5,
  EI_IMPULSE_TFLITE_ARENA_ALLOC_FAILED = -6,
  EI_IMPULSE_ALLOC_FAILED = -8,
  EI_IMPULSE_INFERENCE_ERROR = -22,
  EI_IMPULSE_INVALID_SIZE = -24,
  EI_IMPULSE_POSTPROCESSING_ERROR = -29
};

/// Microseconds since some moment: the firmware has it.
uint64_t ei_read_timer_us();

/// Zeros of the SDK's heap, which is the firmware's too.
void *ei_aligned_calloc(size_t align, size_t size);
void ei_aligned_free(void *memory);

// What run_classifier() says of a window.

struct ei_impulse_result_classification_t {
  const char *label;
  float value;
};

struct ei_impulse_result_timing_t {
  int sampling, dsp, classification, postprocessing, anomaly;
  int64_t dsp_us, classification_us, postprocessing_us, anomaly_us;
};

struct ei_impulse_result_t {
  ei_impulse_result_classification_t classification[EI_CLASSIFIER_LABEL_COUNT ? EI_CLASSIFIER_LABEL_COUNT : 1];
  float anomaly;
  ei_impulse_result_timing_t timing;
  ei_feature_t *_raw_outputs;
  ei_post_processing_output_t postprocessed_output;
};

// The tables that generated files fill in: members in the order of the public interface of SDK 1.93.20, which positional initialisers need.

#define EI_CLASSIFIER_IMAGE_SCALING_NONE 0
#define EI_CLASSIFIER_TYPE_NONE 0
#define EI_CLASSIFIER_TYPE_CLASSIFICATION 1
#define EI_CLASSIFIER_TYPE_REGRESSION 2

struct ei_impulse;
class ei_impulse_handle_t;
struct DspHandle;
struct ei_data_normalization_t;

struct ei_model_dsp_t {
  uint32_t blockId;
  size_t n_output_features;
  int (*extract_fn)(ei::signal_t *, ei::matrix_t *, void *, float);
  void *config;
  EI_CLASSIFIER_DSP_AXES_INDEX_TYPE *axes;
  uint32_t axes_size;
  int version;
  DspHandle *(*factory)(void *, float);
  const ei_data_normalization_t *data_normalization_config;
};

struct ei_learning_block_t {
  uint32_t blockId;
  EI_IMPULSE_ERROR (*infer_fn)(const ei_impulse *, ei_feature_t *, uint32_t, uint32_t *, uint32_t, ei_impulse_result_t *, void *, bool);
  void *config;
  int image_scaling;
  const uint32_t *input_block_ids;
  uint8_t input_block_ids_size;
};

struct ei_postprocessing_block_t {
  uint32_t block_id;
  uint8_t type;
  EI_IMPULSE_ERROR (*init_fn)(ei_impulse_handle_t *, void **, void *);
  EI_IMPULSE_ERROR (*deinit_fn)(void *, void *);
  EI_IMPULSE_ERROR (*postprocess_fn)(ei_impulse_handle_t *, uint32_t, uint32_t, ei_impulse_result_t *, void *, void *);
  EI_IMPULSE_ERROR (*display_fn)(ei_impulse_result_t *, void *);
  void *config;
  uint32_t input_block_id;
};

struct ei_config_tflite_eon_graph_t {
  uint16_t implementation_version;
  TfLiteStatus (*model_init)(void *(*)(size_t, size_t));
  TfLiteStatus (*model_invoke)();
  TfLiteStatus (*model_reset)(void (*)(void *));
  TfLiteStatus (*model_input)(int, TfLiteTensor *);
  TfLiteStatus (*model_output)(int, TfLiteTensor *);
};

struct ei_learning_block_config_tflite_graph_t {
  uint16_t implementation_version;
  uint32_t block_id;
  const uint8_t *output_tensors_indices;
  uint8_t output_tensors_size;
  bool quantized;
  bool compiled;
  void *graph_config;
  bool dequantize_output;
};

typedef struct ei_impulse {
  uint32_t project_id;
  const char *project_owner;
  const char *project_name;
  uint16_t impulse_id;
  const char *impulse_name;
  uint16_t deploy_version;
  uint32_t nn_input_frame_size;
  uint32_t raw_sample_count;
  uint32_t raw_samples_per_frame;
  uint32_t dsp_input_frame_size;
  uint32_t input_width;
  uint32_t input_height;
  uint32_t input_frames;
  float interval_ms;
  float frequency;
  uint8_t dsp_blocks_size;
  ei_model_dsp_t *dsp_blocks;
  uint8_t learning_blocks_size;
  const ei_learning_block_t *learning_blocks;
  size_t postprocessing_blocks_size;
  const ei_postprocessing_block_t *postprocessing_blocks;
  uint8_t output_tensors_size;
  uint8_t inferencing_engine;
  uint8_t sensor;
  const char *fusion_string;
  uint32_t slice_size;
  uint8_t slices_per_model_window;
  uint8_t has_anomaly;
  uint16_t label_count;
  const char **categories;
  uint8_t results_type;
  uint8_t freeform_outputs_size;
  uint32_t *freeform_outputs;
} ei_impulse_t;

class ei_impulse_handle_t {
 public:
  explicit ei_impulse_handle_t(const ei_impulse_t *impulse_) : impulse(impulse_) {}
  const ei_impulse_t *impulse;
};

/// Scores of the learn block `input_block_id` become the list of labels and values.
__attribute__((unused)) static EI_IMPULSE_ERROR process_classification_f32(ei_impulse_handle_t *handle, uint32_t, uint32_t input_block_id,
                                                                           ei_impulse_result_t *result, void *, void *) {
  const ei_impulse_t &impulse = *handle->impulse;
  for (uint8_t i = 0; i < impulse.output_tensors_size; i++) {
    const ei_feature_t &raw = result->_raw_outputs[i];
    if (raw.matrix == nullptr || raw.blockId != input_block_id) continue;
    for (uint16_t label = 0; label < impulse.label_count; label++) {
      result->classification[label].label = impulse.categories[label];
      result->classification[label].value = raw.matrix->buffer[label];
    }
    return EI_IMPULSE_OK;
  }
  return EI_IMPULSE_POSTPROCESSING_ERROR;
}

#endif
