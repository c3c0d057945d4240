import { describeTensor, elementCount, type Graph } from '../../compiler/ir/graph';
import { importGraph } from '../../compiler/tflite/import-graph';
import { readFlatbuffer } from '../../compiler/tflite/read-flatbuffer';
import { ImpulseError } from '../../errors';
import type { FrozenBase } from '../learn-block';
import { cutGraph } from './cut-graph';
import { findLayer } from './find-layer';

/** What a head stands on. */
export interface Base {
  /** From the features to the layer, as the file has it. */
  graph: Graph;
  /** Of its output for one window. */
  shape: number[];
  /** Values of one window that it gives. */
  width: number;
  /** Name of the tensor that the head takes. */
  layer: string;
  format: 'int8' | 'float32';
}

/**
 * Reads a base and cuts it behind the layer that the block names.
 * @param learn name of the learn block
 * @param features values of a window
 * @throws IMP_BASE_INVALID, IMP_BASE_INPUT_MISMATCH, and those of `findLayer`
 */
export function readBase({ model, file, layer }: FrozenBase, learn: string, features: number): Base {
  const whole = importBase(model, file);
  const [input] = whole.inputs.map((id) => whole.tensors[id]);
  if (whole.inputs.length !== 1) throw new ImpulseError('IMP_BASE_INVALID', { file, problem: `it has ${whole.inputs.length} inputs` });
  if (!['float32', 'int8', 'uint8'].includes(input.dtype)) {
    throw new ImpulseError('IMP_BASE_INVALID', { file, problem: `its input is ${describeTensor(input)}` });
  }
  const count = elementCount(input.shape);
  if (count !== features) throw new ImpulseError('IMP_BASE_INPUT_MISMATCH', { file, learn, input: describeTensor(input), count, features });
  const graph = cutGraph(whole, findLayer(whole, layer, file));
  const output = graph.tensors[graph.outputs[0]];
  const shape = output.shape.slice(1);
  const integer = graph.tensors.find(({ dtype }) => dtype === 'int8' || dtype === 'uint8');
  if (output.dtype === 'float32' && integer) {
    const problem = `"${output.name}" is float32, but "${integer.name}" before it is ${integer.dtype}`;
    throw new ImpulseError('IMP_BASE_INVALID', { file, problem });
  }
  return { graph, shape, width: elementCount(shape), layer: output.name, format: output.dtype as Base['format'] };
}

function importBase(model: Uint8Array, file: string): Graph {
  try {
    return importGraph(readFlatbuffer(model));
  } catch (error) {
    if (!(error instanceof ImpulseError) || error.code !== 'IMP_MODEL_INVALID') throw error;
    throw new ImpulseError('IMP_BASE_INVALID', { file, problem: String(error.details.problem) });
  }
}
