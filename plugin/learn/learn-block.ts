import type { LayersModel } from '@tensorflow/tfjs-layers';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ImpulseError } from '../errors';
import type { OwnLayers } from './layers';
import type { Engine, TensorFlow } from './tensorflow';

/** What a learn block is asked to build. */
export interface ModelSpec {
  /** Of one window's features: the DSP block's shape where there is one DSP block, otherwise `[features]`. */
  shape: number[];
  /** Outputs of the last layer: one a class, or 1 for a regression. */
  outputs: number;
  /** Parameters of `block.json`, resolved. */
  params: Record<string, any>;
  /** For initializers: derive one seed per layer from it. */
  seed: number;
  layers: OwnLayers;
}

/** A learn block: the exports of the `index` module in its folder. */
export interface LearnBlock {
  /** What trains it: `wasm` has no gradients for convolutions and needs no set-up, `native` has both. */
  engine: Engine;
  /** `classes`: cross entropy over labels; `value`: squared error, labels are numbers. */
  task: 'classes' | 'value';
  /** A model whose output is logits (classes) or values: softmax is added when the model is exported. */
  build(tf: TensorFlow, spec: ModelSpec): LayersModel;
}

const ENTRIES = ['index.js', 'index.cjs', 'index.ts'];

/** Loads the learn block in a folder: ours, or a user's own. */
export async function loadLearnBlock(folder: string): Promise<LearnBlock> {
  const entry = ENTRIES.find((name) => existsSync(join(folder, name)));
  if (!entry) throw new ImpulseError('IMP_LEARN_NO_ENTRY', { folder, entries: ENTRIES.join(', ') });
  const module = await import(join(folder, entry));
  const block: Partial<LearnBlock> = module.default?.build ? module.default : module;
  if (typeof block.build !== 'function' || !block.engine || !block.task) {
    throw new ImpulseError('IMP_LEARN_ENTRY_INVALID', { file: join(folder, entry) });
  }
  return block as LearnBlock;
}
