import { cComment, cName } from './c-text';
import { featureCount, type DspSpec, type ImpulseSpec } from './impulse-spec';

/** DSP blocks whose features are computed by functions that the firmware supplies. */
export function suppliedBlocks({ dsp }: Pick<ImpulseSpec, 'dsp'>): DspSpec[] {
  return dsp.filter(({ supplied }) => supplied);
}

/** C symbol of such a function; of a block named "features" with a `_` behind it, which no name ends with: the library has that one. */
export function suppliedSymbol(impulse: string, dsp: string): string {
  return `${cName(impulse)}_extract_${cName(dsp)}${dsp === 'features' ? '_' : ''}`;
}

/** What the impulse's header asks for. */
export function declareSupplied(spec: Pick<ImpulseSpec, 'name' | 'dsp'>): string {
  const blocks = suppliedBlocks(spec);
  if (blocks.length === 0) return '';
  const declarations = blocks.map(({ name, block, plan }) => {
    const shape = cComment(plan.shape.join(' x '));
    return `
/* Block "${cComment(block)}" has no C++: write this function. It computes the ${featureCount(plan)} features (${shape}) of a window and returns
 * IMPULSE_OK, or another status to refuse the window. Value of time step t, axis a: values[t * stride + (columns ? columns[a] : a)]. */
int32_t ${suppliedSymbol(spec.name, name)}(const impulse_signal *window, float *features);
`;
  });
  return declarations.join('');
}

/**
 * `supplied.cpp`, beside the host's table: in place of the firmware's functions, features that were computed before.
 * `<impulse>_supplied` leads to those of the next window. Never part of a deployment.
 */
export function emitSupplied(spec: Pick<ImpulseSpec, 'name' | 'dsp'>): string {
  const prefix = cName(spec.name);
  let at = 0;
  const functions = suppliedBlocks(spec).map(({ name, plan }) => {
    const [from, count] = [at, featureCount(plan)];
    at += count;
    return `
int32_t ${suppliedSymbol(spec.name, name)}(const impulse_signal *, float *features) {
  memcpy(features, ${prefix}_supplied + ${from}, ${count} * sizeof(float));
  return IMPULSE_OK;
}
`;
  });
  return `#include <string.h>

#include "${prefix}_impulse.h"

extern "C" {
extern const float *${prefix}_supplied;
const float *${prefix}_supplied;
${functions.join('')}}
`;
}
