import type { Dtype, Graph, Tensor } from '../plugin/compiler/ir/graph';

/** A model of one operator from `t0` to `t1`. */
export function oneOperatorGraph(name: string, shape: number[], outputShape = shape, dtype: Dtype = 'float32'): Graph {
  const quantization = dtype === 'float32' ? undefined : { scales: [0.5], zeroPoints: [0], axis: 0 };
  const tensor = (id: number, size: number[]): Tensor => ({ id, shape: size, dtype, name: `t${id}`, isVariable: false, quantization, data: undefined });
  const op = { index: 0, name, version: 1, inputs: [0], outputs: [1], options: {} };
  return { tensors: [tensor(0, shape), tensor(1, outputShape)], inputs: [0], outputs: [1], ops: [op] };
}
