import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Graph } from '../../plugin/compiler/ir/graph';
import { importGraph } from '../../plugin/compiler/tflite/import-graph';
import { readFlatbuffer } from '../../plugin/compiler/tflite/read-flatbuffer';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import type { Estimate } from '../../plugin/estimate/estimate';
import { observeRanges } from '../../plugin/learn/quantize/observe-ranges';
import { quantizeGraph } from '../../plugin/learn/quantize/quantize-graph';
import { createFloatRunner } from '../../plugin/learn/quantize/run-float-graph';
import { readFeatures } from '../../plugin/learn/read-features';
import { readBase } from '../../plugin/learn/transfer/read-base';
import { runImpulse } from '../../plugin/runners/run-impulse';
import type { Outcome } from '../../plugin/runners/run-plans';
import type { ClassEvaluation, Evaluation } from '../../plugin/steps/evaluate/evaluation';
import { buildBase } from '../../plugin/steps/train/embed-windows';
import { drawClassifier, drawValues } from '../draw-classifier';
import { makeFolder } from '../temp-folder';
import { makeToneImpulse, TONE_MANIFEST } from '../tone-impulse';

/** Of the tones' features. */
const SHAPE = [11, 6];
const WIDTH = 66;

const DEVICE = findEmulatorTools() ? 'arduino-nano-33-ble-sense' : 'linux-x86-64';
const MANIFEST = TONE_MANIFEST.replace(
  'pitch: { block: dense-classifier, epochs: 6 }',
  `on-int8: { block: transfer, base: int8.tflite, epochs: 40, augment: { noise: low, copies: 2 } }
  on-float: { block: transfer, base: float.tflite, layer: 4, neurons: [4], epochs: 40 }`,
).replace('coefficients: 6', 'coefficients: 6, normalisation: none').replace('linux-x86-64', DEVICE);

describe('two heads on frozen models that never saw a tone', () => {
  let base: { float: Graph; int8: Graph };
  let outcomes: Map<string, Outcome>;
  let evaluation: Evaluation;

  beforeAll(async () => {
    // Weights drawn at random: what comes out of the layers still differs from tone to tone.
    const float = (await drawClassifier('conv-classifier', SHAPE, { filters: [6, 8] })).graph;
    const { data } = float.tensors.find(({ name }) => name === 'features/scale')!;
    new Float32Array(data!.buffer).forEach((value, at, all) => (all[at] = value / 8));
    const windows = Array.from({ length: 8 }, (_, seed) => drawValues(WIDTH, seed).map((value) => 8 * value));
    base = { float, int8: quantizeGraph(float, await observeRanges(float, windows, () => {})) };
    const model = (graph: Graph) => Buffer.from(writeFlatbuffer(graph, 'base'));
    const root = makeToneImpulse({ 'tones/impulse.yaml': MANIFEST, 'tones/int8.tflite': model(base.int8), 'tones/float.tflite': model(float) });
    outcomes = await runImpulse(join(root, 'tones'), { steps: ['report'] });
    evaluation = read('evaluate', 'evaluation.json');
  });

  const read = <T>(plan: string, file: string): T => JSON.parse(readFileSync(join(outcomes.get(plan)!.folder, file), 'utf8'));
  const readModel = (plan: string, format: string) => importGraph(readFlatbuffer(readFileSync(join(outcomes.get(plan)!.folder, `model.${format}.tflite`))));

  it('learn to tell tones apart, in both formats', () => {
    expect(outcomes.get('train--on-int8')!.metrics).toMatchObject({ baseFormat: 'int8', embedding: 8, copiesPerWindow: 2, parameters: 18 });
    for (const { int8, float32 } of evaluation.learn) {
      expect((int8.train as ClassEvaluation).accuracy).toBe(1);
      expect((float32!.train as ClassEvaluation).accuracy).toBe(1);
    }
  });

  it('leave the int8 base as it was, operator by operator and bit by bit', () => {
    const joined = readModel('quantize--on-int8', 'int8');
    const kept = base.int8.ops.findLastIndex(({ name }) => name === 'FULLY_CONNECTED');
    const describeOps = ({ ops, tensors }: Graph) =>
      ops.slice(0, kept).map(({ name, version, options, inputs, outputs }) => ({
        ...{ name, version, options },
        tensors: [...inputs, ...outputs].map((id) => ({ ...tensors[id], id: 0, data: Buffer.from(tensors[id].data ?? []).toString('hex') })),
      }));
    const written = importGraph(readFlatbuffer(Buffer.from(writeFlatbuffer(base.int8, 'base'))));
    expect(describeOps(joined)).toEqual(describeOps(written));
    expect(joined.ops.slice(kept).map(({ name }) => name)).toEqual(['FULLY_CONNECTED', 'SOFTMAX']);
  });

  it('say what they stand on, and what the float32 figures are then', () => {
    expect(evaluation.learn.map((learn) => learn.base?.format)).toEqual(['int8', 'float32']);
    expect(readModel('train--on-int8', 'float32').ops.map(({ name }) => name)).toContain('DEQUANTIZE');
    expect(readModel('train--on-float', 'float32').tensors.every(({ dtype }) => dtype !== 'int8')).toBe(true);
    const markdown = readFileSync(join(outcomes.get('report')!.folder, 'report.md'), 'utf8');
    expect(markdown).toMatch(/Stands on int8\.tflite up to .*, which is int8: the float32 figures are of a float32 head on it\./);
  });

  it.skipIf(!findEmulatorTools())('give the same bits on the emulated core', () => {
    expect(read<Estimate>(`estimate--${DEVICE}`, 'estimate.json').parity).toMatchObject({ equal: true });
  });

  it('learn from what the C++ of the base gives', async () => {
    const { features } = readFeatures([outcomes.get('features--mfe')!.folder]);
    const part = readBase({ model: writeFlatbuffer(base.float, 'base'), file: 'float.tflite', layer: 4 }, 'test', WIDTH);
    const embedded = await (await buildBase(part, WIDTH, makeFolder()))(features, () => {});
    expect(embedded.length).toBe((features.length / WIDTH) * part.width);
    const run = createFloatRunner(part.graph);
    run(features.subarray(0, WIDTH), ({ id }, values) => {
      if (id === part.graph.outputs[0]) values.forEach((value, at) => expect(embedded[at]).toBeCloseTo(value, 4));
    });
  });

  it('name the base that does not fit', async () => {
    const model = Buffer.from(writeFlatbuffer(base.int8, 'base'));
    const manifest = MANIFEST.replace('coefficients: 6', 'coefficients: 7');
    const root = makeToneImpulse({ 'tones/impulse.yaml': manifest, 'tones/int8.tflite': model, 'tones/float.tflite': model });
    const refused = { code: 'IMP_BASE_INPUT_MISMATCH', message: expect.stringMatching(/takes float32 1x11x6 \(66 values\).* 77 features/) };
    await expect(runImpulse(join(root, 'tones'), { steps: ['train'] })).rejects.toMatchObject(refused);
  });
});
