import { canFusePointwise, DEPTHWISE_POINTWISE, INVERTED } from '../ops/depthwise-conv';
import { findMaker, type FindFusions, type Fusion } from './fusion';

/**
 * A DEPTHWISE_CONV_2D and the 1x1 CONV_2D that alone reads its output, of which one row is enough; and both with the CONV_2D in front that only
 * the depthwise one reads: where that one widens the image and the last makes it narrow again, two narrow images are all that exists.
 */
export const findPointwise: FindFusions = (graph) =>
  graph.ops.flatMap((op, last): Fusion[] => {
    const middle = op.name === 'CONV_2D' ? findMaker(graph, last) : undefined;
    if (middle === undefined || graph.ops[middle].name !== 'DEPTHWISE_CONV_2D') return [];
    const pair: Fusion = { name: DEPTHWISE_POINTWISE, positions: [middle, last], between: [op.inputs[0]], fits: canFusePointwise };
    const first = findMaker(graph, middle);
    if (first === undefined || graph.ops[first].name !== 'CONV_2D') return [pair];
    const between = [graph.ops[middle].inputs[0], ...pair.between];
    return [pair, { ...pair, name: INVERTED, positions: [first, middle, last], between }];
  });
