import type { Graph } from '../../plugin/compiler/ir/graph';
import { observeRanges } from '../../plugin/learn/quantize/observe-ranges';
import { quantizeGraph } from '../../plugin/learn/quantize/quantize-graph';
import { CLASSIFIERS, drawClassifier, drawValues } from '../draw-classifier';

/** A learn block's network in int8, and the windows that its scales come from. */
export interface QuantizedClassifier {
  id: string;
  graph: Graph;
  windows: Uint8Array[];
}

const WINDOWS = 20;

/** Every network of `CLASSIFIERS`, quantized. */
export function quantizeClassifiers(): Promise<QuantizedClassifier[]> {
  return Promise.all(CLASSIFIERS.map(async ([id, shape, params]) => {
    const { graph } = await drawClassifier(id, shape, params);
    const width = shape.reduce((product, size) => product * size, 1);
    const windows = Array.from({ length: WINDOWS }, (_, window) => drawValues(width, window));
    const quantized = quantizeGraph(graph, await observeRanges(graph, windows, () => {}));
    return { id, graph: quantized, windows: windows.map((window) => new Uint8Array(window.buffer)) };
  }));
}
