import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fit as fitMixture } from '../../blocks/learn/gmm-anomaly';
import { fit as fitClusters } from '../../blocks/learn/kmeans-anomaly';
import { compileModel, type CompileOptions } from '../../plugin/compiler/compile-model';
import { memorySymbol, modelName } from '../../plugin/compiler/emit/emit-impulse';
import { featureCount, type DspSpec, type ImpulseSpec } from '../../plugin/compiler/emit/impulse-spec';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { checkParity } from '../../plugin/estimate/check-parity';
import { chooseWindows, type RawWindows } from '../../plugin/estimate/choose-windows';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import { linkImpulse, type ImpulseBuild } from '../../plugin/estimate/impulse-images';
import { readCore } from '../../plugin/estimate/read-target';
import { loadBlock } from '../../plugin/native';
import { assetRoot } from '../../plugin/paths';
import { collectSources } from '../../plugin/steps/compile/collect-sources';
import { describeInterface } from '../../plugin/steps/compile/compile-facts';
import { writeImpulse } from '../../plugin/steps/compile/write-impulse';
import type { RawValues } from '../../schemas/value-types';
import { blockDefaults } from '../block-defaults';
import { oneOperatorGraph } from '../one-operator';
import { makeFolder } from '../temp-folder';

const installed = findEmulatorTools() !== undefined;
const blocks = join(assetRoot, 'blocks', 'dsp');
const detectors = ['kmeans-anomaly', 'gmm-anomaly'].map((id) => join(assetRoot, 'blocks', 'learn', id));
const WINDOWS = 4;

const AUDIO = { frequencyHz: 16000, windowLength: 4000, strideLength: 4000, axes: ['audio'], dtype: 'int16' as const };
const MOTION = { frequencyHz: 62.5, windowLength: 125, strideLength: 125, axes: ['x', 'y', 'z'], dtype: 'float32' as const };
const IMAGE = {
  ...{ frequencyHz: 1536, windowLength: 1536, strideLength: 1536, axes: ['red', 'green', 'blue'], dtype: 'uint8' as const },
  image: { width: 48, height: 32 },
};

/** The arithmetic of cores without an FPU. */
const Q15 = { arithmetic: 'q15' };

type Input = ImpulseSpec['input'];
type Use = [block: string, params: Record<string, unknown>];

const USES: [string, Input, Use[]][] = [
  ['audio', AUDIO, [['raw', {}], ['flatten', {}], ['mfcc', {}], ['mfe', {}], ['spectrogram', {}], ['spectral-analysis', {}]]],
  [
    'audio in q15',
    AUDIO,
    [
      ['mfcc', Q15],
      ['mfcc', { ...Q15, frameEnergy: true, lifter: 22, normalisation: 'mean-variance', frameLength: 30.1 }],
      ['mfe', Q15],
      ['spectrogram', Q15],
      ['spectral-analysis', Q15],
    ],
  ],
  [
    'motion',
    MOTION,
    [
      ['raw', { scaleAxes: 0.5 }],
      ['flatten', {}],
      ['spectrogram', { frameLength: 500, frameStride: 250, fftLength: 32, scale: 'decibel' }],
      ['spectral-analysis', {}],
      ['spectral-analysis', { filter: 'low', filterCutoff: 8, filterOrder: 6, fftLength: 64, fftWindow: 'hann', fftCombine: 'mean' }],
      ['spectral-analysis', { filter: 'high', filterCutoff: 3, filterOrder: 4, logarithm: false }],
      ['spectral-analysis', { analysis: 'wavelet', waveletLevel: 2 }],
      ['spectral-analysis', { ...Q15, fftLength: 128 }],
      ['spectral-analysis', { ...Q15, filter: 'low', filterCutoff: 8, filterOrder: 6, fftLength: 64, fftWindow: 'hann', fftCombine: 'mean' }],
      ['spectral-analysis', { ...Q15, filter: 'high', filterCutoff: 3, filterOrder: 5, logarithm: false, extraLowFrequency: true }],
      ['spectral-analysis', { ...Q15, inputDecimation: 3, scaleAxes: 9.81 }],
      ['mfe', { ...Q15, frameLength: 500, frameStride: 250, filters: 8, normalisation: 'mean' }],
      ['spectral-analysis', { analysis: 'wavelet', wavelet: 'haar', waveletLevel: 3 }],
    ],
  ],
  [
    'images',
    IMAGE,
    [
      ['image', { range: '-1..1' }],
      ['image', { width: 20, height: 20 }],
      ['image', { width: 20, height: 20, resize: 'fit-long', channels: 'grayscale', range: '-128..127' }],
      ['image', { width: 70, height: 13, resize: 'squash', interpolation: 'lanczos' }],
      ['image', { width: 31, height: 40, interpolation: 'nearest' }],
      ['raw', {}],
      ['flatten', {}],
      ['spectral-analysis', {}],
      ['spectral-analysis', Q15],
    ],
  ],
];

