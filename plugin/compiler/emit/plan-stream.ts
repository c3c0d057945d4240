import { VALUE_TYPES } from '../../../schemas/value-types';
import { hopsOf } from './emit-hops';
import type { ImpulseSpec } from './impulse-spec';

/** What `push_samples` keeps in static memory, to the byte; a firmware that feeds it links nothing of this for whole windows. */
export interface StreamPlan {
  /**
   * What it takes of a stream: `hops`, the models compute what is new in each window; `slices`, the DSP blocks do, and the models whole
   * windows; `windows`, both whole windows.
   */
  by: 'hops' | 'slices' | 'windows';
  /** Scratch, features and arenas. */
  memoryBytes: number;
  /** What DSP blocks and models keep from one run to the next. */
  stateBytes: number;
  /** Samples that it gathers until a window is whole. */
  windowBytes: number;
}

/** What is kept for a stream. @param memoryBytes of the buffer that `push_samples` works in */
export function planStream(spec: ImpulseSpec, memoryBytes: number): StreamPlan {
  const hops = hopsOf(spec);
  const { dsp, learn } = hops ?? spec;
  const isSliced = dsp.every(({ plan }) => plan.stateBytes > 0);
  const dspBytes = isSliced ? dsp.reduce((sum, { plan }) => sum + 8 * Math.ceil(plan.stateBytes / 8), 0) : 0;
  const { windowLength, axes, dtype } = spec.input;
  return {
    by: hops ? 'hops' : isSliced ? 'slices' : 'windows',
    memoryBytes: Math.max(memoryBytes, 16),
    stateBytes: dspBytes + modelStateBytes(learn),
    windowBytes: isSliced ? 0 : windowLength * axes.length * VALUE_TYPES[dtype].bytes,
  };
}

/** What models keep from one run to the next, beside the buffer that they work in. */
export function modelStateBytes(learn: ImpulseSpec['learn']): number {
  return learn.reduce((sum, one) => sum + (('model' in one && one.model.stateBytes) || 0), 0);
}
