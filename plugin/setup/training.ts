import type { Setup } from './setup';

/** What trains convolutions. */
export const training: Setup = {
  name: 'training',
  summary: 'libtensorflow behind TensorFlow.js, which trains convolutional models (0.6 GB in the cache folder)',
  async find() {
    const { readTrainingEngine } = await import('../learn/setup/engine-folder');
    const engine = readTrainingEngine();
    return engine && `TensorFlow ${engine.tensorflow}, tfjs-node ${engine.tfjsNode}`;
  },
  async install(say) {
    const { setUpTraining } = await import('../learn/setup/setup-training');
    await setUpTraining(say);
  },
};
