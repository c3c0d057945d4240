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

it('sees the same pictures in bytes and as floats: an impulse that is trained on them in both formats', async () => {
  const folder = makeFolder();
  for (const [index, label] of ['dark', 'light'].entries()) {
    for (let n = 0; n < 12; n++) writeFlatPicture(join(folder, `${label}.${n}.png`), 8, 40 + 150 * index + n);
  }
  writeFileSync(join(folder, 'impulse.yaml'), `name: shades
dataset: { sources: [{ path: "*.png", pattern: "{label}.{n}.png" }] }
input: { image: { width: 8, height: 8 } }
dsp: { image: {} }
learn: { shade: { block: dense-classifier } }
targets: [linux-x86-64]
`);
  const outcomes = await runImpulse(folder, { steps: ['evaluate', 'compile'] });
  const metrics = outcomes.get('evaluate')!.metrics as Record<string, number>;
  expect([metrics['shade.int8.test.accuracy'], metrics['shade.float32.test.accuracy']]).toEqual([1, 1]);
  const compile = outcomes.get('compile--linux-x86-64')!.folder;
  const values = new Uint8Array(8 * 8 * 3).map((_, at) => at);
  const see = async (format: string): Promise<number[]> => {
    const impulse = await loadImpulse(join(compile, format), join(compile, 'host', format));
    return [...(await impulse.run({ values, axes: 3, windowLength: 64, windows: Int32Array.of(0, 64) })).features];
  };
  const seen = await see('int8');
  expect(seen).toEqual(await see('float32'));
  expect(new Set(seen).size).toBe(values.length);
}, 120_000);

describe.skipIf(!sharedFolder())(`finished models of pictures (${NO_SHARED})`, () => {
  it.each([IC, VWW])('say of their own pictures, kept as PNG, what TensorFlow Lite Micro says: $model', async (model) => {
    const folder = makeFolder();
    const count = writePictures(folder, model);
    writeImageImpulse(folder, model, { sources: ['{ path: "*.png", label: unlabelled }'] });
    const outcomes = await runImpulse(folder, { steps: ['compile'] });
    const [compile, ingest] = ['compile--linux-x86-64', 'ingest'].map((id) => outcomes.get(id)!.folder);
    const impulse = await loadImpulse(join(compile, 'int8'), join(compile, 'host', 'int8'));
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

/** One colour all over. */
function writeFlatPicture(path: string, size: number, level: number): void {
  const options = { colorType: 2, inputColorType: 2, inputHasAlpha: false } as const;
  const png = new PNG({ width: size, height: size, ...options });
  png.data = Buffer.alloc(3 * size * size, level);
  writeFileSync(path, PNG.sync.write(png, options));
}

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
