import { cName } from '../../../plugin/compiler/emit/c-text';
import { BANNER } from './banner';
import type { SdkImpulse } from './describe-impulse';
import { writeReader } from './write-extract';

/** `<impulse>_sdk_continuous.cpp`: a file of its own, so that firmware of whole windows links none of its buffers. */
export function writeContinuousSource(impulse: SdkImpulse): string {
  const { prefix, macro, facts, listed, anomaly, rawPerFrame } = impulse;
  const steps = Math.max(1, Math.floor(256 / facts.axes.length));
  const values = `  for (int32_t i = 0; i < ${listed?.labels.length ?? 0}; i++) {
    result->classification[i].label = ${prefix}_${cName(listed?.name ?? '')}_labels[i];
    result->classification[i].value = newest.${listed?.member ?? ''}[i];
  }
`;
  return `${BANNER}#include "${prefix}_sdk.h"

#include <string.h>

#include "edge-impulse-sdk/dsp/returntypes.hpp"
#include "edge-impulse-sdk/porting/ei_classifier_porting.h"
#include "${prefix}_blocks.h"

${writeReader(impulse)}
EI_IMPULSE_ERROR run_${prefix}_continuous(ei::signal_t *slice, ei_impulse_result_t *result) {
  static ${prefix}_result newest;
  static uint32_t inits_seen = 0;
  static ${prefix}_value values[${steps} * ${macro}_AXES];
  const uint64_t begin_us = ei_read_timer_us();
  const size_t length = slice->total_length / ${rawPerFrame};
  if (length * ${rawPerFrame} != slice->total_length) return EI_IMPULSE_INVALID_SIZE;
  if (!take_${prefix}_memory(${macro}_HELD_BY_STREAM)) return EI_IMPULSE_ALLOC_FAILED;
  if (${prefix}_inits == 0 && ${prefix}_init_impulse() != IMPULSE_OK) return EI_IMPULSE_INFERENCE_ERROR;
  if (inits_seen != ${prefix}_inits) memset(&newest, 0, sizeof newest); /* run_classifier_init() was called */
  inits_seen = ${prefix}_inits;
  for (size_t step = 0; step < length;) {
    const size_t taken = length - step < ${steps} ? length - step : ${steps};
    if (read_values(slice, step * ${rawPerFrame}, taken * ${rawPerFrame}, values) != 0) return EI_IMPULSE_DSP_ERROR;
    const int32_t status = ${prefix}_push_samples(values, static_cast<int32_t>(taken), &newest);
    if (status != IMPULSE_OK && status != IMPULSE_PENDING) return EI_IMPULSE_DSP_ERROR;
${facts.postprocess ? `    if (status == IMPULSE_OK) keep_${prefix}_decision(&newest.decision);\n` : ''}    step += taken;
  }
  memset(static_cast<void *>(result), 0, sizeof *result);
${listed ? values : ''}${anomaly ? `  result->anomaly = newest.${anomaly.member};\n` : ''}  const uint64_t end_us = ei_read_timer_us();
  result->timing.classification_us = static_cast<int64_t>(end_us - begin_us);
  return EI_IMPULSE_OK;
}
`;
}