/** Sums of a slow wave, an impulse now and then and noise, by integers alone. */
function makeValues({ windowLength, axes, dtype }: Input, windows: number): RawValues {
  let state = 7;
  const noise = () => (state = (Math.imul(state, 1664525) + 1013904223) | 0) >> 16;
  const values = Array.from({ length: windows * windowLength * axes.length }, (_, i) => ((i * 37) % 4001) - 2000 + (noise() >> (i % 7)) / 2);
  if (dtype === 'uint8') return Uint8Array.from(values, (value) => value);
  return dtype === 'int16' ? Int16Array.from(values) : Float32Array.from(values, (value) => value / 1024);
}

/** An impulse of DSP blocks, with anomaly scores of the features of one of them. */
async function makeImpulse(input: Input, uses: Use[]): Promise<ImpulseSpec> {
  const shown = { ...input.image, frequencyHz: input.frequencyHz, length: input.windowLength, axes: input.axes.length, stride: input.strideLength };
  const dsp = await Promise.all(
    uses.map(async ([block, params], index) => {
      const loaded = await loadBlock(join(blocks, block));
      return { name: `use${index}`, block, plan: loaded.configure({ ...blockDefaults(join(blocks, block)), ...params }, shown) };
    }),
  );
  const folders = new Set([...uses.map(([block]) => join(blocks, block)), ...detectors]);
  return { name: 'blocks', input, dsp, learn: makeDetectors(smallest(dsp)), sources: collectSources([], [...folders]) };
}

/** A full covariance grows with the square of the features, and its training with their cube. */
function smallest(dsp: readonly DspSpec[]): DspSpec {
  return dsp.reduce((least, use) => (featureCount(use.plan) < featureCount(least.plan) ? use : least));
}

/** Clusters and mixtures of made-up features. */
function makeDetectors({ name, plan }: DspSpec): ImpulseSpec['learn'] {
  const width = featureCount(plan);
  const features = Float32Array.from({ length: 40 * width }, (_, i) => (((i * 7919) % 1000) - 500) / 250);
  const request = { features, width, seed: 1, progress: () => {} };
  const mixture = (covariance: string) => fitMixture({ ...request, params: { components: 3, covariance, regularisation: 0.01, margin: 0.1 } });
  const detector = (use: string, block: string, fitted: DspSpec['plan']): ImpulseSpec['learn'][number] =>
    ({ name: use, block, input: [name], result: 'anomaly', labels: [], plan: fitted });
  return [
    detector('outlier', 'kmeans-anomaly', fitClusters({ ...request, params: { clusters: 5, margin: 0.1 } })),
    detector('diagonal', 'gmm-anomaly', mixture('diagonal')),
    detector('full', 'gmm-anomaly', mixture('full')),
  ];
}

/** An impulse whose pictures go as bytes into an int8 model, which gives them back as scores. */
async function makeQuantized(params: Record<string, unknown>, arch: CompileOptions['arch']): Promise<ImpulseSpec> {
  const spec = await makeImpulse(IMAGE, [['image', params]]);
  const count = featureCount(spec.dsp[0].plan);
  const file = writeFlatbuffer(oneOperatorGraph('RELU', [1, count], [1, count], 'int8'), 'through');
  const model = compileModel(file, { name: modelName('blocks', 'through'), arch, arenaSymbol: memorySymbol('blocks') });
  const labels = Array.from({ length: count }, (_, i) => `${i}`);
  return {
    ...spec,
    dsp: [{ ...spec.dsp[0], levels: true }],
    learn: [{ name: 'through', block: 'none', input: ['use0'], result: 'value', labels, model }],
    sources: collectSources(model.sdkFiles, [join(blocks, 'image')]),
  };
}

