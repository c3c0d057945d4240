import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { openDataset } from '../../plugin/data/open-dataset';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import type { Estimate } from '../../plugin/estimate/estimate';
import { loadImpulse } from '../../plugin/native';
import { runImpulse } from '../../plugin/runners/run-impulse';
import { IC, type ImageModel, VWW, writeImageImpulse } from '../image-impulses';
import { hasShared, NO_SHARED, sharedFolder, unpackShared } from '../shared-data';
import { makeFolder } from '../temp-folder';

const installed = findEmulatorTools() !== undefined;

describe.skipIf(!sharedFolder())(`finished models of pictures (${NO_SHARED})`, () => {
  it.each([IC, VWW])('say of their own pictures, kept as PNG, what TensorFlow Lite Micro says: $model', async (model) => {
    const folder = makeFolder();
    const count = writePictures(folder, model);
    writeImageImpulse(folder, model, { sources: ['{ path: "*.png", label: unlabelled }'] });
    const outcomes = await runImpulse(folder, { steps: ['compile'] });
    const [compile, ingest] = ['compile--linux-x86-64', 'ingest'].map((id) => outcomes.get(id)!.folder);
    const impulse = await loadImpulse(join(compile, 'int8'), join(compile, 'host'));
    const dataset = openDataset(ingest);
    const scores: number[] = [];
    for (const sample of dataset.samples) {
      const recording = { values: dataset.values(sample), axes: 3, windowLength: sample.length, windows: Int32Array.of(0, sample.length) };
      scores.push(...(await impulse.run(recording)).scores);
    }
    const wanted = new Int8Array(readFileSync(join(sharedFolder()!, 'models', model.model, 'tflm_output0.bin')));
    expect(impulse.info).toMatchObject({ dtype: 'uint8', windowLength: model.size ** 2, axes: 3 });
    expect(scores).toEqual(Array.from(wanted, (step) => (step + 128) / 256));
    expect(wanted).toHaveLength(count * model.labels.length);
  });

  it.skipIf(!hasShared('image-cifar10') || !installed)('tell real JPEGs apart, and are measured bit for bit on an emulated Cortex-M4F', async () => {
    const folder = makeFolder();
    const data = unpackShared('image-cifar10');
    const source = (side: string, use: string) => `{ path: "${data}/cifar10/${side}/*.000?.jpg", pattern: "{label}.{n}.jpg", use: ${use} }`;
    const [train, test] = [source('training', 'train'), `{ path: "${data}/cifar10/testing/*.0[01]??.jpg", pattern: "{label}.{n}.jpg", use: test }`];
    writeImageImpulse(folder, IC, { sources: [train, test], targets: ['arduino-nano-33-ble-sense'] });
    const outcomes = await runImpulse(folder, { steps: ['evaluate', 'estimate'] });
    const metrics = outcomes.get('evaluate')!.metrics as Record<string, number>;
    const estimate = JSON.parse(readFileSync(join(outcomes.get('estimate--arduino-nano-33-ble-sense')!.folder, 'estimate.json'), 'utf8')) as Estimate;
    expect(metrics['model.int8.test.accuracy']).toBeGreaterThan(0.7);
    expect(estimate).toMatchObject({ how: 'emulated', parity: { equal: true } });
  });
});

/** The inputs that came with a model, in the order of their file names. */
function writePictures(folder: string, { model, size }: ImageModel): number {
  const inputs = new Int8Array(readFileSync(join(sharedFolder()!, 'models', model, 'input0.bin')));
  const bytes = size * size * 3;
  mkdirSync(folder, { recursive: true });
  for (let first = 0; first < inputs.length; first += bytes) {
    const png = new PNG({ width: size, height: size, colorType: 2, inputColorType: 2, inputHasAlpha: false });
    png.data = Buffer.from(Uint8Array.from(inputs.subarray(first, first + bytes), (step) => step + 128));
    const options = { colorType: 2, inputColorType: 2, inputHasAlpha: false } as const;
    writeFileSync(join(folder, `${String(first / bytes).padStart(2, '0')}.png`), PNG.sync.write(png, options));
  }
  return inputs.length / bytes;
}
