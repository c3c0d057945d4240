import { cString } from '../../../plugin/compiler/emit/c-text';
import { guessSensor } from '../../../plugin/steps/deploy/edge-impulse/deployment-metadata';
import { BANNER } from './banner';
import type { SdkImpulse } from './describe-impulse';
import { SDK_TYPES } from './sdk-types';

/** Numbers of the SDK's enumerations, which it leaves to this file to name. */
const ENUMERATIONS: Record<string, Record<string, number>> = {
  EI_CLASSIFIER_: {
    NONE: 255, UTENSOR: 1, TFLITE: 2, CUBEAI: 3, TFLITE_FULL: 4, TENSAIFLOW: 5, TENSORRT: 6, DRPAI: 7, TFLITE_TIDL: 8, AKIDA: 9,
    SYNTIANT: 10, ONNX_TIDL: 11, MEMRYX: 12, ETHOS_LINUX: 13, ATON: 14, CEVA_NPN: 15, NORDIC_AXON: 16, VLM_CONNECTOR: 17,
  },
  EI_CLASSIFIER_SENSOR_: { UNKNOWN: 255, MICROPHONE: 1, ACCELEROMETER: 2, CAMERA: 3, '9DOF': 4, ENVIRONMENTAL: 5, FUSION: 6 },
  EI_CLASSIFIER_DATATYPE_: { FLOAT32: 1, UINT8: 3, INT8: 9 },
  EI_CLASSIFIER_LAST_LAYER_: { UNKNOWN: -1 },
  EI_CLASSIFIER_RESIZE_: { NONE: 0, FIT_SHORTEST: 1, FIT_LONGEST: 2, SQUASH: 3 },
  EI_ANOMALY_TYPE_: { UNKNOWN: 0, KMEANS: 1, GMM: 2, VISUAL_GMM: 3, VISUAL_PATCHCORE: 4 },
};

/** What the SDK calls the sensor that axes look like. */
const SENSORS: Record<string, string> = { microphone: 'MICROPHONE', accelerometer: 'ACCELEROMETER', camera: 'CAMERA' };

