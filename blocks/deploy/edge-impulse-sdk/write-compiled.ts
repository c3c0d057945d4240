import type { TensorInfo } from '../../../plugin/compiler/compile-model';
import { cComment, cFloat } from '../../../plugin/compiler/emit/c-text';
import { BANNER } from './banner';
import type { SdkImpulse, SdkLearn } from './describe-impulse';

type Model = NonNullable<SdkLearn['model']>;

/** C types of the tensors that an impulse may have at its ends, and what TensorFlow Lite calls them. */
const TYPES: Record<string, { type: string; constant: string; verb: string }> = {
  int8: { type: 'int8_t', constant: 'kTfLiteInt8', verb: 's8' },
  uint8: { type: 'uint8_t', constant: 'kTfLiteUInt8', verb: 'u8' },
  float32: { type: 'float', constant: 'kTfLiteFloat32', verb: 'f32' },
};

/** `tflite_learn_<impulse>_<learn>_compiled.h`: the compiled-model interface of the SDK, and what rounds as evaluation rounds. */
export function writeCompiledHeader({ symbol, inputs, outputs, arenaBytes }: Model): string {
  const guard = `${symbol}_COMPILED_H`.toUpperCase();
  return `${BANNER}#ifndef ${guard}
#define ${guard}

#include <stddef.h>
#include <stdint.h>

#include "edge-impulse-sdk/tensorflow/lite/c/common.h"

/* Takes the arena from the callback, ${Math.max(arenaBytes, 16)} bytes aligned to 16, until reset() gives it
 * back; a second init() before changes nothing. kTfLiteError: there is none, or it is not aligned. With EI_CLASSIFIER_ALLOCATION_STATIC
 * the arena is static, and nothing is called. */
TfLiteStatus ${symbol}_init(void *(*alloc_fnc)(size_t, size_t));
/* Type, place, size, shape and quantization of a tensor. invoke() destroys an input; an output is valid until an input is written, or
 * until reset(). Between reset() and init() all of these give kTfLiteError. */
TfLiteStatus ${symbol}_input(int index, TfLiteTensor *tensor);
TfLiteStatus ${symbol}_output(int index, TfLiteTensor *tensor);
TfLiteStatus ${symbol}_invoke();
/* Gives the arena back; what a model keeps from window to window stays. */
TfLiteStatus ${symbol}_reset(void (*free_fnc)(void *ptr));

inline size_t ${symbol}_inputs() { return ${inputs.length}; }
inline size_t ${symbol}_outputs() { return ${outputs.length}; }

/* Floats to input 0, from its value \`at\` on, and output 0 to floats, with the rounding of evaluation. */
TfLiteStatus ${symbol}_write_features(const float *features, int32_t count, int32_t at);
TfLiteStatus ${symbol}_read_scores(float *scores);

/* Makes the model work in other memory until the next lend(), reset() or init(): returns what it had before, or null. */
void *${symbol}_lend(void *memory);

#endif
`;
}

/** `tflite_learn_<impulse>_<learn>_compiled.cpp`: the interface on our own model. */
export function writeCompiledSource({ prefix }: SdkImpulse, model: Model): string {
  const { symbol, own, inputs, outputs } = model;
  return `${BANNER}#include "${symbol}_compiled.h"

#include <string.h>

#include "${prefix}_blocks.h"
#include "${own}_model.h"
#include "quantize.h"

namespace {

/* Laid out as TfLiteIntArray is, whose length is open. */
template <int rank>
struct Shape {
  int size;
  int data[rank];
};

${writeShapes('input', inputs)}${writeShapes('output', outputs)}
void describe_tensor(TfLiteTensor *tensor, TfLiteType type, void *data, size_t bytes, const void *shape, float scale, int32_t zero_point) {
  *tensor = TfLiteTensor();
  tensor->type = type;
  tensor->data.data = data;
  tensor->bytes = bytes;
  tensor->dims = static_cast<TfLiteIntArray *>(const_cast<void *>(shape));
  tensor->params.scale = scale;
  tensor->params.zero_point = zero_point;
}

}  // namespace

${writeArena(prefix, model)}
${writeAccess(model, 'input', inputs)}
${writeAccess(model, 'output', outputs)}
TfLiteStatus ${symbol}_invoke() {
  if (!use_arena()) return kTfLiteError;
  ${prefix}_impulse::reuse_memory();
  return ${own}_invoke() == 0 ? kTfLiteOk : kTfLiteError;
}

${writeConversions(prefix, model)}`;
}

