import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ModelSpec } from '../../../plugin/learn/learn-block';
import type { TensorFlow } from '../../../plugin/learn/tensorflow';
import { build as buildDense } from '../dense-classifier';

/** Dense layers train on WebAssembly, without a set-up. */
export const engine = 'wasm';
/** One number, the label's own. */
export const task = 'value';

/** The layers of a dense classifier, with one linear output. */
export function build(tf: TensorFlow, spec: ModelSpec): LayersModel {
  return buildDense(tf, spec);
}
