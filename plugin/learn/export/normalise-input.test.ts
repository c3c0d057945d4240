import { describe, expect, it } from 'vitest';
import { drawClassifier, drawValues } from '../../../test/draw-classifier';
import { oneOperatorGraph } from '../../../test/one-operator';
import type { Graph } from '../../compiler/ir/graph';
import { importGraph } from '../../compiler/tflite/import-graph';
import { readFlatbuffer } from '../../compiler/tflite/read-flatbuffer';
import { writeFlatbuffer } from '../../compiler/tflite/write-flatbuffer';
import { scaleFeatures } from '../normalization';
import { createFloatRunner } from '../quantize/run-float-graph';
import { normaliseInput } from './normalise-input';

const normalise = (graph: Graph, depth: number) =>
  importGraph(readFlatbuffer(Buffer.from(normaliseInput(writeFlatbuffer(graph, 'theirs'), normalization(depth), 'words'))));
const normalization = (depth: number) => ({ scale: drawValues(depth, 5), offset: drawValues(depth, 6) });

describe('a model behind a normalisation', () => {
  it.each<[number[], string]>([
    [[9], 'dense-classifier'],
    [[6, 5], 'dense-classifier'],
    [[24, 5], 'conv-classifier'],
  ])('says of raw features what the model alone says of normalised ones: %j, %s', async (shape, block) => {
    const { graph } = await drawClassifier(block, shape, {});
    const depth = shape.reduce((product, size) => product * size, 1);
    for (const width of [depth, shape[shape.length - 1]]) {
      const features = drawValues(depth, 7);
      expect(scoresOf(normalise(graph, width), features)).toEqual(scoresOf(graph, scaleFeatures(features, normalization(width))));
    }
  });

  it('gives an int8 model the input of our own ones: float32, normalised, then quantized', () => {
    const { ops, tensors, inputs } = normalise(oneOperatorGraph('RELU', [1, 4], [1, 4], 'int8'), 4);
    expect(ops.map(({ name, index }) => [index, name])).toEqual([[0, 'MUL'], [1, 'ADD'], [2, 'QUANTIZE'], [3, 'RELU']]);
    expect(tensors[inputs[0]]).toMatchObject({ dtype: 'float32', shape: [1, 4] });
    expect(tensors[ops[3].inputs[0]]).toMatchObject({ dtype: 'int8', quantization: { scales: [0.5] } });
  });

  it('is refused for inputs of other types, and leaves models of another size to whoever checks them', () => {
    expect(() => normalise(oneOperatorGraph('RESHAPE', [1, 4], [1, 4], 'uint8'), 4)).toThrow(expect.objectContaining({ code: 'IMP_LEARN_OPTION_IDLE' }));
    const graph = oneOperatorGraph('RELU', [1, 4]);
    expect(normalise(graph, 3).ops.map(({ name }) => name)).toEqual(['RELU']);
  });
});

function scoresOf(graph: Graph, features: Float32Array): number[] {
  let scores: number[] = [];
  createFloatRunner(graph)(features, ({ id }, values) => {
    if (id === graph.outputs[0]) scores = [...values];
  });
  return scores;
}
