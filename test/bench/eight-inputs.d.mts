import type { CompiledModel } from '../../plugin/compiler/compile-model';
import type { measureModel, ModelCosts } from '../../plugin/estimate/measure-model';
import type { Stretch } from '../../plugin/estimate/read-counts';
import type { Core } from '../../plugin/estimate/target';

/** What the dearest input costs; see eight-inputs.mjs. */
export interface Dearest {
  cycles: number;
  instructions: number;
  /** What the input is. */
  input: string;
  /** Of the cheapest one. */
  leastCycles: number;
}

/** Of a model, and where its recorded inputs and virtual environments are. */
export interface DearestRequest {
  name: string;
  core: Core;
  folder: string;
  cache: string;
}

/** Runs a compiled model on its eight inputs and holds all outputs to TensorFlow Lite Micro's. */
export function measureDearest(measure: typeof measureModel, model: CompiledModel, request: DearestRequest): Promise<ModelCosts & { dearest: Dearest }>;

/** The eight inputs, back to back. */
export function readInputs(folder: string, tensor: { bytes: number; zeroPoint?: number }): { names: string[]; input: Buffer };

/** Of the calls of one run, one for each name. */
export function findDearest(stretches: readonly Stretch[], names: readonly string[]): Dearest;
