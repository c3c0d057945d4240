import { cFloat, cString } from '../../../plugin/compiler/emit/c-text';
import { BANNER } from './banner';
import { countSlices } from './write-metadata';
import type { SdkDsp, SdkImpulse, SdkLearn } from './describe-impulse';

/** `model-parameters/model_variables.h`: the tables that run_classifier() walks along. One copy a source file that includes it. */
export function writeVariables(impulse: SdkImpulse): string {
  const { prefix, learn } = impulse;
  const models = learn.flatMap(({ model }) => (model ? [model] : []));
  return `${BANNER}#ifndef EI_CLASSIFIER_MODEL_VARIABLES_H
#define EI_CLASSIFIER_MODEL_VARIABLES_H

#include <stdint.h>

#include "edge-impulse-sdk/classifier/ei_model_types.h"
#ifndef EI_CLASSIFIER_TYPE_NONE
#error "This edge-impulse-sdk is older than 1.77.0 (October 2025): take a newer one; your code and its build stay as they are."
#endif
#include "edge-impulse-sdk/classifier/postprocessing/ei_postprocessing_common.h"
#include "model-parameters/model_metadata.h"
#include "tflite-model/${prefix}_sdk.h"
${models.map(({ symbol }) => `#include "tflite-model/${symbol}_compiled.h"\n`).join('')}
${writeCategories(impulse)}
${writeDsp(impulse)}
${learn.map(writeLearn).join('')}
static const ei_learning_block_t ei_learning_blocks[] = {
${learn.map(listLearn).join('')}};

${writePostprocessing(impulse)}
${writeImpulse(impulse)}
#endif
`;
}

function writeCategories({ listed }: SdkImpulse): string {
  const labels = listed?.labels ?? [''];
  return `static const char *ei_classifier_inferencing_categories[] = {${labels.map(cString).join(', ')}};\n`;
}

/** Axes are chosen by our own code, so that it makes no difference how the SDK reads a signal. */
function writeDsp({ dsp, rawPerFrame }: SdkImpulse): string {
  const axes = Array.from({ length: rawPerFrame }, (_, axis) => axis);
  const list = ({ id, count, extract }: SdkDsp): string =>
    `  {${id}, ${count}, &${extract}, nullptr, ei_dsp_axes, ${axes.length}, 1, nullptr, nullptr},\n`;
  return `static EI_CLASSIFIER_DSP_AXES_INDEX_TYPE ei_dsp_axes[] = {${axes.join(', ')}};

static const size_t ei_dsp_blocks_size = ${dsp.length};
static ei_model_dsp_t ei_dsp_blocks[] = {
${dsp.map(list).join('')}};
`;
}

function writeLearn({ id, model, input }: SdkLearn): string {
  const inputs = `static const uint32_t ei_learning_block_${id}_inputs[] = {${input.map((dsp) => dsp.id).join(', ')}};\n`;
  if (!model) return inputs;
  const functions = ['init', 'invoke', 'reset', 'input', 'output'].map((verb) => `&${model.symbol}_${verb}`);
  const isQuantized = model.inputs[0]!.dtype !== 'float32';
  return `static ei_config_tflite_eon_graph_t ei_config_graph_${id} = {
  1, ${functions.join(', ')}};
static const uint8_t ei_output_tensors_${id}[] = {0};
static ei_learning_block_config_tflite_graph_t ei_learning_block_config_${id} = {
  1, ${id}, ei_output_tensors_${id}, 1, ${isQuantized}, true, &ei_config_graph_${id}, true};
${inputs}`;
}

function listLearn({ id, infer, model, input }: SdkLearn): string {
  const config = model ? `&ei_learning_block_config_${id}` : 'nullptr';
  return `  {${id}, &${infer}, ${config}, EI_CLASSIFIER_IMAGE_SCALING_NONE, ei_learning_block_${id}_inputs, ${input.length}},\n`;
}

/** Scores go to the result as they are; then comes what of ours begins anew with `run_classifier_init()`, and smooths them. */
function writePostprocessing({ prefix, listed }: SdkImpulse): string {
  const scores = `  {0, ${resultType(listed)}, nullptr, nullptr, &process_classification_f32, nullptr, nullptr, ${listed?.id}},\n`;
  const own = `&init_${prefix}, &deinit_${prefix}, &decide_${prefix}`;
  return `static const ei_postprocessing_block_t ei_postprocessing_blocks[] = {
${listed ? scores : ''}  {1, ${resultType(listed)}, ${own}, nullptr, nullptr, ${listed?.id ?? 0}},
};
`;
}

function resultType(listed: SdkLearn | undefined): string {
  return `EI_CLASSIFIER_TYPE_${listed ? (listed.result === 'classes' ? 'CLASSIFICATION' : 'REGRESSION') : 'NONE'}`;
}

function writeImpulse(impulse: SdkImpulse): string {
  const { listed, learn, facts } = impulse;
  const rows: [string, string][] = [
    ['project_id', 'EI_CLASSIFIER_PROJECT_ID'],
    ['project_owner', 'EI_CLASSIFIER_PROJECT_OWNER'],
    ['project_name', 'EI_CLASSIFIER_PROJECT_NAME'],
    ['impulse_id', '1'],
    ['impulse_name', cString(facts.name)],
    ['deploy_version', 'EI_CLASSIFIER_PROJECT_DEPLOY_VERSION'],
    ['nn_input_frame_size', 'EI_CLASSIFIER_NN_INPUT_FRAME_SIZE'],
    ['raw_sample_count', 'EI_CLASSIFIER_RAW_SAMPLE_COUNT'],
    ['raw_samples_per_frame', 'EI_CLASSIFIER_RAW_SAMPLES_PER_FRAME'],
    ['dsp_input_frame_size', 'EI_CLASSIFIER_DSP_INPUT_FRAME_SIZE'],
    ['input_width', 'EI_CLASSIFIER_INPUT_WIDTH'],
    ['input_height', 'EI_CLASSIFIER_INPUT_HEIGHT'],
    ['input_frames', 'EI_CLASSIFIER_INPUT_FRAMES'],
    ['interval_ms', facts.image ? '1.0f' : cFloat(Math.fround(1000 / facts.frequencyHz))],
    ['frequency', facts.image ? '0.0f' : cFloat(Math.fround(facts.frequencyHz))],
    ['dsp_blocks_size', 'ei_dsp_blocks_size'],
    ['dsp_blocks', 'ei_dsp_blocks'],
    ['learning_blocks_size', String(learn.length)],
    ['learning_blocks', 'ei_learning_blocks'],
    ['postprocessing_blocks_size', listed ? '2' : '1'],
    ['postprocessing_blocks', 'ei_postprocessing_blocks'],
    ['output_tensors_size: one place of results for each learn block', String(learn.length)],
    ['inferencing_engine', 'EI_CLASSIFIER_INFERENCING_ENGINE'],
    ['sensor', 'EI_CLASSIFIER_SENSOR'],
    ['fusion_string', 'EI_CLASSIFIER_FUSION_AXES_STRING'],
    ['slice_size', 'EI_CLASSIFIER_SLICE_SIZE'],
    ['slices_per_model_window', 'EI_CLASSIFIER_SLICES_PER_MODEL_WINDOW'],
    ['has_anomaly', 'EI_CLASSIFIER_HAS_ANOMALY'],
    ['label_count', 'EI_CLASSIFIER_LABEL_COUNT'],
    ['categories', 'ei_classifier_inferencing_categories'],
    ['results_type', resultType(listed)],
    ['freeform_outputs_size', '0'],
    ['freeform_outputs', 'nullptr'],
  ];
  return `/* Windows follow each other by ${facts.strideLength} time steps: ${countSlices(impulse)} slice(s) a window. */
static const ei_impulse_t ei_impulse = {
${rows.map(([member, value]) => `  ${value}, /* ${member} */\n`).join('')}};

static ei_impulse_handle_t ei_impulse_handle = ei_impulse_handle_t(&ei_impulse);
static ei_impulse_handle_t &ei_default_impulse = ei_impulse_handle;
`;
}