async function buildImpulse(id: string, input: Input, uses: Use[]): Promise<ImpulseBuild> {
  return writeBuild(id, await makeImpulse(input, uses));
}

function writeBuild(id: string, spec: ImpulseSpec): ImpulseBuild {
  const root = makeFolder();
  const [folder, host] = [join(root, 'impulse'), join(root, 'host')];
  writeImpulse(spec, folder, host);
  return { folder, host, facts: describeInterface(spec), core: readCore(id), output: join(root, 'build') };
}

function makeWindows(input: Input): RawWindows {
  const { windowLength: length, axes } = input;
  const sample = { id: '1', file: 'made', label: null, metadata: {}, ...input, length: WINDOWS * length };
  const windows = Array.from({ length: WINDOWS }, (_, i) => ({ sample: 0, start: i * length, length, label: null }));
  const values = makeValues(input, WINDOWS);
  return chooseWindows({ dataset: { samples: [sample], values: () => values }, windows, count: WINDOWS, length, axes });
}

describe('DSP blocks and the anomaly scores', () => {
  it('are all held to the host below', () => {
    const known = readdirSync(blocks, { withFileTypes: true }).filter((entry) => entry.isDirectory() && existsSync(join(blocks, entry.name, 'block.json')));
    const used = new Set(USES.flatMap(([, , uses]) => uses.map(([block]) => block)));
    expect(known.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([]);
  });

  /** The newer cores run the code of the Cortex-M4F: motion uses all the arithmetic there is, and whole impulses of audio run elsewhere. */
  const MOTION_ONLY = USES.filter(([name]) => name === 'motion');
  const CORES: [string, typeof USES][] = [
    ...['cortex-m4f', 'cortex-m3', 'cortex-m0plus'].map((id): [string, typeof USES] => [id, USES]),
    ...['cortex-m33', 'cortex-m7', 'cortex-m55'].map((id): [string, typeof USES] => [id, MOTION_ONLY]),
  ];

  describe.skipIf(!installed).each(CORES)('on the emulated %s', (id, uses) => {
    it.each(uses)('give what the host gives, bit by bit, for %s, and refuse NaN and infinity alike', async (_, input, blockUses) => {
      const refused = input.dtype === 'float32' ? 3 : 0;
      const build = await buildImpulse(id, input, blockUses);
      const { compared } = await linkImpulse(build);
      expect(await checkParity(build, compared, makeWindows(input))).toEqual({ windows: WINDOWS + 3 + refused, equal: true });
    });
  });

  it.skipIf(!installed).each(['cortex-m4f', 'cortex-m3', 'cortex-m0plus'])('give an int8 model on the emulated %s the bytes that they give it on the host', async (id) => {
    const params = { width: 20, height: 20, resize: 'fit-long', range: '-1..1' };
    const build = writeBuild(id, await makeQuantized(params, readCore(id).arch));
    const { compared, measured } = await linkImpulse(build);
    expect(measured.symbols.map(({ name }) => name)).toContain('blocks_image_extract_quantized');
    expect(measured.symbols.map(({ name }) => name)).not.toContain('blocks_image_extract');
    expect(await checkParity(build, compared, makeWindows(IMAGE))).toEqual({ windows: WINDOWS + 3, equal: true });
  });

  it.skipIf(!installed)('are seen to differ when the last bit of a constant does', async () => {
    const host = await buildImpulse('cortex-m4f', MOTION, [['raw', { scaleAxes: 1 }]]);
    const { compared } = await linkImpulse(await buildImpulse('cortex-m4f', MOTION, [['raw', { scaleAxes: 1 + 2 ** -23 }]]));
    expect(await checkParity(host, compared, makeWindows(MOTION))).toEqual({ windows: 10, equal: false, first: { window: 0, what: 'features' } });
  });
});
