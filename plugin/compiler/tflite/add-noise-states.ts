import type { Graph } from '../ir/graph';
import { signalName } from '../ops/signal-spectrum';

/** SignalFilterBankSpectralSubtraction keeps its estimate of noise inside: here it is a tensor that lasts from run to run, as of other operators. */
export function addNoiseStates(graph: Graph): Graph {
  const name = signalName('FilterBankSpectralSubtraction');
  if (!graph.ops.some((op) => op.name === name)) return graph;
  const tensors = [...graph.tensors];
  const ops = graph.ops.map((op) => {
    if (op.name !== name) return op;
    const state = { name: `${tensors[op.outputs[0]].name}/noise`, shape: [op.options.channels as number], dtype: 'uint32' as const };
    const kept = tensors.push({ ...state, id: tensors.length, isVariable: true }) - 1;
    return { ...op, inputs: [...op.inputs, kept] };
  });
  return { ...graph, tensors, ops };
}
