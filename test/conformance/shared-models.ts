import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedFolder } from '../shared-data';

/** A model of ../shared/models with inputs and what TensorFlow Lite Micro answers, or LiteRT's reference kernels where it refuses. */
export interface SharedModel {
  name: string;
  file: Uint8Array;
  /** One entry a run, the model's inputs one after another. */
  inputs: Buffer;
  outputs: Buffer;
}

/** True where ../shared holds the benchmark models. */
export function hasSharedModels(): boolean {
  return existsSync(join(sharedFolder() ?? '', 'models', 'kws_int8'));
}

export function readSharedModel(name: string, golden: 'tflm_output0.bin' | 'output0.bin' = 'tflm_output0.bin'): SharedModel {
  const read = (file: string) => readFileSync(join(sharedFolder()!, 'models', name, file));
  return { name, file: read('model.tflite'), inputs: read('input0.bin'), outputs: read(golden) };
}

/** Cuts a file of runs into runs. */
export function cut(bytes: Buffer, size: number): Uint8Array[] {
  return Array.from({ length: bytes.length / size }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
}
