import { VALUE_TYPES } from '../../../schemas/value-types';
import { cFloat, cList, cName } from './c-text';
import { resultCount } from './emit-impulse-header';
import { suppliedBlocks } from './emit-supplied';
import { featureCount, LEVELS, resultMember, type ImpulseSpec } from './impulse-spec';
import { quantizedFeatures } from './quantized-features';

/** The table by which the addon runs the host build (`sdk-cpp/node/host.h`): a source beside the impulse, never part of a deployment. */
export function emitHost(spec: Pick<ImpulseSpec, 'name' | 'input' | 'dsp' | 'learn' | 'postprocess'>): string {
  const prefix = cName(spec.name);
  const macro = prefix.toUpperCase();
  const countFeatures = (dsp: ImpulseSpec['dsp']): number => dsp.reduce((sum, { plan }) => sum + featureCount(plan), 0);
  const [features, supplied] = [countFeatures(spec.dsp), countFeatures(suppliedBlocks(spec))];
  let at = 0;
  const copies = spec.learn.map((learn) => {
    const count = resultCount(learn);
    const from = `${learn.result === 'anomaly' ? '&' : ''}result.${resultMember(learn.name)}`;
    const line = `  memcpy(scores + ${at}, ${from}, ${count} * sizeof(float));\n`;
    at += count;
    return line;
  });
  return `#include <string.h>

${quantizedFeatures(spec) ? `#include "${prefix}_blocks.h"\n` : ''}#include "${prefix}_impulse.h"
#include "host.h"

static ${prefix}_result result;

static void copy_result(float *scores, impulse_decision *decision) {
${copies.join('')}  ${spec.postprocess ? '*decision = result.decision;' : '(void)decision;'}
}

${emitFeatures(spec, prefix, features)}
static int32_t run(const void *window, float *features, float *scores, impulse_decision *decision) {
  int32_t status = extract(static_cast<const ${prefix}_value *>(window), features);
  if (status != IMPULSE_OK) return status;
  status = ${prefix}_run_models(&result);
  if (status == IMPULSE_OK) status = ${prefix}_decide(&result);
  copy_result(scores, decision);
  return status;
}

static int32_t push(const void *values, int32_t steps, float *scores, impulse_decision *decision) {
  const int32_t status = ${prefix}_push_samples(static_cast<const ${prefix}_value *>(values), steps, &result);
  copy_result(scores, decision);
  return status;
}

extern "C" {
${supplied > 0 ? `extern const float *${prefix}_supplied;\n` : ''}extern const impulse_host impulse_host_table;
const impulse_host impulse_host_table = {
    ${macro}_WINDOW_LENGTH, ${macro}_AXES, ${VALUE_TYPES[spec.input.dtype].dtype}, ${features}, ${at},
    ${prefix}_init_impulse, run, push, ${supplied}, ${supplied > 0 ? `&${prefix}_supplied` : 'nullptr'}};
}
`;
}

/**
 * `extract`: leaves the features where the models want them, and copies them out as floats. Where there are none, the block first writes
 * which level each feature is, by the code that then writes them quantized.
 */
function emitFeatures(spec: Pick<ImpulseSpec, 'dsp' | 'learn'>, prefix: string, count: number): string {
  const quantized = quantizedFeatures(spec);
  const signature = `static int32_t extract(const ${prefix}_value *window, float *features)`;
  if (!quantized) {
    return `${signature} {
  const int32_t status = ${prefix}_extract_features(window);
  if (status == IMPULSE_OK) memcpy(features, ${prefix}_features(), ${count} * sizeof(float));
  return status;
}
`;
  }
  return `${signature} {
  static const float levels[${LEVELS}] = {
${cList(quantized.dsp.plan.floats.slice(0, LEVELS).map((level) => cFloat(Math.fround(level))), '      ')}
  };
  static uint8_t numbers[${LEVELS}], written[${count}];
  for (int32_t i = 0; i < ${LEVELS}; i++) numbers[i] = static_cast<uint8_t>(i);
  const int32_t status = ${prefix}_extract_quantized(window, numbers, written);
  if (status != IMPULSE_OK) return status;
  for (int32_t i = 0; i < ${count}; i++) features[i] = levels[written[i]];
  return ${prefix}_extract_features(window);
}
`;
}
