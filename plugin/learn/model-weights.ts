import type { Variable } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { TensorFlow } from './tensorflow';

/** A model's weights as typed arrays. */
export interface ModelWeights {
  /** Trainable ones, as gradients name them. */
  trainable: Variable[];
  /** For each trainable weight its place among all weights. */
  places: number[];
  read(): Float32Array[];
  write(values: readonly Float32Array[]): void;
}

/** Reads and writes the weights of a model as plain arrays, in the model's order. */
export function openWeights(tf: TensorFlow, model: LayersModel): ModelWeights {
  const all = model.weights.map((weight) => weight.read() as Variable);
  const trainable = model.trainableWeights.map((weight) => weight.read() as Variable);
  return {
    trainable,
    places: trainable.map((variable) => all.indexOf(variable)),
    read: () => all.map((variable) => (variable.dataSync() as Float32Array).slice()),
    write: (values) => tf.tidy(() => all.forEach((variable, index) => variable.assign(tf.tensor(values[index], variable.shape)))),
  };
}
