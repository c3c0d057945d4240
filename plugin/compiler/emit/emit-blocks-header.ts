import { cName } from './c-text';
import { declareMemory } from './emit-memory';
import { blockFunctions, type ImpulseSpec } from './impulse-spec';
import { quantizedFeatures } from './quantized-features';

/** `<name>_blocks.h`: what the generated files share and nobody else needs. */
export function emitBlocksHeader(spec: ImpulseSpec, banner: string): string {
  const prefix = cName(spec.name);
  const quantized = quantizedFeatures(spec) !== undefined;
  const guard = `${prefix.toUpperCase()}_BLOCKS_H`;
  return `${banner}#ifndef ${guard}
#define ${guard}

#include "block.h"
#include "placement.h"
${quantized ? `#include "${prefix}_impulse.h"\n` : ''}
extern "C" {

${quantized ? declareQuantized(prefix) : ''}${[...new Set(declarations(spec, prefix, quantized))].join('\n')}

/* How often init_impulse ran: a stream begins anew when it changes. */
extern uint32_t ${prefix}_inits;

}  // extern "C"

${declareMemory(`${prefix}_memory`)}
#endif
`;
}

function declareQuantized(prefix: string): string {
  return `/* Features of a window; each byte is the one of \`levels\` that stands for its value. */
int32_t ${prefix}_extract_quantized(const ${prefix}_value *window, const uint8_t *levels, uint8_t *features);
`;
}

function declarations({ dsp, learn, postprocess }: ImpulseSpec, prefix: string, quantized: boolean): string[] {
  const signal = 'const impulse_plan *plan, const impulse_signal *signal, void *scratch';
  const lines: string[] = [];
  for (const use of dsp) {
    if (use.supplied) continue;
    const own = `int32_t ${prefix}_${blockFunctions(use)}`;
    if (quantized) lines.push(`${own}_extract_quantized(${signal}, const uint8_t *levels, uint8_t *features);`);
    else lines.push(`${own}_extract(${signal}, float *features);`);
    if (use.plan.stateBytes > 0) lines.push(`${own}_slice(${signal}, void *state, float *features);`);
  }
  for (const one of learn) {
    if ('plan' in one)
      lines.push(`int32_t ${prefix}_${cName(one.block)}_score(const impulse_plan *plan, const float *features, float *score);`);
  }
  if (postprocess) {
    const args = 'const impulse_plan *plan, const float *scores, void *state, impulse_decision *decision';
    lines.push(`int32_t ${prefix}_${cName(postprocess.block)}_decide(${args});`);
  }
  return lines;
}
