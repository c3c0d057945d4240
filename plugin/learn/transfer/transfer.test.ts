import { describe, expect, it } from 'vitest';
import { drawClassifier, drawValues } from '../../../test/draw-classifier';
import { oneOperatorGraph } from '../../../test/one-operator';
import { elementCount, type Graph } from '../../compiler/ir/graph';
import { buildGraph } from '../../compiler/ir/graph-builder';
import { importGraph } from '../../compiler/tflite/import-graph';
import { readFlatbuffer } from '../../compiler/tflite/read-flatbuffer';
import { writeFlatbuffer } from '../../compiler/tflite/write-flatbuffer';
import { observeRanges } from '../quantize/observe-ranges';
import { quantizeGraph } from '../quantize/quantize-graph';
import { createFloatRunner } from '../quantize/run-float-graph';
import { cutGraph } from './cut-graph';
import { findLayer } from './find-layer';
import { foldNormalization } from './fold-normalization';
import { joinGraphs } from './join-graphs';
import { joinHead, quantizeHead } from './quantize-head';
import { readBase } from './read-base';

const SHAPE = [12, 5];

describe('a model cut in two', () => {
  it('says the same when it is joined again, bit for bit', async () => {
    const graph = await drawBase();
    for (const layer of ['', '2', 'MAX_POOL_2D']) {
      const tensor = layer === 'MAX_POOL_2D' ? graph.ops.find(({ name }) => name === layer)!.outputs[0] : findLayer(graph, layer, 'b');
      const joined = joinGraphs(cutGraph(graph, tensor), restOf(graph, tensor));
      const again = importGraph(readFlatbuffer(Buffer.from(writeFlatbuffer(joined, 'joined'))));
      const features = drawValues(elementCount(SHAPE), 3);
      expect(run(again, features)).toEqual(run(graph, features));
    }
  });

  it('keeps the operators and constants of the base as they are, and those alone', async () => {
    const graph = await drawInt8();
    const base = readBase({ model: writeFlatbuffer(graph, 'base'), file: 'b.tflite' }, 'words', 60);
    const last = graph.ops.findLastIndex(({ name }) => name === 'FULLY_CONNECTED');
    expect(base.graph.ops.map(({ name, options }) => [name, options])).toEqual(graph.ops.slice(0, last).map(({ name, options }) => [name, options]));
    expect(base).toMatchObject({ format: 'int8', shape: graph.tensors[graph.ops[last].inputs[0]].shape.slice(1), width: 8 });
    const constants = (one: Graph) => one.ops.slice(0, last).flatMap(({ inputs }) => inputs.map((id) => one.tensors[id].data?.toString()));
    expect(constants(base.graph)).toEqual(constants(graph));
  });

  it('takes the integers of an int8 base by their own scale, in both forms of the head', async () => {
    const base = readBase({ model: writeFlatbuffer(await drawInt8(), 'base'), file: 'b.tflite' }, 'words', 60);
    const head = await drawHead(base.shape);
    const int8 = await quantizeHead(base, head, [drawValues(base.width, 4)], () => {});
    const dense = int8.ops.findLast(({ name }) => name === 'FULLY_CONNECTED')!;
    expect(int8.tensors[dense.inputs[0]].quantization).toEqual(base.graph.tensors[base.graph.outputs[0]].quantization);
    expect(int8.ops.slice(base.graph.ops.length).map(({ name }) => name)).toEqual(['FULLY_CONNECTED', 'SOFTMAX']);
    expect(joinHead(base, head).ops.slice(base.graph.ops.length).map(({ name }) => name)).toEqual(['DEQUANTIZE', 'FULLY_CONNECTED', 'SOFTMAX']);
  });
});

describe('the normalisation of what a base gives', () => {
  it('goes into the dense layer behind it', async () => {
    const { graph, normalization } = await drawClassifier('dense-classifier', [4, 3], { neurons: [5] });
    const features = drawValues(12, 8);
    const before = run(graph, features);
    foldNormalization(graph, normalization);
    expect(graph.ops.map(({ name }) => name)).toEqual(['RESHAPE', 'FULLY_CONNECTED', 'FULLY_CONNECTED', 'SOFTMAX']);
    run(graph, features).forEach((score, at) => expect(score).toBeCloseTo(before[at], 5));
  });

  it('cannot where something else stands there', async () => {
    const { graph, normalization } = await drawClassifier('conv-classifier', [24, 5], {});
    expect(() => foldNormalization(graph, normalization)).toThrow(expect.objectContaining({ code: 'IMP_LAYER_UNSUPPORTED' }));
  });
});

