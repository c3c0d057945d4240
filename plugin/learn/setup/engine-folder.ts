import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheRoot } from '../../paths';

/** What `nx-impulse setup training` built: `engine.json`, written last. */
export interface TrainingEngine {
  tfjsNode: string;
  /** Version of libtensorflow. */
  tensorflow: string;
  /** Where the library came from. */
  source: 'tfjs-node' | 'wheel';
}

/** tfjs-node, the release that goes with the TensorFlow.js of our own dependencies. */
export const TFJS_NODE_VERSION = '4.22.0';

/** The libtensorflow of the wheel that the set-up takes where tfjs-node's own download cannot be had. */
export const WHEEL_TENSORFLOW_VERSION = '2.15.1';

/** The engine's folder among those of other releases and machines. */
const ENGINE = `tfjs-node-${TFJS_NODE_VERSION}-${process.platform}-${process.arch}`;

/** In the cache, or where `NX_IMPULSE_TRAINING` says: an image brings its own. */
export function engineFolder(): string {
  return join(process.env.NX_IMPULSE_TRAINING ?? join(cacheRoot(), 'training'), ENGINE);
}

/** The shell command that prints `engine.json`, and nothing before the set-up. */
export const ENGINE_COMMAND = `cat "\${NX_IMPULSE_TRAINING:-\${NX_IMPULSE_CACHE:-\${XDG_CACHE_HOME:-$HOME/.cache}/nx-impulse}/training}/${ENGINE}/engine.json" 2>/dev/null || true`;

/** The engine on this machine, or undefined before the set-up. */
export function readTrainingEngine(): TrainingEngine | undefined {
  const file = join(engineFolder(), 'engine.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as TrainingEngine) : undefined;
}

/** Version of libtensorflow that trains here, or that the set-up would bring: part of the key of a training. */
export function tensorflowVersion(): string {
  return readTrainingEngine()?.tensorflow ?? WHEEL_TENSORFLOW_VERSION;
}

/** The package inside an engine's folder. */
export function tfjsNodeFolder(folder: string): string {
  return join(folder, 'node_modules', '@tensorflow', 'tfjs-node');
}
