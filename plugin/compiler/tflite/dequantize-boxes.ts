import type { Graph, Op } from '../ir/graph';
import { DETECTION } from '../ops/detection-postprocess';

/** Decoding of boxes takes quantised codes, scores and anchors as the float32 that they stand for: by a DEQUANTIZE in front of it. */
export function dequantizeBoxes(graph: Graph): Graph {
  if (!graph.ops.some(({ name }) => name === DETECTION)) return graph;
  const tensors = [...graph.tensors];
  let next = Math.max(...graph.ops.map(({ index }) => index)) + 1;
  const ops = graph.ops.flatMap((op): Op[] => {
    if (op.name !== DETECTION) return [op];
    const added: Op[] = [];
    const inputs = op.inputs.map((id) => {
      if (id < 0 || !['int8', 'uint8'].includes(tensors[id].dtype)) return id;
      const { name, shape } = tensors[id];
      const float = tensors.push({ id: tensors.length, name: `${name}/float`, shape, dtype: 'float32', isVariable: false }) - 1;
      added.push({ index: next++, name: 'DEQUANTIZE', version: 1, inputs: [id], outputs: [float], options: {} });
      return float;
    });
    return [...added, { ...op, inputs }];
  });
  return { ...graph, tensors, ops };
}
