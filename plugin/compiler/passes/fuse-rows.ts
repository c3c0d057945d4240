import { canFuse, FUSED } from '../ops/conv-depthwise';
import { findMaker, type FindFusions } from './fusion';

/** A CONV_2D and the DEPTHWISE_CONV_2D that alone reads its output: three rows of it are enough. */
export const findRowPairs: FindFusions = (graph) =>
  graph.ops.flatMap((op, second) => {
    const first = op.name === 'DEPTHWISE_CONV_2D' ? findMaker(graph, second) : undefined;
    if (first === undefined || graph.ops[first].name !== 'CONV_2D') return [];
    return [{ name: FUSED, positions: [first, second], between: [op.inputs[0]], fits: canFuse }];
  });
