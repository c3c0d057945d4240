import { VALUE_TYPES } from '../../../schemas/value-types';
import { cName } from './c-text';
import { featureOffsets } from './emit-impulse-source';
import { emitPush } from './emit-push';
import { blockFunctions, planSymbol, type ImpulseSpec } from './impulse-spec';

/**
 * `<name>_continuous.cpp`: `push_samples`. It stands in a file of its own so that firmware that runs whole windows links none of its
 * buffers. Where every DSP block can be fed in slices there is no buffer of samples at all.
 */
export function emitContinuous(spec: ImpulseSpec, banner: string): string {
  const sliced = spec.dsp.every(({ plan }) => plan.stateBytes > 0);
  return sliced ? emitSliced(spec, banner) : emitBuffered(spec, banner);
}

function emitBuffered(spec: ImpulseSpec, banner: string): string {
  const prefix = cName(spec.name);
  const macro = prefix.toUpperCase();
  return `${banner}#include "${prefix}_impulse.h"

#include "${prefix}_blocks.h"
#include "window_buffer.h"

static ${prefix}_value window[${macro}_WINDOW_LENGTH * ${macro}_AXES];
static const size_t step_bytes = ${macro}_AXES * sizeof(${prefix}_value);
static impulse::WindowBuffer stream;
static uint32_t inits_seen;

static void restart_after_init() {
  if (inits_seen == ${prefix}_inits) return;
  inits_seen = ${prefix}_inits;
  stream.bytes = reinterpret_cast<uint8_t *>(window);
  stream.window_bytes = sizeof window;
  stream.stride_bytes = ${macro}_STRIDE_LENGTH * step_bytes;
  stream.filled = 0;
  stream.skip = 0;
}

int32_t ${prefix}_push_samples(const ${prefix}_value *values, int32_t steps, ${prefix}_result *result) {
  const uint8_t *bytes = reinterpret_cast<const uint8_t *>(values);
  size_t left = static_cast<size_t>(steps) * step_bytes;
  int32_t status = IMPULSE_PENDING;
  restart_after_init();
  while (left > 0) {
    const size_t taken = impulse::push_bytes(&stream, bytes, left);
    bytes += taken;
    left -= taken;
    if (!impulse::is_whole(stream)) break;
    status = ${prefix}_run_impulse(window, result);
    impulse::advance_window(&stream);
    if (status != IMPULSE_OK) break;
  }
  return status;
}
`;
}

function emitSliced(spec: ImpulseSpec, banner: string): string {
  const prefix = cName(spec.name);
  const macro = prefix.toUpperCase();
  const states = spec.dsp.map(({ name, plan }) => `static double ${cName(name)}_state[${Math.ceil(plan.stateBytes / 8)}];\n`);
  const clears = spec.dsp.map(({ name }) => `  memset(${cName(name)}_state, 0, sizeof ${cName(name)}_state);\n`);
  return `${banner}#include "${prefix}_impulse.h"

#include <string.h>

#include "${prefix}_blocks.h"
#include "${prefix}_plans.h"

${states.join('')}static int32_t steps_to_window; /* time steps until the next window is whole */
static uint32_t inits_seen;

static void restart_after_init() {
  if (inits_seen == ${prefix}_inits) return;
  inits_seen = ${prefix}_inits;
  steps_to_window = ${macro}_WINDOW_LENGTH;
${clears.join('')}}

static int32_t slice(const ${prefix}_value *values, int32_t steps) {
  float *const features = ${prefix}_features();
  int32_t status = IMPULSE_OK;
${emitSliceCalls(spec)}  return status;
}

${emitPush({ prefix, restart: '  int32_t status = IMPULSE_PENDING;\n  restart_after_init();\n', run: `${prefix}_run_models(result)` })}`;
}

/**
 * @param scratch  C symbol of the memory that the blocks may use
 * @param planOf  C symbol of a block's plan
 */
export function emitSliceCalls(
  spec: ImpulseSpec, scratch = `${cName(spec.name)}_memory`, planOf = (name: string): string => planSymbol(spec.name, 'dsp', name),
): string {
  const prefix = cName(spec.name);
  const offsets = featureOffsets(spec.dsp);
  const { dtype } = VALUE_TYPES[spec.input.dtype];
  return spec.dsp
    .map((use) => {
      const { name, columns } = use;
      const id = cName(name);
      const table = columns ? `  static const int32_t ${id}_columns[${columns.length}] = {${columns.join(', ')}};\n` : '';
      const seen = [columns?.length ?? spec.input.axes.length, spec.input.axes.length, columns ? `${id}_columns` : 'nullptr'];
      const call = `${prefix}_${blockFunctions(use)}_slice(&${planOf(name)}, &${id}_signal, ${scratch}, ${id}_state,`;
      return `${table}  const impulse_signal ${id}_signal = {values, ${dtype}, steps, ${seen.join(', ')}};
  status = ${call} features + ${offsets.get(name)});
  if (status != IMPULSE_OK && status != IMPULSE_PENDING) return status;
`;
    })
    .join('');
}
