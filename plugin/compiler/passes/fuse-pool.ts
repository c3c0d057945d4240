import type { Graph } from '../ir/graph';
import { canFuseAveragePool, canFuseMaxPool, CONV_AVERAGE_POOL, CONV_MAX_POOL } from '../ops/conv-pool';
import { findMaker, type FindFusions, type Fusion } from './fusion';

/** What each pool becomes with the convolution in front of it. */
const POOLS: Readonly<Record<string, Pick<Fusion, 'name' | 'fits'>>> = {
  AVERAGE_POOL_2D: { name: CONV_AVERAGE_POOL, fits: canFuseAveragePool },
  MAX_POOL_2D: { name: CONV_MAX_POOL, fits: canFuseMaxPool },
};

/** Ops that give a tensor another shape: between a convolution and a pool of one dimension, converters write them. */
const VIEWS: readonly string[] = ['RESHAPE', 'EXPAND_DIMS', 'SQUEEZE'];

/** A CONV_2D and the pool that alone reads its output, at once or through views: nothing of what lies between them has to exist. */
export const findPooled: FindFusions = (graph) =>
  graph.ops.flatMap((op, last) => {
    const pool = POOLS[op.name];
    const way = pool && followViews(graph, last);
    if (!way || graph.ops[way.first].name !== 'CONV_2D') return [];
    const between = [...way.views, last].map((position) => graph.ops[position].inputs[0]);
    return [{ ...pool, positions: [way.first, last], between, views: way.views }];
  });

/** The first op in front of `position` that is no view, and the views between them. */
function followViews(graph: Graph, position: number): { first: number; views: number[] } | undefined {
  const views: number[] = [];
  let first = findMaker(graph, position);
  for (; first !== undefined && VIEWS.includes(graph.ops[first].name); first = findMaker(graph, first)) views.push(first);
  return first === undefined ? undefined : { first, views };
}
