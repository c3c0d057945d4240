import { VALUE_TYPES } from '../../../schemas/value-types';
import { cComment, cName } from './c-text';
import { declareSuppliedMemory } from './emit-memory';
import { declareSupplied } from './emit-supplied';
import type { MemoryPlan } from './plan-memory';
import { quantizedFeatures } from './quantized-features';
import { resultMember, type ImpulseSpec, type LearnSpec } from './impulse-spec';

/** `<name>_impulse.h`: the whole public interface, for C and C++. */
export function emitImpulseHeader(spec: ImpulseSpec, memory: MemoryPlan, streamMemory: MemoryPlan | undefined, banner: string): string {
  const prefix = cName(spec.name);
  const macro = prefix.toUpperCase();
  const { input } = spec;
  return `${banner}#ifndef ${macro}_IMPULSE_H
#define ${macro}_IMPULSE_H

#include <stdint.h>

#include "block.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

${emitFrame(macro, input.image)}#define ${macro}_FREQUENCY_HZ ${input.frequencyHz}
#define ${macro}_WINDOW_LENGTH ${input.windowLength} /* time steps */
#define ${macro}_STRIDE_LENGTH ${input.strideLength} /* time steps from one window to the next */
#define ${macro}_AXES ${input.axes.length} /* values per time step: ${input.axes.map(cComment).join(', ')} */

/* One value as the sensor delivers it. */
typedef ${VALUE_TYPES[input.dtype].type} ${prefix}_value;

${spec.learn.map((learn) => emitLabels(prefix, learn)).join('\n')}
typedef struct ${prefix}_result {
${spec.learn.map((learn) => emitMember(prefix, learn)).join('\n')}
${spec.postprocess ? '  impulse_decision decision; /* after post-processing */\n' : ''}} ${prefix}_result;

/* Scratch, features and arenas lie in static memory; compiled with IMPULSE_ARENA_SUPPLIED, where the firmware says. */
${declareBuffers(prefix, memory, streamMemory)}
/* Every function returns a status of status.h: IMPULSE_OK (0), IMPULSE_PENDING, or what is wrong. All of them share static memory: one
 * runs at a time, and none of them in an interrupt that may come while another runs. An interrupt may fill a buffer of its own, which
 * goes to push_samples() outside of it. A window is only read. Several impulses in one firmware share nothing. */

/* Sets the models up and forgets all windows seen before: call it first. */
int32_t ${prefix}_init_impulse(void);

/* Runs the impulse on one whole window: ${macro}_WINDOW_LENGTH * ${macro}_AXES interleaved values. */
int32_t ${prefix}_run_impulse(const ${prefix}_value *window, ${prefix}_result *result);

/* Continuous mode: takes the next \`steps\` time steps of a stream, in pieces of any length. IMPULSE_OK says that a window was completed
 * and \`result\` is new, IMPULSE_PENDING that more samples are needed. Where a piece completes several windows, the last one counts. */
int32_t ${prefix}_push_samples(const ${prefix}_value *values, int32_t steps, ${prefix}_result *result);

/* The stages of run_impulse, for profilers and tests: features stay valid until the models run. */
int32_t ${prefix}_extract_features(const ${prefix}_value *window);
${emitFeatures(spec, prefix)}
int32_t ${prefix}_run_models(${prefix}_result *result);
int32_t ${prefix}_decide(${prefix}_result *result);
${declareSupplied(spec)}
#ifdef __cplusplus
}
#endif
#endif
`;
}

function emitFeatures(spec: ImpulseSpec, prefix: string): string {
  const quantized = quantizedFeatures(spec);
  if (!quantized) return `float *${prefix}_features(void);`;
  return `uint8_t *${prefix}_features(void); /* the bytes of ${quantized.tensor.dtype} that the model takes */`;
}

function declareBuffers(prefix: string, memory: MemoryPlan, streamMemory: MemoryPlan | undefined): string {
  const ofWindows = declareSuppliedMemory(`${prefix}_memory`, memory.bytes, streamMemory ? 'of whole windows' : 'of windows and streams');
  return ofWindows + (streamMemory ? declareSuppliedMemory(`${prefix}_stream_memory`, streamMemory.bytes, 'of push_samples()') : '');
}

/** Number of values that a learn block gives. */
export function resultCount(learn: LearnSpec): number {
  return learn.result === 'anomaly' ? 1 : learn.labels.length;
}

/** Of images: the size of a frame, whose pixels count as time steps. */
function emitFrame(macro: string, image: ImpulseSpec['input']['image']): string {
  if (!image) return '';
  return `#define ${macro}_WIDTH ${image.width} /* pixels of a row; a window is one image, row by row */\n#define ${macro}_HEIGHT ${image.height}\n`;
}

function emitLabels(prefix: string, learn: LearnSpec): string {
  if (learn.result === 'anomaly') return '';
  const name = `${prefix}_${cName(learn.name)}`;
  return `#define ${name.toUpperCase()}_COUNT ${learn.labels.length}
extern const char *const ${name}_labels[${name.toUpperCase()}_COUNT];
`;
}

function emitMember(prefix: string, learn: LearnSpec): string {
  const name = resultMember(learn.name);
  if (learn.result === 'anomaly') return `  float ${name}; /* how far from what training saw; above 0 = an anomaly */`;
  const meaning = learn.result === 'classes' ? 'score of each label, 0..1' : 'one value per output';
  return `  float ${name}[${`${prefix}_${cName(learn.name)}`.toUpperCase()}_COUNT]; /* ${meaning} */`;
}
