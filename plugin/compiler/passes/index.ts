import type { Graph } from '../ir/graph';
import { foldConstantViews } from './fold-constant-views';
import { findSummed } from './fuse-add';
import { findPointwise } from './fuse-pointwise';
import { findPooled } from './fuse-pool';
import { findRowPairs } from './fuse-rows';
import type { FindFusions } from './fusion';
import { readVariablesInPlace } from './read-variables-in-place';
import { removeConstantChannels } from './remove-constant-channels';

/** Graph -> graph, exact: no output bit of any input changes. */
export interface Pass {
  name: string;
  run(graph: Graph): Graph;
}

/** In this order. */
export const PASSES: readonly Pass[] = [
  { name: 'fold-constant-views', run: foldConstantViews },
  { name: 'read-variables-in-place', run: readVariablesInPlace },
  { name: 'remove-constant-channels', run: removeConstantChannels },
];

/** What may be fused where the goal gains by it: `arena/choose-kernels.ts` asks them while it chooses. */
export const FUSIONS: readonly FindFusions[] = [findRowPairs, findPointwise, findPooled, findSummed];
