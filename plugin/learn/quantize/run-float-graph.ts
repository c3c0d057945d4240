import type { Graph, Tensor } from '../../compiler/ir/graph';
import { ImpulseError } from '../../errors';
import { FLOAT_KERNELS, type FloatTensor } from './float-kernels';

/**
 * Runs a float32 graph on one window and shows every tensor that can be computed to `visit`. A LOG_SOFTMAX is not, nor what follows it: it stands at
 * a model's end, and its int8 scale is fixed.
 *
 * @param input values of the model's only input
 */
export function createFloatRunner(graph: Graph): (input: Float32Array, visit: (tensor: Tensor, values: Float32Array) => void) => void {
  const constants = new Map(graph.tensors.flatMap((tensor) => (tensor.data ? [[tensor.id, constantTensor(tensor)] as const] : [])));
  return (input, visit) => {
    const values = new Map<number, FloatTensor>(constants);
    const show = (id: number, computed: Float32Array): void => {
      values.set(id, { shape: graph.tensors[id].shape, values: computed });
      visit(graph.tensors[id], computed);
    };
    show(graph.inputs[0], input);
    for (const op of graph.ops) {
      const inputs = op.inputs.filter((id) => id >= 0).map((id) => values.get(id));
      if (op.name === 'LOG_SOFTMAX' || inputs.some((tensor) => !tensor)) continue;
      const kernel = FLOAT_KERNELS[op.name];
      if (!kernel) throw new ImpulseError('IMP_QUANTIZE_OPERATOR', { index: op.index, operator: op.name, known: Object.keys(FLOAT_KERNELS).join(', ') });
      show(op.outputs[0], kernel(op, inputs as FloatTensor[], graph.tensors[op.outputs[0]].shape));
    }
  };
}

function constantTensor({ shape, dtype, data }: Tensor): FloatTensor {
  const bytes = (data as Uint8Array).slice();
  const values = dtype === 'int32' ? Float32Array.from(new Int32Array(bytes.buffer)) : new Float32Array(bytes.buffer);
  return { shape, values };
}
