import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { AdamState } from './adam';
import type { EpochRecord } from './fit-model';

/** Everything that the next epoch depends on, after an epoch. */
export interface TrainingState {
  history: EpochRecord[];
  /** All weights, trainable or not, in the model's order. */
  weights: Float32Array[];
  adam: AdamState;
  /** Running mean of `weights`; what is validated and kept. */
  average: Float32Array[];
  best: { epoch: number; loss: number; weights: Float32Array[] };
}

/** Writes the state as one file, whole or not at all: a line of JSON, then the float32 values. */
export function saveCheckpoint(file: string, state: TrainingState): void {
  const groups = [state.weights, state.adam.moments1, state.adam.moments2, state.average, state.best.weights];
  const header = {
    history: state.history,
    steps: state.adam.steps,
    best: { epoch: state.best.epoch, loss: state.best.loss },
    sizes: groups.map((group) => group.map((values) => values.length)),
  };
  const values = groups.flat().map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength));
  writeFileSync(`${file}.part`, Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...values]));
  renameSync(`${file}.part`, file);
}

/** The state that an interrupted training left, or undefined where there is none. */
export function loadCheckpoint(file: string): TrainingState | undefined {
  if (!existsSync(file)) return undefined;
  const bytes = readFileSync(file);
  const headerEnd = bytes.indexOf(0x0a);
  const header = JSON.parse(bytes.subarray(0, headerEnd).toString());
  let at = headerEnd + 1;
  const groups = header.sizes.map((sizes: number[]) => sizes.map((size) => {
    const copy = new Float32Array(size);
    new Uint8Array(copy.buffer).set(bytes.subarray(at, (at += size * 4)));
    return copy;
  }));
  return {
    history: header.history,
    weights: groups[0],
    adam: { steps: header.steps, moments1: groups[1], moments2: groups[2] },
    average: groups[3],
    best: { ...header.best, weights: groups[4] },
  };
}
