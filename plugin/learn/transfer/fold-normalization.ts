import type { Graph } from '../../compiler/ir/graph';
import { ImpulseError } from '../../errors';
import { floatValues } from '../export/layer-context';
import type { Normalization } from '../normalization';

/**
 * Takes the normalisation (MUL, ADD) off the front of an exported graph, into the dense layer that follows: `W (x s + o) + b` is
 * `(W s) x + (W o + b)`. What stood in front of it then feeds integers straight into that layer.
 *
 * @param graph changed in place
 * @throws IMP_LAYER_UNSUPPORTED: something else than a dense layer follows
 */
export function foldNormalization(graph: Graph, { scale, offset }: Normalization): void {
  const [mul, add, ...rest] = graph.ops;
  const dense = rest.find(({ name }) => name !== 'RESHAPE');
  if (dense?.name !== 'FULLY_CONNECTED') {
    const problem = 'a network that stands on a base begins with a dense layer';
    const layer = dense ? graph.tensors[dense.outputs[0]].name : 'features';
    throw new ImpulseError('IMP_LAYER_UNSUPPORTED', { layer, type: dense?.name ?? 'none', problem });
  }
  const [weights, bias] = dense.inputs.slice(1).map((id) => floatValues(graph.tensors[id]));
  const width = weights.length / bias.length;
  for (let output = 0; output < bias.length; output++) {
    let sum = bias[output];
    for (let at = 0; at < width; at++) {
      const weight = weights[output * width + at];
      sum += weight * offset[at % offset.length];
      weights[output * width + at] = weight * scale[at % scale.length];
    }
    bias[output] = sum;
  }
  for (const op of rest) op.inputs = op.inputs.map((id) => (id === add.outputs[0] ? mul.inputs[0] : id));
  graph.ops = rest.map((op, index) => ({ ...op, index }));
}
