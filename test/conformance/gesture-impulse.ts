import { join } from 'node:path';
import { compileModel } from '../../plugin/compiler/compile-model';
import { memorySymbol, modelName } from '../../plugin/compiler/emit/emit-impulse';
import { featureCount, type ImpulseSpec } from '../../plugin/compiler/emit/impulse-spec';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { chooseWindows, type RawWindows } from '../../plugin/estimate/choose-windows';
import type { ImpulseBuild } from '../../plugin/estimate/impulse-images';
import { readCore } from '../../plugin/estimate/read-target';
import { observeRanges } from '../../plugin/learn/quantize/observe-ranges';
import { quantizeGraph } from '../../plugin/learn/quantize/quantize-graph';
import { loadBlock } from '../../plugin/native';
import { assetRoot } from '../../plugin/paths';
import { collectSources } from '../../plugin/steps/compile/collect-sources';
import { describeInterface } from '../../plugin/steps/compile/compile-facts';
import { writeImpulse } from '../../plugin/steps/compile/write-impulse';
import { blockDefaults } from '../block-defaults';
import { drawClassifier, drawValues } from '../draw-classifier';
import { goldenWindow } from '../golden-windows';
import { makeFolder } from '../temp-folder';

const NAME = 'gestures';
const CLASSES = ['idle', 'snake', 'updown', 'wave'];
const INPUT = { frequencyHz: 62.5, windowLength: 125, strideLength: 125, axes: ['accX', 'accY', 'accZ'], dtype: 'float32' as const };
const FOLDER = join(assetRoot, 'blocks', 'dsp', 'spectral-analysis');

/** Two seconds of an accelerometer, its spectrum by 128 points, and the default dense classifier with drawn weights, in int8. */
export async function buildGestureImpulse(core: string, params: Record<string, unknown>): Promise<ImpulseBuild> {
  const root = makeFolder();
  const block = await loadBlock(FOLDER);
  const { frequencyHz, windowLength: length, strideLength: stride, axes } = INPUT;
  const shown = { frequencyHz, length, stride, axes: axes.length };
  const plan = block.configure({ ...blockDefaults(FOLDER), fftLength: 128, ...params }, shown);
  const { arch, ...rest } = readCore(core);
  const file = await quantizedClassifier(featureCount(plan));
  const model = compileModel(file, { name: modelName(NAME, 'gestures'), arch, arenaSymbol: memorySymbol(NAME) });
  const spec: ImpulseSpec = {
    name: NAME,
    input: INPUT,
    dsp: [{ name: 'spectral', block: 'spectral-analysis', plan }],
    learn: [{ name: 'gestures', block: 'dense-classifier', input: ['spectral'], result: 'classes', labels: CLASSES, model }],
    sources: collectSources(model.sdkFiles, [FOLDER]),
  };
  const [folder, host] = [join(root, 'impulse'), join(root, 'host')];
  writeImpulse(spec, folder, host);
  return { folder, host, facts: describeInterface(spec), core: { arch, ...rest }, output: join(root, 'build') };
}

/** The default dense classifier with drawn weights, as an int8 file. */
export async function quantizedClassifier(features: number): Promise<Uint8Array> {
  const { graph } = await drawClassifier('dense-classifier', [features], {}, CLASSES.length);
  const drawn = Array.from({ length: 20 }, (_, window) => drawValues(features, window));
  return writeFlatbuffer(quantizeGraph(graph, await observeRanges(graph, drawn, () => {})), NAME);
}

/** Movements and noise, and what every impulse must bear: silence, full scale, tiny values, NaN and infinity. */
export function gestureWindows(): RawWindows {
  const { windowLength: length, axes } = INPUT;
  const kinds = (['signal', 'noise', 'full-scale'] as const).map((kind) => goldenWindow(kind, length, axes.length, 'float32'));
  const values = Float32Array.from(kinds.flatMap((kind) => [...kind]));
  const sample = { id: '1', file: 'made', label: null, metadata: {}, ...INPUT, length: kinds.length * length };
  const windows = kinds.map((_, i) => ({ sample: 0, start: i * length, length, label: null }));
  return chooseWindows({ dataset: { samples: [sample], values: () => values }, windows, count: kinds.length, length, axes });
}
