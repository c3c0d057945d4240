import { dirname } from 'node:path';
import type { Pins } from '../steps/step';
import { loadNativeBackend } from './native-tensorflow';

/** TensorFlow.js: core and layers, whatever computes behind them. */
export type TensorFlow = typeof import('@tensorflow/tfjs-core') & typeof import('@tensorflow/tfjs-layers');

/**
 * `wasm` comes with the package and trains dense layers; `native` is libtensorflow, set up by `nx-impulse setup training`, and trains everything.
 * A block names one, and always gets that one: results do not depend on what happens to be installed.
 */
export type Engine = 'wasm' | 'native';

const BACKENDS: Record<Engine, string> = { wasm: 'wasm', native: 'tensorflow' };
const loaded: Partial<Record<Engine, Promise<void>>> = {};

/**
 * The only place that loads TensorFlow.js, with the envelope's pins.
 *
 * @param block named in the error where the engine is not set up
 */
export async function loadTensorFlow(engine: Engine, pins: Pins, block: string): Promise<TensorFlow> {
  const core = await import('@tensorflow/tfjs-core');
  const layers = await import('@tensorflow/tfjs-layers');
  const tf = { ...core, ...layers } as TensorFlow;
  tf.env().set('PROD', true);
  await (loaded[engine] ??= engine === 'native' ? Promise.resolve().then(() => loadNativeBackend(tf, pins, block)) : loadWasm());
  await tf.setBackend(BACKENDS[engine]);
  return tf;
}

async function loadWasm(): Promise<void> {
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  wasm.setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
}
