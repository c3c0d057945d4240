import type { Graph } from '../../compiler/ir/graph';
import { buildGraph } from '../../compiler/ir/graph-builder';
import { observeRanges } from '../quantize/observe-ranges';
import { quantizeGraph } from '../quantize/quantize-graph';
import { joinGraphs } from './join-graphs';
import type { Base } from './read-base';

/**
 * The head on an int8 base, in int8: it takes the integers of the base as they are, by their scale and zero point, so nothing is rounded between.
 * @param windows what the base made of representative windows
 */
export async function quantizeHead(base: Base, head: Graph, windows: readonly Float32Array[], progress: (done: number) => void): Promise<Graph> {
  const ranges = await observeRanges(head, windows, progress);
  return joinGraphs(base.graph, quantizeGraph(head, ranges, base.graph.tensors[base.graph.outputs[0]].quantization));
}

/** The head in float32: right behind a float32 base, behind DEQUANTIZE on an int8 one. */
export function joinHead({ graph: base }: Base, head: Graph): Graph {
  const output = base.tensors[base.outputs[0]];
  if (output.dtype === 'float32') return joinGraphs(base, head);
  const between = buildGraph();
  const [from, to] = [between.tensor('base', output.shape, output.dtype, output.quantization), between.tensor('base/float32', output.shape, 'float32')];
  between.op('DEQUANTIZE', [from], [to], {}, 2);
  between.graph.inputs.push(from);
  between.graph.outputs.push(to);
  return joinGraphs(joinGraphs(base, between.graph), head);
}
