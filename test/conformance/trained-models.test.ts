import { describe, expect, it } from 'vitest';
import { compileModel } from '../../plugin/compiler/compile-model';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { observeRanges } from '../../plugin/learn/quantize/observe-ranges';
import { quantizeGraph } from '../../plugin/learn/quantize/quantize-graph';
import { CLASSIFIERS, drawClassifier, drawValues } from '../draw-classifier';
import { runManyOnHost } from './run-model';
import { runTflm } from './run-tflm';

const WINDOWS = 20;

describe('models of the learn blocks, quantized', () => {
  it('give the same bits in TensorFlow Lite Micro and in generated C++', async () => {
    const cases = await Promise.all(CLASSIFIERS.map(async ([id, shape, params], index) => {
      const { graph } = await drawClassifier(id, shape, params);
      const width = shape.reduce((product, size) => product * size, 1);
      const windows = Array.from({ length: WINDOWS }, (_, window) => drawValues(width, window));
      const ranges = await observeRanges(graph, windows, () => {});
      const file = writeFlatbuffer(quantizeGraph(graph, ranges), id);
      return { file, inputs: windows.map((window) => new Uint8Array(window.buffer)), outputCount: 1, name: `model_${index}`, id };
    }));
    const wanted = runTflm(cases);
    const got = runManyOnHost(cases.map((item) => ({ ...item, model: compileModel(item.file, { name: item.name, arch: 'portable' }) })));
    cases.forEach(({ id }, index) => {
      expect(wanted[index], id).not.toHaveProperty('error');
      expect(Buffer.concat(got[index]), `${id} ${index}`).toEqual((wanted[index] as { outputs: Buffer }).outputs);
    });
  });
});
