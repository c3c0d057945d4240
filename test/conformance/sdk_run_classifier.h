// SPDX-License-Identifier: Apache-2.0
// run_classifier() along the tables of the generated files: DSP blocks, learn blocks, post-processing. Small, so that what it shows is
// theirs.
#ifndef SDK_RUN_CLASSIFIER_H
#define SDK_RUN_CLASSIFIER_H

#include <string.h>

#include "sdk_interface.h"
#include "model-parameters/model_variables.h"

static void *postprocessing_state[8];

__attribute__((unused)) static void run_classifier_init() {
  const ei_impulse_t &impulse = *ei_default_impulse.impulse;
  for (size_t i = 0; i < impulse.postprocessing_blocks_size; i++) {
    const ei_postprocessing_block_t &block = impulse.postprocessing_blocks[i];
    if (block.init_fn) block.init_fn(&ei_default_impulse, &postprocessing_state[i], block.config);
  }
}

__attribute__((unused)) static void run_classifier_deinit() {
  const ei_impulse_t &impulse = *ei_default_impulse.impulse;
  for (size_t i = 0; i < impulse.postprocessing_blocks_size; i++) {
    const ei_postprocessing_block_t &block = impulse.postprocessing_blocks[i];
    if (block.deinit_fn) block.deinit_fn(postprocessing_state[i], block.config);
  }
}

static EI_IMPULSE_ERROR run_learning_blocks(const ei_impulse_t &impulse, ei_feature_t *features, ei_impulse_result_t *result) {
  for (uint8_t i = 0; i < impulse.learning_blocks_size; i++) {
    const ei_learning_block_t &block = impulse.learning_blocks[i];
    uint32_t *const inputs = const_cast<uint32_t *>(block.input_block_ids);
    const EI_IMPULSE_ERROR error = block.infer_fn(&impulse, features, i, inputs, block.input_block_ids_size, result, block.config, false);
    if (error != EI_IMPULSE_OK) return error;
  }
  for (size_t i = 0; i < impulse.postprocessing_blocks_size; i++) {
    const ei_postprocessing_block_t &block = impulse.postprocessing_blocks[i];
    const uint32_t index = static_cast<uint32_t>(i);
    const EI_IMPULSE_ERROR error =
        block.postprocess_fn(&ei_default_impulse, index, block.input_block_id, result, block.config, postprocessing_state[i]);
    if (error != EI_IMPULSE_OK) return error;
  }
  return EI_IMPULSE_OK;
}

static EI_IMPULSE_ERROR extract_all(const ei_impulse_t &impulse, signal_t *signal, ei_feature_t *features) {
  for (uint8_t i = 0; i < impulse.dsp_blocks_size; i++) {
    const ei_model_dsp_t &block = impulse.dsp_blocks[i];
    features[i].blockId = block.blockId;
    features[i].matrix = new matrix_t(1, static_cast<uint32_t>(block.n_output_features));
    if (block.extract_fn(signal, features[i].matrix, block.config, impulse.frequency) != 0) return EI_IMPULSE_DSP_ERROR;
  }
  return EI_IMPULSE_OK;
}

__attribute__((unused)) static EI_IMPULSE_ERROR run_classifier(signal_t *signal, ei_impulse_result_t *result) {
  const ei_impulse_t &impulse = *ei_default_impulse.impulse;
  ei_feature_t features[8] = {}, raw[8] = {};
  memset(static_cast<void *>(result), 0, sizeof *result);
  result->_raw_outputs = raw;
  EI_IMPULSE_ERROR error = extract_all(impulse, signal, features);
  if (error == EI_IMPULSE_OK) error = run_learning_blocks(impulse, features, result);
  for (int i = 0; i < 8; i++) {
    delete features[i].matrix;
    delete raw[i].matrix;
  }
  return error;
}

#endif
