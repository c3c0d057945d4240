import type { ContainerSpec } from '../../manifest/manifest';

/** A form of model that a learn block may leave, and the block of `blocks/convert` that turns it into one that we compile. */
export interface Converter {
  name: string;
  /** The file that the learn block leaves. */
  from: string;
  /** What the converter may leave: one of these files. */
  to: readonly ('model.tflite' | 'trees.json' | 'linear.json')[];
}

/** Every converter, the one that loses least first. */
export const CONVERTERS: readonly Converter[] = [
  { name: 'saved-model', from: 'saved_model.zip', to: ['model.tflite'] },
  { name: 'onnx', from: 'model.onnx', to: ['model.tflite'] },
  { name: 'scikit-learn', from: 'model.pkl', to: ['trees.json', 'linear.json'] },
];

/** How each of them is started. */
export const CONVERTER: ContainerSpec = {
  contract: 'impulse',
  port: 4446,
  network: false,
  operatesOn: 'directory',
  task: 'classes',
  metadata: false,
  arguments: [],
  environment: [],
};
