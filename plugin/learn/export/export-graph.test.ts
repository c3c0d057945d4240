import { describe, expect, it } from 'vitest';
import { CLASSIFIERS, drawClassifier, drawValues } from '../../../test/draw-classifier';
import type { Graph } from '../../compiler/ir/graph';
import { importGraph } from '../../compiler/tflite/import-graph';
import { readFlatbuffer } from '../../compiler/tflite/read-flatbuffer';
import { writeFlatbuffer } from '../../compiler/tflite/write-flatbuffer';
import { createFloatRunner } from '../quantize/run-float-graph';

describe('exportGraph', () => {
  it.each(CLASSIFIERS)('gives a graph that computes what %s of shape %j computes (%j)', async (id, shape, params) => {
    const { tf, model, graph, normalization } = await drawClassifier(id, shape, params);
    const features = drawValues(shape.reduce((product, size) => product * size, 1), 3);
    const depth = shape[shape.length - 1];
    const normalized = features.map((value, at) => value * normalization.scale[at % depth] + normalization.offset[at % depth]);
    const wanted = (model.predict(tf.tensor(normalized, [1, ...shape])) as { dataSync(): Float32Array }).dataSync();
    const actual = logitsOf(importGraph(readFlatbuffer(writeFlatbuffer(graph, 'test'))), features);
    const scale = Math.max(...wanted.map(Math.abs));
    expect(actual.length).toBe(4);
    actual.forEach((value, at) => expect(Math.abs(value - wanted[at]) / scale).toBeLessThan(1e-4));
  });

  it('folds batch normalisation and activations away', async () => {
    const { graph } = await drawClassifier('ds-cnn', [21, 10], { filters: 6, blocks: 2 });
    const separable = ['DEPTHWISE_CONV_2D', 'CONV_2D'];
    expect(graph.ops.map(({ name }) => name)).toEqual(
      ['MUL', 'ADD', 'RESHAPE', 'CONV_2D', ...separable, ...separable, 'MEAN', 'FULLY_CONNECTED', 'SOFTMAX'],
    );
  });

  it('gives equal files for equal models, whatever was built before in the process', async () => {
    const [first, second] = [await drawClassifier(...CLASSIFIERS[2]), await drawClassifier(...CLASSIFIERS[2])];
    expect(writeFlatbuffer(second.graph, 'test')).toEqual(writeFlatbuffer(first.graph, 'test'));
  });
});

/** Input of the SOFTMAX at the end. */
function logitsOf(graph: Graph, features: Float32Array): Float32Array {
  const logits = graph.ops.at(-1)?.inputs[0];
  let values = new Float32Array();
  createFloatRunner(graph)(features, ({ id }, computed) => {
    if (id === logits) values = Float32Array.from(computed);
  });
  return values;
}
