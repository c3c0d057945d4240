import type { LayersModel } from '@tensorflow/tfjs-layers';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ImpulseError } from '../errors';
import type { BlockPlan } from '../native';
import type { OwnLayers } from './layers';
import type { Engine, TensorFlow } from './tensorflow';

/** What a network block is asked to build. */
export interface ModelSpec {
  /** Of one window's features: the DSP block's shape where there is one DSP block, otherwise `[features]`. */
  shape: number[];
  /** Outputs of the last layer: one a class, or 1 for a value. */
  outputs: number;
  /** Parameters of `block.json`, resolved. */
  params: Record<string, any>;
  /** For initializers: derive one seed per layer from it. */
  seed: number;
  layers: OwnLayers;
}

/** A network that is trained by gradients. */
export interface NetworkBlock {
  /** What trains it: `wasm` has no gradients for convolutions and needs no set-up, `native` has both. */
  engine: Engine;
  /** `classes`: cross entropy over labels; `value`: squared error, labels are numbers. */
  task: 'classes' | 'value';
  /** Where the network stands on a frozen model: its features are what that makes of the window's. */
  base?(request: ProvideRequest): FrozenBase;
  /** A model whose output is logits (classes) or a value: softmax is added when the model is exported. */
  build(tf: TensorFlow, spec: ModelSpec): LayersModel;
}

/** A `.tflite` feature extractor, float32 or int8, that training leaves as it is. */
export interface FrozenBase {
  model: Uint8Array;
  /** What errors call it. */
  file: string;
  /** Number or name of the operator to stand on, or name of its output. Default: what the last fully connected layer takes. */
  layer?: string | number;
}

/** The train windows of a block that fits them in its own way; of an anomaly detector the normal ones. */
export interface FitRequest {
  /** `[windows, width]`, as the DSP blocks gave them. */
  features: Float32Array;
  width: number;
  params: Record<string, any>;
  seed: number;
  /** Windows to choose a threshold by, and nothing else: normal ones of the validation side, and known anomalies. Each may be empty. */
  tune?: { normal: Float32Array; anomalies: Float32Array };
  progress(done: number): void;
}

/** A block whose result is a plan that its own C++ scores with: anomaly detectors. */
export interface FittedBlock {
  fit(request: FitRequest): BlockPlan | Promise<BlockPlan>;
}

/** What a block that brings a finished model is asked with. */
export interface ProvideRequest {
  params: Record<string, any>;
  /** Absolute folder of `impulse.yaml`. */
  root: string;
}

/** A `.tflite` file, float32 or int8. */
export interface ProvidedModel {
  model: Uint8Array;
  /** Names of its outputs; default: the labels of the recordings, sorted. */
  labels?: string[];
  task: 'classes' | 'value';
}

/** A finished plan that the block's own C++ scores with: an ensemble of trees. */
export interface ProvidedPlan {
  plan: BlockPlan;
  /** Values of the window that it scores. */
  features: number;
  /** As `ProvidedModel.labels`; a number is a place among the labels that training sees, sorted. */
  labels?: (string | number)[];
  task: 'classes' | 'value';
}

/** A block that brings a finished model or plan. */
export interface ProvidingBlock {
  provide(request: ProvideRequest): ProvidedModel | ProvidedPlan | Promise<ProvidedModel | ProvidedPlan>;
}

/** A learn block: the exports of the `index` module in its folder, one of three kinds. */
export type LearnBlock = NetworkBlock | FittedBlock | ProvidingBlock;

const ENTRIES = ['index.js', 'index.cjs', 'index.ts'];

/** Loads the learn block in a folder: ours, or a user's own. @throws IMP_LEARN_NO_ENTRY, IMP_LEARN_ENTRY_INVALID */
export async function loadLearnBlock(folder: string): Promise<LearnBlock> {
  const entry = ENTRIES.find((name) => existsSync(join(folder, name)));
  if (!entry) throw new ImpulseError('IMP_LEARN_NO_ENTRY', { folder, entries: ENTRIES.join(', ') });
  const file = join(folder, entry);
  // TypeScript is there only where the package runs from its sources.
  const module = entry.endsWith('.ts') ? await import(file) : require(file);
  const block = [module, module.default].find(isLearnBlock);
  if (!block) throw new ImpulseError('IMP_LEARN_ENTRY_INVALID', { file });
  return block;
}

function isLearnBlock(value: Record<string, unknown> | undefined): boolean {
  const has = (name: string): boolean => typeof value?.[name] === 'function';
  return has('fit') || has('provide') || (has('build') && Boolean(value?.engine) && Boolean(value?.task));
}
