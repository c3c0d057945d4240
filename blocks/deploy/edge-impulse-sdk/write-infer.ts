import type { SdkImpulse, SdkLearn } from './describe-impulse';

/** C++ that the functions below share: where the SDK keeps what a DSP block computed. */
export const FIND_FEATURES = `/* What a DSP block computed; null where it did not run. */
static const float *find_features(const ei_impulse *impulse, const ei_feature_t *features, uint32_t block_id) {
  for (uint32_t i = 0; i < impulse->dsp_blocks_size; i++) {
    if (features[i].blockId == block_id && features[i].matrix != nullptr) return features[i].matrix->buffer;
  }
  return nullptr;
}

`;

/** Whether a learn block takes floats from the SDK: a DSP block that writes the input tensor leaves none. */
export function readsFeatures({ quantized }: SdkImpulse, { model }: SdkLearn): boolean {
  return !(model && quantized);
}

/** Of the type of `ei_learning_block_t::infer_fn`. */
export function declareInfer({ infer }: SdkLearn): string {
  return `EI_IMPULSE_ERROR ${infer}(const ei_impulse *impulse, ei_feature_t *fmatrix, uint32_t learn_block_index, uint32_t *input_block_ids,
    uint32_t input_block_ids_size, ei_impulse_result_t *result, void *config, bool debug);
`;
}

/** A learn block: features in, scores to the result. Parameters that a block has no use for stay without a name. */
export function writeInfer(impulse: SdkImpulse, learn: SdkLearn): string {
  const { infer, result, labels, id, model } = learn;
  const isAnomaly = result === 'anomaly';
  const [from, features] = readsFeatures(impulse, learn) ? ['impulse', 'fmatrix'] : ['', ''];
  const index = isAnomaly ? 'uint32_t' : 'uint32_t learn_block_index';
  const makeScores = `  ei::matrix_t *const scores = new ei::matrix_t(1, ${labels.length}); /* the SDK frees it after post-processing */
  if (scores == nullptr || scores->buffer == nullptr) return EI_IMPULSE_ALLOC_FAILED;
  result->_raw_outputs[learn_block_index].matrix = scores;
  result->_raw_outputs[learn_block_index].blockId = ${id};
`;
  const ownRun = model ? runModel(impulse, learn, model.symbol) : '';
  return `${ownRun}EI_IMPULSE_ERROR ${infer}(const ei_impulse *${from}, ei_feature_t *${features}, ${index}, uint32_t *, uint32_t,
    ei_impulse_result_t *result, void *, bool) {
  const uint64_t begin_us = ei_read_timer_us();
${isAnomaly ? '' : makeScores}${model ? callModel(impulse, learn, model.symbol) : runPlan(learn)}
  const uint64_t end_us = ei_read_timer_us();
  result->timing.${isAnomaly ? 'anomaly_us' : 'classification_us'} = static_cast<int64_t>(end_us - begin_us);
  return EI_IMPULSE_OK;
}
`;
}

/** A function of its own, because the arena that is lent is taken back wherever it ends. */
function runModel(impulse: SdkImpulse, learn: SdkLearn, symbol: string): string {
  const reads = readsFeatures(impulse, learn);
  const written = '  /* The DSP block wrote the input tensor. */\n';
  const fail = 'return EI_IMPULSE_TFLITE_ERROR;';
  const writes = eachInput(learn, ({ count, at }) => `if (${symbol}_write_features(features, ${count}, ${at}) != kTfLiteOk) ${fail}`);
  const parameters = `${reads ? 'const ei_impulse *impulse, ei_feature_t *fmatrix, ' : ''}float *scores`;
  return `static EI_IMPULSE_ERROR run_${symbol}(${parameters}) {
${reads ? writes : written}  if (${symbol}_invoke() != kTfLiteOk || ${symbol}_read_scores(scores) != kTfLiteOk) ${fail}
  return EI_IMPULSE_OK;
}

`;
}

/** The model works in the memory of the impulse, whatever arena firmware gave it for itself. */
function callModel(impulse: SdkImpulse, learn: SdkLearn, symbol: string): string {
  const { prefix, macro } = impulse;
  return `  if (!take_${prefix}_memory(${macro}_HELD_BY_WINDOW)) return EI_IMPULSE_TFLITE_ARENA_ALLOC_FAILED;
  void *const before = ${symbol}_lend(${prefix}_memory);
  const EI_IMPULSE_ERROR error = run_${symbol}(${readsFeatures(impulse, learn) ? 'impulse, fmatrix, ' : ''}${whereScoresGo(learn)});
  ${symbol}_lend(before);
  if (error != EI_IMPULSE_OK) return error;
`;
}

function runPlan(learn: SdkLearn): string {
  const { input, plan } = learn;
  const score = (features: string): string =>
    `  if (${plan!.score}(&${plan!.symbol}, ${features}, ${whereScoresGo(learn)}) != IMPULSE_OK) return EI_IMPULSE_INFERENCE_ERROR;\n`;
  if (input.length === 1) {
    return `  const float *const features = find_features(impulse, fmatrix, ${input[0]!.id});
  if (features == nullptr) return EI_IMPULSE_INVALID_SIZE;
${score('features')}`;
  }
  const width = input.reduce((sum, { count }) => sum + count, 0);
  const copies = eachInput(learn, ({ count, at }) => `memcpy(seen + ${at}, features, ${count} * sizeof(float));`);
  return `  static float seen[${width}];\n${copies}${score('seen')}`;
}

/** A statement for the features of each DSP block that the learn block reads, in its order. */
function eachInput({ input }: SdkLearn, take: (part: { count: number; at: number }) => string): string {
  let at = 0;
  const parts = input.map(({ id, count }) => {
    const statement = take({ count, at });
    at += count;
    return `  {
    const float *const features = find_features(impulse, fmatrix, ${id});
    if (features == nullptr) return EI_IMPULSE_INVALID_SIZE;
    ${statement}
  }
`;
  });
  return parts.join('');
}

function whereScoresGo({ result }: SdkLearn): string {
  return result === 'anomaly' ? '&result->anomaly' : 'scores->buffer';
}
