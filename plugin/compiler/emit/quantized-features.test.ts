import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blockDefaults } from '../../../test/block-defaults';
import { dspFolder } from '../../../test/check-golden';
import { fixtureSources, loadFixture, sumModel } from '../../../test/fixture-impulse';
import { makeFolder } from '../../../test/temp-folder';
import { loadBlock } from '../../native';
import type { TensorInfo } from '../compile-model';
import { emitImpulse } from './emit-impulse';
import type { ImpulseSpec } from './impulse-spec';
import { quantizedFeatures } from './quantized-features';

const folder = dspFolder('image');

type Quantization = Pick<TensorInfo, 'dtype' | 'scale' | 'zeroPoint'>;

/** An image block before the model that adds its inputs up; a pixel has one channel, or is made of three in another order. */
async function imageSpec(into: string, size: number, params: object, quantization: Quantization, channels = 1): Promise<ImpulseSpec> {
  const block = await loadBlock(folder);
  const input = { width: size, height: size, length: size * size, axes: channels, frequencyHz: 1, stride: 0 };
  const plan = block.configure({ ...blockDefaults(folder), ...params }, input);
  const count = plan.shape.reduce((product, extent) => product * extent, 1);
  const sum = sumModel('demo', 'sum', count);
  const model = { ...sum, inputs: [{ ...sum.inputs[0], ...quantization }] };
  return {
    name: 'demo',
    input: {
      ...{ frequencyHz: 1, windowLength: size * size, strideLength: 1, axes: ['r', 'g', 'b'].slice(0, channels), dtype: 'uint8' as const },
      image: { width: size, height: size },
    },
    dsp: [{ name: 'image', block: 'image', plan, levels: true, ...(channels === 3 ? { columns: [2, 0, 1] } : {}) }],
    learn: [{ name: 'sum', block: 'none', input: ['image'], result: 'classes', labels: ['up', 'down'], model }],
    sources: fixtureSources(into, join(folder, 'image.cpp')),
  };
}

/** The same impulse in both forms on the same windows. */
async function runBoth(spec: (folder: string) => Promise<ImpulseSpec>, values: Uint8Array) {
  const run = async (levels: boolean) => {
    const into = makeFolder();
    const made = await spec(into);
    const forms = { ...made, dsp: made.dsp.map((use) => (levels ? use : { ...use, levels: undefined })) };
    expect(quantizedFeatures(forms) !== undefined).toBe(levels);
    const impulse = await loadFixture(forms, into);
    const { axes, windowLength } = impulse.info;
    const count = values.length / axes / windowLength;
    const windows = Int32Array.from({ length: 2 * count }, (_, i) => (i % 2 ? windowLength : (i / 2) * windowLength));
    const { features, scores } = await impulse.run({ values, axes, windowLength, windows });
    return { features: [...features], scores: [...scores] };
  };
  return Promise.all([run(true), run(false)]);
}

describe('quantizedFeatures', () => {
  it('are for every level what float features become', async () => {
    const pixels = Uint8Array.from({ length: 256 }, (_, i) => i);
    const quantization: Quantization = { dtype: 'int8', scale: Math.fround(1 / 255), zeroPoint: -128 };
    const [quantized, float] = await runBoth((into) => imageSpec(into, 1, { range: '0..1' }, quantization), pixels);
    expect(new Set(float.scores).size).toBeGreaterThan(100);
    expect(quantized).toEqual(float);
  });

  it('are so where the frame is resized, grey, in another order of channels and with black beside', async () => {
    const params = { width: 7, height: 4, resize: 'fit-long', channels: 'grayscale', range: '-1..1' };
    const values = Uint8Array.from({ length: 5 * 9 * 9 * 3 }, (_, i) => (i * i * 31) % 256);
    const quantization: Quantization = { dtype: 'uint8', scale: Math.fround(0.0078), zeroPoint: 131 };
    const [quantized, float] = await runBoth((into) => imageSpec(into, 9, params, quantization, 3), values);
    expect(quantized).toEqual(float);
  });

  it('take no memory but that of the model, and neither levels nor arithmetic of floats', async () => {
    const spec = await imageSpec(makeFolder(), 32, {}, { dtype: 'int8', scale: Math.fround(1 / 255), zeroPoint: -128 });
    const { files, memory } = emitImpulse(spec);
    expect(memory).toEqual({ bytes: 16 + 32 * 32 + 2 * 32, featuresOffset: 16, scratchOffset: 16 + 32 * 32 });
    expect(files['demo_plans.cpp']).not.toContain('_floats[');
    expect(files['demo_impulse.cpp']).not.toContain('impulse::quantize_');
    expect(files['demo_impulse.h']).toContain('uint8_t *demo_features(void); /* the bytes of int8 that the model takes */');
  });

  it('are floats where another learn block wants them, the model does, or the block has no levels or is fed in slices', async () => {
    const spec = await imageSpec(makeFolder(), 2, {}, { dtype: 'int8', scale: 1, zeroPoint: 0 });
    const anomaly = { name: 'far', block: 'far', input: ['image'], result: 'anomaly' as const, labels: [], plan: spec.dsp[0].plan };
    expect(quantizedFeatures({ ...spec, learn: [...spec.learn, anomaly] })).toBeUndefined();
    expect(quantizedFeatures({ ...spec, learn: [anomaly] })).toBeUndefined();
    expect(quantizedFeatures(await imageSpec(makeFolder(), 2, {}, { dtype: 'float32' }))).toBeUndefined();
    expect(quantizedFeatures({ ...spec, dsp: [{ ...spec.dsp[0], levels: undefined }] })).toBeUndefined();
    expect(quantizedFeatures({ ...spec, dsp: [{ ...spec.dsp[0], plan: { ...spec.dsp[0].plan, stateBytes: 8 } }] })).toBeUndefined();
    expect(JSON.parse(readFileSync(join(folder, 'block.json'), 'utf8'))).toMatchObject({ levels: true });
  });
});
