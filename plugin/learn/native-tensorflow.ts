import * as util from 'node:util';
import { ImpulseError } from '../errors';
import type { Pins } from '../steps/step';
import { useNativeMeanGradient } from './layers/native-mean-gradient';
import { useNativeReluGradient } from './layers/native-relu-gradient';
import { engineFolder, readTrainingEngine, tfjsNodeFolder } from './setup/engine-folder';
import { SHARED_TFJS } from './setup/fetch-tfjs-node';
import type { TensorFlow } from './tensorflow';

/**
 * Puts libtensorflow behind `tf`, with the envelope's pins: the number of threads and the instruction set change results.
 * @throws IMP_TRAINING_NOT_SET_UP
 */
export function loadNativeBackend(tf: TensorFlow, pins: Pins, block: string): void {
  if (!readTrainingEngine()) throw new ImpulseError('IMP_TRAINING_NOT_SET_UP', { block });
  pinThreads(pins);
  restoreRemovedUtil();
  (globalThis as Record<symbol, unknown>)[Symbol.for(SHARED_TFJS)] = tf;
  require(tfjsNodeFolder(engineFolder()));
  useNativeReluGradient(tf);
  useNativeMeanGradient(tf);
}

function pinThreads({ threads, maxIsa }: Pins): void {
  Object.assign(process.env, {
    TF_NUM_INTRAOP_THREADS: String(threads),
    TF_NUM_INTEROP_THREADS: '1',
    ONEDNN_MAX_CPU_ISA: maxIsa,
    TF_CPP_MIN_LOG_LEVEL: '2',
  });
}

/** tfjs-node 4.22 calls two functions of `util` that Node 23 removed. */
function restoreRemovedUtil(): void {
  const old = require('node:util') as typeof util & { isNullOrUndefined?: unknown; isArray?: unknown };
  old.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  old.isArray ??= Array.isArray;
}
