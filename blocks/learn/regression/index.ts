import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ModelSpec } from '../../../plugin/learn/learn-block';
import type { TensorFlow } from '../../../plugin/learn/tensorflow';
import { build as buildDense } from '../dense-classifier';

export const engine = 'wasm';
export const task = 'value';

/** The layers of a dense classifier, with one linear output. */
export function build(tf: TensorFlow, spec: ModelSpec): LayersModel {
  return buildDense(tf, spec);
}
