import { cName } from './c-text';
import { emitSliceCalls } from './emit-continuous';
import { emitLearn, runOrder } from './emit-impulse-source';
import { defineMemory } from './emit-memory';
import { emitPush } from './emit-push';
import { planSymbol, type ImpulseSpec, type LearnSpec } from './impulse-spec';
import type { MemoryPlan } from './plan-memory';

/** An impulse whose models take only the rows of features that are new in each window: its plans and models are those of a hop. */
export interface HopSpec extends ImpulseSpec {
  /** Of the features: rows of a window, rows that are new in the next, and time steps behind these. */
  rows: { window: number; hop: number; steps: number };
}

type ModelLearn = Extract<LearnSpec, { model: unknown }>;

/** C symbol of the plan that computes what is new of a DSP block's features. */
export function hopPlanSymbol(impulse: string, dsp: string): string {
  return planSymbol(impulse, 'dsp', `${dsp}_hop`);
}

/** The impulse of one hop, or undefined where features do not slide, or not all that reads them does. */
export function hopsOf(spec: ImpulseSpec): HopSpec | undefined {
  const [use] = spec.dsp;
  const models = spec.learn.filter((one): one is ModelLearn => 'model' in one);
  const hop = use?.plan.hop;
  if (!hop || spec.dsp.length > 1 || models.length < spec.learn.length || models.length === 0) return undefined;
  const slides = models.flatMap((one) => (one.model.slide ? [{ ...one, model: one.model.slide }] : []));
  if (slides.length < models.length) return undefined;
  return { ...spec, dsp: [{ ...use, plan: hop }], learn: slides, rows: { window: use.plan.shape[0], hop: hop.shape[0], steps: use.plan.hopLength! } };
}

/**
 * `<name>_continuous.cpp` of an impulse whose models slide: DSP computes new rows, models take those. Its memory is one of its own, so that
 * firmware that is fed by a stream links neither the window's features nor the arenas of whole windows.
 */
export function emitHops(spec: HopSpec, memory: MemoryPlan, banner: string): string {
  const prefix = cName(spec.name);
  const macro = prefix.toUpperCase();
  const [use] = spec.dsp;
  const { rows } = spec;
  const runs = Math.ceil(rows.window / rows.hop);
  const lead = ((runs * rows.hop - rows.window) * spec.input.strideLength) / rows.hop;
  const models = runOrder(spec.learn);
  const state = `${cName(use.name)}_state`;
  return `${banner}#include "${prefix}_impulse.h"

#include <string.h>

#include "${prefix}_blocks.h"
#include "${prefix}_plans.h"
${models.map(({ name }) => `#include "${prefix}_${cName(name)}_slide_model.h"\n`).join('')}#include "placement.h"
#include "quantize.h"

/* A window moves by ${rows.hop} of its ${rows.window} rows of features. Only these are computed, and the models take only these: what they keep of
 * the rows before gives the scores of the whole window, bit for bit. Here lie scratch, new rows and the arenas. */
${defineMemory(`${prefix}_stream_memory`, memory.bytes)}
static double ${state}[${Math.ceil(use.plan.stateBytes / 8)}];
static int32_t steps_to_window; /* time steps until the next window is whole */
static int32_t steps_to_hop;    /* time steps until the next new rows are */
static int32_t hops_to_window;  /* hops until the first window is whole */
static uint32_t inits_seen;

static float *new_rows() { return reinterpret_cast<float *>(${prefix}_stream_memory + ${memory.featuresOffset}); }

static int32_t slice(const ${prefix}_value *values, int32_t steps) {
  float *const features = new_rows();
  int32_t status = IMPULSE_OK;
${emitSliceCalls(spec, `${prefix}_stream_memory`, (name) => hopPlanSymbol(spec.name, name))}  return status;
}

static int32_t run_models(${prefix}_result *result) {
  const float *const features = new_rows();
${models.map((learn) => emitLearn(spec, learn, '_slide')).join('')}  return IMPULSE_OK;
}

static int32_t restart_after_init() {
  if (inits_seen == ${prefix}_inits) return IMPULSE_OK;
  inits_seen = ${prefix}_inits;
  steps_to_window = ${macro}_WINDOW_LENGTH;
  steps_to_hop = ${rows.steps - lead};
  hops_to_window = ${runs};
  memset(${state}, 0, sizeof ${state});
${models.map(({ name }) => `  if (${prefix}_${cName(name)}_slide_init() != 0) return IMPULSE_BAD_PARAMETER;\n`).join('')}${lead > 0 ? emitLead(prefix, macro, lead) : ''}  return IMPULSE_OK;
}

${emitHopPush(prefix)}`;
}

/** A slice ends where new rows are whole, too. */
function emitHopPush(prefix: string): string {
  return emitPush({
    prefix,
    restart: `  int32_t status = restart_after_init();
  if (status != IMPULSE_OK) return status;
  status = IMPULSE_PENDING;
`,
    limit: '    if (taken > steps_to_hop) taken = steps_to_hop;\n',
    behind: `    steps_to_hop -= taken;
    if (steps_to_hop == 0) {
      steps_to_hop = ${prefix.toUpperCase()}_STRIDE_LENGTH;
      /* rows before the first window are taken at once, later ones when their window is whole */
      if (hops_to_window > 1) {
        hops_to_window--;
        ${prefix}_result unfinished;
        const int32_t run = run_models(&unfinished);
        if (run != IMPULSE_OK) return run;
      }
    }
`,
    run: 'run_models(result)',
  });
}

/** Rows in front of the first window fill the first hop up: they leave before a window is whole. */
function emitLead(prefix: string, macro: string, lead: number): string {
  return `  /* the first window is no whole number of hops: rows of silence stand in front of it, and are gone when it is whole */
  static const ${prefix}_value silence[${macro}_AXES] = {};
  for (int32_t step = 0; step < ${lead}; step++) {
    const int32_t sliced = slice(silence, 1);
    if (sliced != IMPULSE_OK && sliced != IMPULSE_PENDING) return sliced;
  }
`;
}
