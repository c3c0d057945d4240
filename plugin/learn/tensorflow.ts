import { dirname } from 'node:path';
import type { Pins } from '../steps/step';
import { loadNativeTensorFlow } from './native-tensorflow';

/** TensorFlow.js: core and layers, whatever computes behind them. */
export type TensorFlow = typeof import('@tensorflow/tfjs-core') & typeof import('@tensorflow/tfjs-layers');

/**
 * `wasm` comes with the package and trains dense layers; `native` is libtensorflow, set up by `nx-impulse setup training`, and trains everything.
 * A block names one, and always gets that one: results do not depend on what happens to be installed.
 */
export type Engine = 'wasm' | 'native';

const loaded: Partial<Record<Engine, Promise<TensorFlow>>> = {};

/**
 * The only place that loads TensorFlow.js: once a process and engine, with the envelope's pins.
 *
 * @param block named in the error where the engine is not set up
 */
export function loadTensorFlow(engine: Engine, pins: Pins, block: string): Promise<TensorFlow> {
  return (loaded[engine] ??= engine === 'native' ? loadNativeTensorFlow(pins, block) : loadWasm());
}

async function loadWasm(): Promise<TensorFlow> {
  const core = await import('@tensorflow/tfjs-core');
  const layers = await import('@tensorflow/tfjs-layers');
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  wasm.setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  core.env().set('PROD', true);
  await core.setBackend('wasm');
  await core.ready();
  return { ...core, ...layers } as TensorFlow;
}
