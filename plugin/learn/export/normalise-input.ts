import { elementCount, type Graph, type Tensor } from '../../compiler/ir/graph';
import { importGraph } from '../../compiler/tflite/import-graph';
import { readFlatbuffer } from '../../compiler/tflite/read-flatbuffer';
import { writeFlatbuffer } from '../../compiler/tflite/write-flatbuffer';
import { ImpulseError } from '../../errors';
import type { Normalization } from '../normalization';

/**
 * A model that learned from normalised features, as one that takes them as the DSP blocks give them: MUL and ADD stand in front of it, and
 * QUANTIZE where its input is int8. That is the form of our own models, so its quantization begins behind the normalisation too.
 * A model of another size is left alone: whoever checks it says so.
 *
 * @param learn name of the learn block
 * @throws IMP_LEARN_OPTION_IDLE: its input is neither float32 nor int8
 */
export function normaliseInput(model: Uint8Array, { scale, offset }: Normalization, learn: string): Uint8Array {
  const graph = importGraph(readFlatbuffer(model));
  const [input] = graph.inputs.map((id) => graph.tensors[id]);
  if (graph.inputs.length !== 1 || elementCount(input.shape) % scale.length !== 0) return model;
  if (!['float32', 'int8'].includes(input.dtype)) {
    throw new ImpulseError('IMP_LEARN_OPTION_IDLE', { option: 'normalise', learn, problem: `the input of its model is ${input.dtype}, not float32 or int8` });
  }
  const add = (tensor: Omit<Tensor, 'id' | 'isVariable'>): number =>
    graph.tensors.push({ ...tensor, id: graph.tensors.length, isVariable: false }) - 1;
  const activation = (name: string): number => add({ name, shape: input.shape, dtype: 'float32' });
  const constant = (name: string, values: Float32Array): number => add({ name, ...spread(values, input.shape), dtype: 'float32' });
  const [features, scaled] = [activation('features'), activation('features/scaled')];
  const normalised = input.dtype === 'float32' ? input.id : activation('features/normalized');
  const front: [string, number[], number, Record<string, number>][] = [
    ['MUL', [features, constant('features/scale', scale)], scaled, { activation: 0 }],
    ['ADD', [scaled, constant('features/offset', offset)], normalised, { activation: 0 }],
    ...(normalised === input.id ? [] : [['QUANTIZE', [normalised], input.id, {}] as [string, number[], number, Record<string, number>]]),
  ];
  const ops: Graph['ops'] = [
    ...front.map(([name, inputs, output, options]) => ({ index: 0, name, version: 1, inputs, outputs: [output], options })),
    ...graph.ops,
  ];
  return writeFlatbuffer({ ...graph, inputs: [features], ops: ops.map((op, index) => ({ ...op, index })) }, `${learn}: normalised`);
}

/** Values for the last axis stand as they are; others are repeated, one for each value of the input. */
function spread(values: Float32Array, shape: readonly number[]): Pick<Tensor, 'shape' | 'data'> {
  const depth = shape[shape.length - 1];
  const all = values.length === depth ? values : Float32Array.from({ length: elementCount(shape) }, (_, at) => values[at % values.length]);
  return { shape: values.length === depth ? [depth] : [...shape], data: new Uint8Array(all.slice().buffer) };
}
