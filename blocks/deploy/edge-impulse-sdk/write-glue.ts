import { BANNER } from './banner';
import type { SdkImpulse } from './describe-impulse';
import { declareDecision, writeDecision } from './write-decision';
import { writeExtract } from './write-extract';
import { declareTaking, writeTaking } from './write-memory';
import { declareInfer, FIND_FEATURES, readsFeatures, writeInfer } from './write-infer';

/** `<impulse>_sdk.h`: what the tables of `model_variables.h` point to. */
export function writeGlueHeader(impulse: SdkImpulse): string {
  const { macro, dsp, learn, prefix } = impulse;
  const guard = `${macro}_SDK_H`;
  const parameters = 'ei::signal_t *signal, ei::matrix_t *output_matrix, void *config, const float frequency';
  return `${BANNER}#ifndef ${guard}
#define ${guard}

#include "edge-impulse-sdk/classifier/ei_model_types.h"
#include "${prefix}_impulse.h"

/* Features of a window, by our own C++: the bits that training and evaluation saw. */
${dsp.map(({ extract }) => `int ${extract}(${parameters});\n`).join('')}
/* Scores of the features: the numbers of evaluation. */
${learn.map(declareInfer).join('')}
/* In the place of run_classifier_continuous(), which refuses DSP blocks other than the SDK's own: takes the next values of a stream, as
 * many as the signal says, and gives what the newest whole window says; before the first one values are 0. Windows follow each other as in
 * training. */
EI_IMPULSE_ERROR run_${prefix}_continuous(ei::signal_t *slice, ei_impulse_result_t *result);

${declareDecision(impulse)}
${declareTaking(impulse)}
#endif
`;
}

/** `<impulse>_sdk.cpp`: the signal of the SDK to our DSP blocks, its features to our models, our scores to its result. */
export function writeGlueSource(impulse: SdkImpulse): string {
  const { prefix, learn } = impulse;
  const models = learn.flatMap(({ model }) => (model ? [model] : []));
  return `${BANNER}#include "${prefix}_sdk.h"

#include <string.h>

#include "edge-impulse-sdk/classifier/ei_aligned_malloc.h"
#include "edge-impulse-sdk/dsp/returntypes.hpp"
#include "edge-impulse-sdk/porting/ei_classifier_porting.h"
#include "${prefix}_blocks.h"
#include "${prefix}_plans.h"
#include "quantize.h"
${models.map(({ symbol }) => `#include "${symbol}_compiled.h"\n`).join('')}
${writeTaking(impulse)}${writeExtract(impulse)}
${learn.some((one) => readsFeatures(impulse, one)) ? FIND_FEATURES : ''}${learn.map((one) => writeInfer(impulse, one)).join('\n')}
${writeDecision(impulse)}`;
}
