import type { layers as tfLayers } from '@tensorflow/tfjs-layers';
import type { Graph, Op, Tensor } from '../../compiler/ir/graph';
import type { GraphBuilder } from '../../compiler/ir/graph-builder';

/** A layer of TensorFlow.js. */
export type Layer = tfLayers.Layer;

/** What a layer's exporter works with. */
export interface LayerContext {
  builder: GraphBuilder;
  layer: Layer;
  /** Of the layer in the exported file: position and type, since TensorFlow.js numbers names through the whole process. */
  name: string;
  /** Shape of the layer's output for one window, batch axis left out. */
  outputShape: number[];
  /** Values of the layer's weights, in its own order, with their shapes. */
  weights: { values: Float32Array; shape: number[] }[];
}

/** Adds a layer to the graph and gives the id of its output. */
export type ExportLayer = (context: LayerContext, inputs: number[]) => number;

/** Codes of the schema's enum `ActivationFunctionType`. */
export const ACTIVATION_CODES: Record<string, number> = { linear: 0, relu: 1, relu6: 3 };

/** Shape in the graph: with the batch axis; a sequence `[steps, channels]` is an image of one row, as TFLite has 1-D convolutions. */
export function graphShape(shape: readonly number[]): number[] {
  return shape.length === 2 ? [1, 1, ...shape] : [1, ...shape];
}

/** The same values under another shape; nothing where the shape is the same. */
export function reshape({ builder }: Pick<LayerContext, 'builder'>, input: number, shape: number[], name: string): number {
  const from = builder.graph.tensors[input].shape;
  if (from.join() === shape.join()) return input;
  const output = builder.tensor(name, shape, 'float32');
  builder.op('RESHAPE', [input, builder.constant(`${name}/shape`, [shape.length], Int32Array.from(shape))], [output]);
  return output;
}

/** The operator that makes a tensor, when nothing else reads that tensor: what follows may be merged into it. */
export function soleProducer({ ops }: Graph, tensor: number): Op | undefined {
  const readers = ops.filter(({ inputs }) => inputs.includes(tensor)).length;
  return readers === 0 ? ops.find(({ outputs }) => outputs.includes(tensor)) : undefined;
}

/** A constant's values, to be changed in place. */
export function floatValues({ data }: Tensor): Float32Array {
  return new Float32Array((data as Uint8Array).buffer, (data as Uint8Array).byteOffset, (data as Uint8Array).byteLength / 4);
}