describe('the layer to stand on', () => {
  it('is what the last fully connected layer takes, or what is named by number, operator or tensor', async () => {
    const graph = await drawBase();
    const [dense] = graph.ops.filter(({ name }) => name === 'FULLY_CONNECTED').slice(-1);
    expect(findLayer(graph, undefined, 'b')).toBe(dense.inputs[0]);
    expect(findLayer(graph, dense.index, 'b')).toBe(dense.outputs[0]);
    expect(findLayer(graph, 'fully_connected', 'b')).toBe(dense.outputs[0]);
    expect(findLayer(graph, graph.tensors[dense.inputs[0]].name, 'b')).toBe(dense.inputs[0]);
  });

  it('is refused where it is not there, not one or not fit, with what is near', async () => {
    const graph = await drawBase();
    const last = graph.ops.length - 1;
    expect(() => findLayer(graph, 'dens', 'b')).toThrow(refusal('IMP_BASE_LAYER_UNKNOWN', /"dens"/, /FULLY_CONNECTED \(float32 1x4, "\d+_dense"\), .*SOFTMAX/));
    expect(() => findLayer(graph, 99, 'b')).toThrow(refusal('IMP_BASE_LAYER_UNKNOWN', /"99"/, new RegExp(`${last} SOFTMAX`)));
    expect(() => findLayer(graph, 'CONV_2D', 'b')).toThrow(refusal('IMP_BASE_LAYER_SEVERAL', /: 3, 5/));
    const flat = oneOperatorGraph('RESHAPE', [1, 4], [4]);
    expect(() => findLayer(flat, 0, 'b')).toThrow(refusal('IMP_BASE_LAYER_UNFIT', /float32 4, not the values of one window/));
    expect(() => findLayer(flat, undefined, 'b')).toThrow(refusal('IMP_BASE_NO_DENSE', /no fully connected layer/));
    expect(() => findLayer(oneOperatorGraph('CAST', [1, 4], [1, 4], 'int32'), 0, 'b')).toThrow(refusal('IMP_BASE_LAYER_UNFIT', /int32 1x4, not float32 or int8/));
  });

  it('belongs to a model that takes the features', async () => {
    const model = writeFlatbuffer(await drawBase(), 'base');
    const read = (bytes: Uint8Array, features: number) => () => readBase({ model: bytes, file: 'b.tflite' }, 'words', features);
    expect(read(model, 61)).toThrow(refusal('IMP_BASE_INPUT_MISMATCH', /b\.tflite of "words" takes float32 1x12x5 \(60 values\).* 61 features/));
    expect(read(Buffer.from('version https://git-lfs'), 60)).toThrow(refusal('IMP_BASE_INVALID', /b\.tflite cannot be used: .*TFL3/));
    expect(read(model.subarray(0, 300), 60)).toThrow(refusal('IMP_BASE_INVALID', /cut short/));
    const two = oneOperatorGraph('RELU', [1, 4]);
    expect(read(writeFlatbuffer({ ...two, inputs: [0, 0] }, 'two'), 4)).toThrow(refusal('IMP_BASE_INVALID', /2 inputs/));
    expect(read(writeFlatbuffer(oneOperatorGraph('RESHAPE', [1, 4], [1, 4], 'int32'), 'int32'), 4)).toThrow(refusal('IMP_BASE_INVALID', /int32 1x4/));
    expect(() => readBase({ model: mixedModel(), file: 'b.tflite', layer: 0 }, 'words', 4)).toThrow(refusal('IMP_BASE_INVALID', /"back" is float32, but "in"/));
  });
});

function refusal(code: string, message: RegExp, fix = /./): unknown {
  return expect.objectContaining({ code, message: expect.stringMatching(message), fix: expect.stringMatching(fix) });
}

async function drawBase(): Promise<Graph> {
  return (await drawClassifier('conv-classifier', SHAPE, { filters: [6, 8] })).graph;
}

async function drawInt8(): Promise<Graph> {
  const graph = await drawBase();
  return quantizeGraph(graph, await observeRanges(graph, [drawValues(60, 1), drawValues(60, 2)], () => {}));
}

async function drawHead(shape: number[]): Promise<Graph> {
  const { graph, normalization } = await drawClassifier('dense-classifier', shape, { neurons: [] }, 3);
  foldNormalization(graph, normalization);
  return graph;
}

/** What a model computes behind a tensor. */
function restOf(graph: Graph, tensor: number): Graph {
  const before = cutGraph(graph, tensor).ops.length;
  return { ...graph, inputs: [tensor], ops: graph.ops.slice(before) };
}

function mixedModel(): Uint8Array {
  const { graph, tensor, op } = buildGraph();
  const [from, to] = [tensor('in', [1, 4], 'int8', { scales: [1], zeroPoints: [0], axis: 0 }), tensor('back', [1, 4], 'float32')];
  op('DEQUANTIZE', [from], [to]);
  graph.inputs.push(from);
  graph.outputs.push(to);
  return writeFlatbuffer(graph, 'mixed');
}

function run(graph: Graph, features: Float32Array): number[] {
  let scores: number[] = [];
  createFloatRunner(graph)(features, ({ id }, values) => {
    if (id === graph.outputs[0]) scores = [...values];
  });
  return scores;
}
