import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedFolder } from './shared-data';

/** A finished model of MLPerf Tiny that looks at pictures, and what it was trained on. */
export interface ImageModel {
  /** Folder of `shared/models`. */
  model: string;
  /** Of both sides, in pixels. */
  size: number;
  /** What black and white were for it. */
  range: string;
  labels: readonly string[];
}

export const IC: ImageModel = {
  model: 'ic_int8',
  size: 32,
  range: '0..255',
  labels: ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'],
};

export const VWW: ImageModel = { model: 'vww_int8', size: 96, range: '0..1', labels: ['nobody', 'person'] };

export interface ImageSources {
  /** Flow-style sources, one a line. */
  sources: readonly string[];
  targets?: readonly string[];
}

/** Writes the manifest of an impulse around the model, with the model beside it. */
export function writeImageImpulse(folder: string, { model, size, range, labels }: ImageModel, { sources, targets = ['linux-x86-64'] }: ImageSources): void {
  copyFileSync(join(sharedFolder()!, 'models', model, 'model.tflite'), join(folder, 'model.tflite'));
  const text = `name: pictures
dataset:
  sources:
${sources.map((source) => `    - ${source}\n`).join('')}  split: { validation: 0 %, test: 0 % }
input: { image: { width: ${size}, height: ${size} } }
dsp: { image: { range: ${range} } }
learn: { model: { block: model-file, path: model.tflite, labels: [${labels.join(', ')}] } }
targets: [${targets.join(', ')}]
`;
  writeFileSync(join(folder, 'impulse.yaml'), text);
}
