import { VALUE_TYPES } from '../../../schemas/value-types';
import type { TensorInfo } from '../compile-model';
import { cFloat, cList, cName, cString } from './c-text';
import { resultCount } from './emit-impulse-header';
import { defineMemory } from './emit-memory';
import { suppliedSymbol } from './emit-supplied';
import { blockFunctions, featureCount, planSymbol, resultMember, type DspSpec, type ImpulseSpec, type LearnSpec } from './impulse-spec';
import type { MemoryPlan } from './plan-memory';
import { quantizedFeatures, type QuantizedFeatures } from './quantized-features';

/** `<name>_impulse.cpp`: straight code, nothing is interpreted. */
export function emitImpulseSource(spec: ImpulseSpec, memory: MemoryPlan, banner: string): string {
  const prefix = cName(spec.name);
  const quantized = quantizedFeatures(spec);
  const models = spec.learn.filter((learn) => 'model' in learn);
  const inits = models.map(({ name }) => `  if (${prefix}_${cName(name)}_init() != 0) return IMPULSE_BAD_PARAMETER;\n`);
  const forgetDecisions = spec.postprocess ? '  memset(decision_state, 0, sizeof decision_state);\n' : '';
  return `${banner}#include "${prefix}_impulse.h"

#include <assert.h>
#include <string.h>

#include "${prefix}_blocks.h"
#include "${prefix}_plans.h"
${models.map(({ name }) => `#include "${prefix}_${cName(name)}_model.h"\n`).join('')}#include "placement.h"
#include "quantize.h"

/* Scratch of DSP, features and the arenas of the models: they overlap where their lifetimes allow. */
${defineMemory(`${prefix}_memory`, memory.bytes)}extern "C" {
uint32_t ${prefix}_inits;
}

${spec.learn.map((learn) => emitLabels(prefix, learn)).join('')}
${emitPostprocessState(spec)}int32_t ${prefix}_init_impulse(void) {
${inits.join('')}${forgetDecisions}  ${prefix}_inits++;
  return IMPULSE_OK;
}

int32_t ${prefix}_run_impulse(const ${prefix}_value *window, ${prefix}_result *result) {
  int32_t status = ${prefix}_extract_features(window);
  if (status == IMPULSE_OK) status = ${prefix}_run_models(result);
  if (status == IMPULSE_OK) status = ${prefix}_decide(result);
  return status;
}

${quantized ? emitExtractQuantized(spec, quantized, memory) : emitExtract(spec, memory)}
int32_t ${prefix}_run_models(${prefix}_result *result) {
  assert(result != nullptr);
${quantized ? '' : `  const float *const features = ${prefix}_features();
`}${runOrder(spec.learn)
  .map((learn) => emitLearn(spec, learn))
  .join('')}  return IMPULSE_OK;
}

${emitDecide(spec)}`;
}

/** Models that only read the features run first: the last arena may cover them. */
export function runOrder(learn: readonly LearnSpec[]): LearnSpec[] {
  return [...learn.filter((one) => 'plan' in one), ...learn.filter((one) => 'model' in one)];
}

/** First feature of each DSP block in the impulse's feature vector. */
export function featureOffsets(dsp: readonly DspSpec[]): Map<string, number> {
  let offset = 0;
  return new Map(
    dsp.map(({ name, plan }) => {
      const first = offset;
      offset += featureCount(plan);
      return [name, first];
    }),
  );
}

function emitLabels(prefix: string, learn: LearnSpec): string {
  if (learn.result === 'anomaly') return '';
  const name = `${prefix}_${cName(learn.name)}`;
  return `const char *const ${name}_labels[${name.toUpperCase()}_COUNT] = {${learn.labels.map(cString).join(', ')}};\n`;
}

function emitExtract(spec: ImpulseSpec, { featuresOffset }: MemoryPlan): string {
  const prefix = cName(spec.name);
  return `float *${prefix}_features(void) { return reinterpret_cast<float *>(${prefix}_memory + ${featuresOffset}); }

int32_t ${prefix}_extract_features(const ${prefix}_value *window) {
  assert(window != nullptr);
  float *const features = ${prefix}_features();
  int32_t status = IMPULSE_OK;
  impulse::reuse_memory();
${emitDsp(spec)}  return status;
}
`;
}

function emitExtractQuantized(spec: ImpulseSpec, { dsp, levels }: QuantizedFeatures, { featuresOffset, scratchOffset }: MemoryPlan): string {
  const prefix = cName(spec.name);
  const scratch = `${prefix}_memory${scratchOffset > 0 ? ` + ${scratchOffset}` : ''}`;
  const args = [`&${planSymbol(spec.name, 'dsp', dsp.name)}`, `&${cName(dsp.name)}_signal`, scratch, 'levels', 'features'];
  return `/* What the model takes for each value that a feature may have. */
IMPULSE_CONST static const uint8_t feature_levels[${levels.length}] = {
${cList(levels.map(String))}
};

uint8_t *${prefix}_features(void) { return ${prefix}_memory + ${featuresOffset}; }

int32_t ${prefix}_extract_quantized(const ${prefix}_value *window, const uint8_t *levels, uint8_t *features) {
${emitSignal(spec, dsp)}  return ${prefix}_${blockFunctions(dsp)}_extract_quantized(${args.join(', ')});
}

int32_t ${prefix}_extract_features(const ${prefix}_value *window) {
  assert(window != nullptr);
  impulse::reuse_memory();
  return ${prefix}_extract_quantized(window, feature_levels, ${prefix}_features());
}
`;
}

/** The window as the block sees it. */
function emitSignal({ input: { dtype, windowLength, axes } }: ImpulseSpec, { name, columns }: DspSpec): string {
  const id = cName(name);
  const table = columns ? `  static const int32_t ${id}_columns[${columns.length}] = {${columns.join(', ')}};\n` : '';
  const seen = [columns?.length ?? axes.length, axes.length, columns ? `${id}_columns` : 'nullptr'];
  return `${table}  const impulse_signal ${id}_signal = {window, ${VALUE_TYPES[dtype].dtype}, ${windowLength}, ${seen.join(', ')}};\n`;
}

function emitDsp(spec: ImpulseSpec): string {
  const prefix = cName(spec.name);
  const offsets = featureOffsets(spec.dsp);
  return spec.dsp
    .map((use) => {
      const { name, supplied } = use;
      const id = cName(name);
      const to = `features + ${offsets.get(name)}`;
      const call = supplied
        ? `${suppliedSymbol(spec.name, name)}(&${id}_signal, ${to})`
        : `${prefix}_${blockFunctions(use)}_extract(&${planSymbol(spec.name, 'dsp', name)}, &${id}_signal, ${prefix}_memory, ${to})`;
      return `${emitSignal(spec, use)}  status = ${call};
  if (status != IMPULSE_OK) return status;
`;
    })
    .join('');
}

/** @param suffix  behind the C prefix of the model: `_slide` where it is fed hop by hop */
export function emitLearn(spec: ImpulseSpec, learn: LearnSpec, suffix = ''): string {
  const prefix = cName(spec.name);
  const id = cName(learn.name);
  if ('plan' in learn) {
    const scores = `${learn.result === 'anomaly' ? '&' : ''}result->${resultMember(learn.name)}`;
    const args = `&${planSymbol(spec.name, 'learn', learn.name)}, seen, ${scores}`;
    return `  {
${gatherFeatures(spec, learn)}    const int32_t status = ${prefix}_${cName(learn.block)}_score(${args});
    if (status != IMPULSE_OK) return status;
  }
`;
  }
  return `  {
${quantizedFeatures(spec) ? '' : emitInput(spec, learn, learn.model.inputs[0], suffix)}    impulse::reuse_memory();
    if (${prefix}_${id}${suffix}_invoke() != 0) return IMPULSE_BAD_PARAMETER;
${emitOutput(`${prefix}_${id}${suffix}`, `result->${resultMember(learn.name)}`, resultCount(learn), learn.model.outputs[0])}  }
`;
}

/** Features of neighbouring DSP blocks are read where they are; others are copied together. */
function gatherFeatures({ dsp }: ImpulseSpec, { input }: LearnSpec): string {
  const offsets = featureOffsets(dsp);
  const parts = input.map((name) => {
    const { plan } = dsp.find((one) => one.name === name) as DspSpec;
    return { from: offsets.get(name) as number, count: featureCount(plan) };
  });
  const neighbours = parts.every(({ from }, i) => i === 0 || from === parts[i - 1].from + parts[i - 1].count);
  if (neighbours) return `    const float *const seen = features + ${parts[0].from};\n`;
  let at = 0;
  const copies = parts.map(({ from, count }) => {
    const to = at;
    at += count;
    return `    memcpy(seen + ${to}, features + ${from}, ${count} * sizeof(float));\n`;
  });
  return `    static float seen[${at}];\n${copies.join('')}`;
}

function emitInput(spec: ImpulseSpec, learn: LearnSpec, tensor: TensorInfo, suffix: string): string {
  const prefix = cName(spec.name);
  const offsets = featureOffsets(spec.dsp);
  const input = `${prefix}_${cName(learn.name)}${suffix}_input(0)`;
  const type = tensor.dtype === 'float32' ? 'float' : `${tensor.dtype}_t`;
  let at = 0;
  const parts = learn.input.map((name) => {
    const count = featureCount((spec.dsp.find((dsp) => dsp.name === name) as DspSpec).plan);
    const from = `features + ${offsets.get(name)}`;
    const to = `input + ${at}`;
    at += count;
    return tensor.dtype === 'float32'
      ? `    memmove(${to}, ${from}, ${count} * sizeof(float));\n`
      : `    impulse::quantize_${tensor.dtype === 'int8' ? 's8' : 'u8'}(${from}, ${count}, input_affine, ${to});\n`;
  });
  const affine = tensor.dtype === 'float32' ? '' : emitAffine('input_affine', tensor);
  return `${affine}    ${type} *const input = static_cast<${type} *>(${input});\n${parts.join('')}`;
}

function emitOutput(model: string, result: string, count: number, tensor: TensorInfo): string {
  if (tensor.dtype === 'float32') return `    memcpy(${result}, ${model}_output(0), ${count} * sizeof(float));\n`;
  const suffix = tensor.dtype === 'int8' ? 's8' : 'u8';
  const output = `static_cast<const ${tensor.dtype}_t *>(${model}_output(0))`;
  return `${emitAffine('output_affine', tensor)}    impulse::dequantize_${suffix}(${output}, ${count}, output_affine, ${result});\n`;
}

function emitAffine(name: string, tensor: TensorInfo): string {
  const scale = tensor.scale as number;
  const values = [cFloat(scale), cFloat(Math.fround(1 / scale)), tensor.zeroPoint ?? 0];
  return `    static const impulse::Affine ${name} = {${values.join(', ')}};\n`;
}

function emitPostprocessState({ postprocess }: ImpulseSpec): string {
  if (!postprocess) return '';
  const doubles = Math.max(1, Math.ceil(postprocess.plan.stateBytes / 8));
  return `static double decision_state[${doubles}]; /* ${postprocess.plan.stateBytes} bytes, aligned to 8 */\n\n`;
}

function emitDecide({ name, postprocess }: ImpulseSpec): string {
  const prefix = cName(name);
  if (!postprocess) return `int32_t ${prefix}_decide(${prefix}_result *) { return IMPULSE_OK; }\n`;
  const call = `${prefix}_${cName(postprocess.block)}_decide`;
  return `int32_t ${prefix}_decide(${prefix}_result *result) {
  return ${call}(&${prefix}_postprocess_plan, result->${resultMember(postprocess.learn)}, decision_state, &result->decision);
}
`;
}
