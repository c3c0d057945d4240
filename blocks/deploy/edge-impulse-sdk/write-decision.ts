import type { SdkImpulse } from './describe-impulse';

/** What the SDK calls before the first window and behind each: functions of the type of `ei_postprocessing_block_t`. */
export function declareDecision({ prefix, facts }: SdkImpulse): string {
  const decision = `/* What post-processing said of the newest window: label -1 = nothing to report. */
const impulse_decision *${prefix}_last_decision(void);
void keep_${prefix}_decision(const impulse_decision *decision);
`;
  return `/* Of the last post-processing block: run_classifier_init() begins everything anew, each window's scores end here, and
 * run_classifier_deinit() gives all memory back. */
EI_IMPULSE_ERROR init_${prefix}(ei_impulse_handle_t *handle, void **state, void *config);
EI_IMPULSE_ERROR deinit_${prefix}(void *state, void *config);
EI_IMPULSE_ERROR decide_${prefix}(ei_impulse_handle_t *handle, uint32_t block_index, uint32_t input_block_id,
                                  ei_impulse_result_t *result, void *config, void *state);
${facts.postprocess ? decision : ''}`;
}

/** The same, of `<impulse>_sdk.cpp`. */
export function writeDecision(impulse: SdkImpulse): string {
  const { prefix, macro, facts } = impulse;
  const forget = `  last_decision.label = -1;
  last_decision.score = 0.0f;
`;
  const kept = facts.postprocess ? 'static impulse_decision last_decision = {-1, 0.0f};\n\n' : '';
  return `${kept}EI_IMPULSE_ERROR init_${prefix}(ei_impulse_handle_t *, void **state, void *) {
  *state = nullptr;
${facts.postprocess ? forget : ''}  return ${prefix}_init_impulse() == IMPULSE_OK ? EI_IMPULSE_OK : EI_IMPULSE_POSTPROCESSING_ERROR;
}

EI_IMPULSE_ERROR deinit_${prefix}(void *, void *) {
  release_${prefix}_memory(${macro}_HELD_BY_WINDOW | ${macro}_HELD_BY_STREAM);
  return EI_IMPULSE_OK;
}

${facts.postprocess ? decide(impulse) : decideNothing(impulse)}`;
}

function decideNothing({ prefix, macro }: SdkImpulse): string {
  return `EI_IMPULSE_ERROR decide_${prefix}(ei_impulse_handle_t *, uint32_t, uint32_t, ei_impulse_result_t *, void *, void *) {
  release_${prefix}_memory(${macro}_HELD_BY_WINDOW);
  return EI_IMPULSE_OK;
}
`;
}

function decide({ prefix, macro, listed }: SdkImpulse): string {
  const { labels, member } = listed!;
  return `EI_IMPULSE_ERROR decide_${prefix}(ei_impulse_handle_t *, uint32_t, uint32_t, ei_impulse_result_t *result, void *, void *) {
  static ${prefix}_result scores;
  release_${prefix}_memory(${macro}_HELD_BY_WINDOW);
  for (int32_t i = 0; i < ${labels.length}; i++) scores.${member}[i] = result->classification[i].value;
  if (${prefix}_decide(&scores) != IMPULSE_OK) return EI_IMPULSE_POSTPROCESSING_ERROR;
  last_decision = scores.decision;
  return EI_IMPULSE_OK;
}

const impulse_decision *${prefix}_last_decision(void) { return &last_decision; }

void keep_${prefix}_decision(const impulse_decision *decision) { last_decision = *decision; }
`;
}