function writeShapes(kind: 'input' | 'output', tensors: readonly TensorInfo[]): string {
  const lines = tensors.map(({ name, shape }, index) => {
    const sizes = shape.length > 0 ? shape : [1];
    return `const Shape<${sizes.length}> ${kind}_${index}_shape = {${sizes.length}, {${sizes.join(', ')}}}; /* ${cComment(name)} */\n`;
  });
  return lines.join('');
}

/** Where the model works: what comes from outside, or the impulse's static buffer. */
function writeArena(prefix: string, { symbol, own, arenaBytes }: Model): string {
  return `/* What a model keeps from window to window is reset once. */
static bool is_ready() {
  static bool ready = false;
  if (!ready) ready = ${own}_init() == 0;
  return ready;
}

#ifdef IMPULSE_ARENA_SUPPLIED
static void *arena = nullptr;

static bool use_arena() {
  if (arena == nullptr || reinterpret_cast<uintptr_t>(arena) % 16 != 0) return false;
  ${prefix}_memory = static_cast<unsigned char *>(arena);
  return is_ready();
}

TfLiteStatus ${symbol}_init(void *(*alloc_fnc)(size_t, size_t)) {
  if (arena == nullptr && alloc_fnc != nullptr) arena = alloc_fnc(16, ${Math.max(arenaBytes, 16)});
  return use_arena() ? kTfLiteOk : kTfLiteError;
}

TfLiteStatus ${symbol}_reset(void (*free_fnc)(void *)) {
  if (arena != nullptr && free_fnc != nullptr) free_fnc(arena);
  arena = nullptr;
  return kTfLiteOk;
}

void *${symbol}_lend(void *memory) {
  void *const before = arena;
  arena = memory;
  return before;
}
#else
static bool use_arena() { return is_ready(); }

TfLiteStatus ${symbol}_init(void *(*)(size_t, size_t)) { return is_ready() ? kTfLiteOk : kTfLiteError; }

TfLiteStatus ${symbol}_reset(void (*)(void *)) { return kTfLiteOk; }

void *${symbol}_lend(void *) { return nullptr; }
#endif
`;
}

function writeAccess({ symbol, own }: Model, kind: 'input' | 'output', tensors: readonly TensorInfo[]): string {
  const cases = tensors.map(({ dtype, bytes, scale = 0, zeroPoint = 0 }, index) => {
    const place = `${own}_${kind}(${index}), ${bytes}, &${kind}_${index}_shape`;
    return `    case ${index}:
      describe_tensor(tensor, ${TYPES[dtype]!.constant}, ${place}, ${cFloat(scale)}, ${zeroPoint});
      return kTfLiteOk;
`;
  });
  return `TfLiteStatus ${symbol}_${kind}(int index, TfLiteTensor *tensor) {
  if (!use_arena()) return kTfLiteError;
  switch (index) {
${cases.join('')}    default:
      return kTfLiteError;
  }
}
`;
}

function writeConversions(prefix: string, { symbol, own, inputs, outputs }: Model): string {
  const [input, output] = [inputs[0]!, outputs[0]!];
  const to = `static_cast<${TYPES[input.dtype]!.type} *>(${own}_input(0)) + at`;
  const from = `static_cast<const ${TYPES[output.dtype]!.type} *>(${own}_output(0))`;
  const count = output.shape.reduce((product, size) => product * size, 1);
  const write = input.dtype === 'float32'
    ? `  memcpy(${to}, features, static_cast<size_t>(count) * sizeof(float));\n`
    : `${writeAffine(prefix, input)}  ${prefix}_impulse::quantize_${TYPES[input.dtype]!.verb}(features, count, affine, ${to});\n`;
  const read = output.dtype === 'float32'
    ? `  memcpy(scores, ${from}, ${count} * sizeof(float));\n`
    : `${writeAffine(prefix, output)}  ${prefix}_impulse::dequantize_${TYPES[output.dtype]!.verb}(${from}, ${count}, affine, scores);\n`;
  return `TfLiteStatus ${symbol}_write_features(const float *features, int32_t count, int32_t at) {
  if (!use_arena()) return kTfLiteError;
${write}  return kTfLiteOk;
}

TfLiteStatus ${symbol}_read_scores(float *scores) {
  if (!use_arena()) return kTfLiteError;
${read}  return kTfLiteOk;
}
`;
}

function writeAffine(prefix: string, { scale = 1, zeroPoint = 0 }: TensorInfo): string {
  return `  static const ${prefix}_impulse::Affine affine = {${cFloat(scale)}, ${cFloat(Math.fround(1 / scale))}, ${zeroPoint}};\n`;
}
