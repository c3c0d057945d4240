import { elementCount } from '../ir/graph';
import { checkSameScale, firstProblem } from './checks';
import type { Operator } from './operator';
import { MOVABLE } from './strided-copy';

/** EMBEDDING_LOOKUP: the rows of input 1 that the indices, input 0, name; int8 rows become float32 where the output is. */
export const embeddingLookup: Operator = {
  options: {},
  infer: ({ inputs: [indices, rows] }) => [[elementCount(indices!.shape), ...rows!.shape.slice(1)]],

  check(node) {
    const [indices, rows] = node.inputs;
    const [output] = node.outputs;
    const isHybrid = rows?.dtype === 'int8' && output.dtype === 'float32';
    const { scales, zeroPoints } = rows?.quantization ?? { scales: [], zeroPoints: [] };
    return firstProblem(
      indices?.dtype !== 'int32' && `indices of type ${indices?.dtype} instead of int32`,
      !MOVABLE.includes(rows!.dtype) && `rows of type ${rows!.dtype}; kernels exist for ${MOVABLE.join(', ')}`,
      rows!.dtype !== output.dtype && !isHybrid && `rows of ${rows!.dtype} to ${output.dtype}`,
      rows!.shape.length < 2 && `rows of rank ${rows!.shape.length}`,
    ) ?? firstProblem(
      isHybrid && (scales.length !== 1 || zeroPoints[0] !== 0) && 'rows without exactly one scale, or with a zero point',
      !isHybrid && checkSameScale(node, [1]),
    );
  },

  lower(node) {
    const [indices, rows] = node.inputs;
    const [output] = node.outputs;
    const inner = elementCount(rows!.shape.slice(1));
    const isHybrid = rows!.dtype !== output.dtype;
    return {
      kernel: isHybrid ? 'embedding_lookup_hybrid' : 'gather',
      note: `${rows!.shape[0]} rows`,
      constants: {
        batches: 1, outer: 1, axis_size: rows!.shape[0], inner, count: elementCount(indices!.shape),
        ...(isHybrid ? { scale: { float32: rows!.quantization!.scales[0] } } : {}),
      },
      args: [{ tensor: rows! }, { tensor: indices! }, { tensor: output }],
    };
  },

  macs: () => 0,
};
