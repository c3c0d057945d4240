import type { layers as tfLayers } from '@tensorflow/tfjs-layers';
import type { TensorFlow } from '../tensorflow';
import { createBatchNorm } from './batch-norm';
import { createDropout } from './dropout';

/** Layers of our own that a learn block may use beside those of TensorFlow.js. */
export interface OwnLayers {
  /** Batch normalisation with momentum 0.9; behind a convolution or dense layer without activation it costs nothing on the device. */
  batchNorm(): tfLayers.Layer;
  /** Reproducible dropout. */
  dropout(rate: number): tfLayers.Layer;
  /** Reproducible dropout of whole channels. */
  channelDropout(rate: number): tfLayers.Layer;
}

/** @param seed gives each dropout layer, in the order of their making, a stream of its own */
export function createOwnLayers(tf: TensorFlow, seed: number): OwnLayers {
  let made = 0;
  return {
    batchNorm: () => createBatchNorm(tf),
    dropout: (rate) => createDropout(tf, { rate, seed: seed * 1009 + made++ }),
    channelDropout: (rate) => createDropout(tf, { rate, seed: seed * 1009 + made++, channels: true }),
  };
}