/** `model-parameters/model_metadata.h`: sizes and switches by which SDK and firmware are compiled. */
export function writeMetadata(impulse: SdkImpulse): string {
  const numbers = Object.entries(ENUMERATIONS).flatMap(([prefix, values]) =>
    Object.entries(values).map(([name, value]) => `#ifndef ${prefix}${name}\n#define ${prefix}${name} ${value}\n#endif\n`),
  );
  const own = [...describeInput(impulse), ...describeModel(impulse), ...describeResult(impulse), ...SWITCHES];
  return `${BANNER}#ifndef EI_CLASSIFIER_MODEL_METADATA_H
#define EI_CLASSIFIER_MODEL_METADATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

${numbers.join('')}
${own.map(([name, value]) => `#define EI_CLASSIFIER_${name} ${value}\n`).join('')}
#ifndef EI_CLASSIFIER_SLICES_PER_MODEL_WINDOW
#define EI_CLASSIFIER_SLICES_PER_MODEL_WINDOW ${countSlices(impulse)}
#endif
#define EI_CLASSIFIER_SLICE_SIZE (EI_CLASSIFIER_RAW_SAMPLE_COUNT / EI_CLASSIFIER_SLICES_PER_MODEL_WINDOW)

/* The SDK's own DSP is not called: none of its parts has to be compiled in. */
#define EI_DSP_PARAMS_GENERATED 1
#define EI_DSP_PARAMS_SPECTRAL_ANALYSIS_ANALYSIS_TYPE_FFT 1
#define EI_DSP_PARAMS_SPECTRAL_ANALYSIS_ANALYSIS_TYPE_WAVELET 0

#define EI_STUDIO_VERSION_MAJOR 1
#define EI_STUDIO_VERSION_MINOR 93
#define EI_STUDIO_VERSION_PATCH 20

${SDK_TYPES}
#endif
`;
}

type Macro = readonly [string, string];

/** How often a window's stride goes into it: the slices of continuous mode. */
export function countSlices({ facts: { windowLength, strideLength } }: SdkImpulse): number {
  return Math.max(1, Math.floor(windowLength / strideLength));
}

function describeInput({ facts, rawSamples, rawPerFrame, dsp }: SdkImpulse): Macro[] {
  const { name, image, axes, frequencyHz } = facts;
  const sensor = image ? 'camera' : guessSensor(axes);
  return [
    ['PROJECT_ID', '0'],
    ['PROJECT_OWNER', '""'],
    ['PROJECT_NAME', cString(name)],
    ['PROJECT_DEPLOY_VERSION', '1'],
    ['NN_INPUT_FRAME_SIZE', String(dsp.reduce((sum, { count }) => sum + count, 0))],
    ['RAW_SAMPLE_COUNT', String(rawSamples)],
    ['RAW_SAMPLES_PER_FRAME', String(rawPerFrame)],
    ['DSP_INPUT_FRAME_SIZE', '(EI_CLASSIFIER_RAW_SAMPLE_COUNT * EI_CLASSIFIER_RAW_SAMPLES_PER_FRAME)'],
    ['INPUT_WIDTH', String(image?.width ?? 0)],
    ['INPUT_HEIGHT', String(image?.height ?? 0)],
    ['INPUT_FRAMES', image ? '1' : '0'],
    ['RESIZE_MODE', image ? 'EI_CLASSIFIER_RESIZE_SQUASH' : 'EI_CLASSIFIER_RESIZE_NONE'],
    ['INTERVAL_MS', image ? '1' : String(1000 / frequencyHz)],
    ['FREQUENCY', image ? '0' : String(frequencyHz)],
    ['SENSOR', `EI_CLASSIFIER_SENSOR_${SENSORS[sensor ?? ''] ?? (axes.length > 1 ? 'FUSION' : 'UNKNOWN')}`],
    ['FUSION_AXES_STRING', cString(axes.join(' + '))],
    ['SINGLE_FEATURE_INPUT', dsp.length === 1 ? '1' : '0'],
    ['DSP_AXES_INDEX_TYPE', 'uint8_t'],
  ];
}

function describeModel({ facts, listed }: SdkImpulse): Macro[] {
  const model = listed?.model;
  const dtypeOf = (tensor: { dtype: string } | undefined): string => `EI_CLASSIFIER_DATATYPE_${(tensor?.dtype ?? 'float32').toUpperCase()}`;
  return [
    ['INFERENCING_ENGINE', 'EI_CLASSIFIER_TFLITE'],
    ['COMPILED', '1'],
    ['HAS_TFLITE_OPS_RESOLVER', '0'],
    ['QUANTIZATION_ENABLED', model && model.inputs[0]!.dtype !== 'float32' ? '1' : '0'],
    ['TFLITE_INPUT_DATATYPE', dtypeOf(model?.inputs[0])],
    ['TFLITE_OUTPUT_DATATYPE', dtypeOf(model?.outputs[0])],
    ['TFLITE_LARGEST_ARENA_SIZE', String(Math.max(0, ...facts.int8.models.map(({ arenaBytes }) => arenaBytes)))],
  ];
}

function describeResult({ listed, anomaly }: SdkImpulse): Macro[] {
  return [
    ['NN_OUTPUT_COUNT', String(listed?.labels.length ?? 0)],
    ['LABEL_COUNT', String(listed?.labels.length ?? 0)],
    ['HAS_ANOMALY', anomaly ? 'EI_ANOMALY_TYPE_KMEANS' : 'EI_ANOMALY_TYPE_UNKNOWN'],
    ['CALIBRATION_ENABLED', '0'],
  ];
}

/** What an impulse of ours never has in the SDK, or has no need of there. */
const SWITCHES: Macro[] = [
  ['THRESHOLD', '0.6'],
  ['OBJECT_DETECTION', '0'],
  ['OBJECT_DETECTION_LAST_LAYER', 'EI_CLASSIFIER_LAST_LAYER_UNKNOWN'],
  ['OBJECT_TRACKING_ENABLED', '0'],
  ['OBJECT_COUNTING_ENABLED', '0'],
  ['FREEFORM_OUTPUT', '0'],
  ['HAS_VISUAL_ANOMALY', '0'],
  ['HAS_MODEL_VARIABLES', '1'],
  ['HAS_DATA_NORMALIZATION', '0'],
  ['HAS_ANOMALY_KMEANS', '0'],
  ['HAS_ANOMALY_GMM', '0'],
  ['HAS_ANOMALY_VISUAL_GMM', '0'],
  ['HAS_ANOMALY_VISUAL_PATCHCORE', '0'],
  ['LOAD_ANOMALY_H', '0'],
  ['LOAD_IMAGE_SCALING', '0'],
  ['HR_ENABLED', '0'],
  ['EEG_ENABLED', '0'],
  ['HAS_FFT_INFO', '1'],
  ...[32, 64, 128, 256, 512, 1024, 2048, 4096].map((size): Macro => [`LOAD_FFT_${size}`, '0']),
  ['NON_STANDARD_FFT_SIZES', '0'],
];
