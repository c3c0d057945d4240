import { ImpulseError } from '../../errors';
import type { ProvidedPlan } from '../learn-block';
import { collectLeaves, type Leaves } from './collect-leaves';
import { chooseUnit } from './choose-unit';
import { orderThreshold } from './order-threshold';
import type { Tree, TreeDocument } from './tree-document';

/** How a node's feature and its two references share words: mirrors `NodeLayout` of tree_ensemble.cpp. */
interface NodeLayout {
  words: 2 | 3;
  featureMask: number;
  leftShift: number;
  rightShift: number;
  referenceMask: number;
}

/** Nodes and leaves that the references of one tree can tell apart, and outputs that the record of a tree can. */
const MAX_REFERENCES = 0x10000;
const MAX_OUTPUTS = 0x7fff;

/**
 * The plan that `blocks/learn/tree-ensemble` scores with, in flash: 8 bytes a node where its feature and both references fit into one
 * word, otherwise 12; 4 bytes a value of a leaf, equal leaves once. Thresholds are exact for every float32 feature; sums are off by at
 * most half a unit a tree, and a unit is at most 2^-28 of the largest sum that the ensemble can give.
 * @throws ImpulseError IMP_TREES_TOO_LARGE
 */
export function treePlan({ task, classes, features, link, base, trees }: TreeDocument): ProvidedPlan {
  const unit = chooseUnit(base, trees);
  const leaves = collectLeaves(trees, unit);
  const layout = chooseLayout(features, trees, leaves);
  if (base.length > MAX_OUTPUTS) refuseSize('The ensemble', `${base.length} outputs`, MAX_OUTPUTS);
  const nodes = trees.reduce((sum, { feature }) => sum + feature.length, 0);
  const ints = [
    ...[base.length, link === 'softmax' ? 1 : 0, trees.length, leaves.width, nodes],
    ...[layout.words, layout.featureMask, layout.leftShift, layout.rightShift, layout.referenceMask],
    ...base.map((value) => Math.round(value / unit)),
    ...trees.flatMap(({ feature, output = 0 }, index) => [feature.length + 0x10000 * output, leaves.first[index]]),
    ...trees.flatMap((tree, index) => packNodes(tree, layout, (leaf) => leaves.places[index][leaf] - leaves.first[index])),
    ...leaves.values,
  ];
  const plan = { shape: [base.length], ints, floats: [unit], scratchBytes: 0, stateBytes: 0 };
  return { plan, features, task, ...(classes ? { labels: classes } : {}) };
}

function chooseLayout(features: number, trees: readonly Tree[], { first, places }: Leaves): NodeLayout {
  const references = trees.map(({ feature }, tree) => feature.length + 1 + largest(places[tree]) - first[tree]);
  const most = largest(references);
  if (most > MAX_REFERENCES) refuseSize(`Tree ${references.indexOf(most)}`, `${most} references to nodes and leaves`, MAX_REFERENCES);
  const [featureBits, bits] = [bitsFor(features), bitsFor(most)];
  const mask = (count: number): number => 2 ** count - 1;
  if (featureBits + 2 * bits > 32) return { words: 3, featureMask: mask(31), leftShift: 0, rightShift: 16, referenceMask: mask(16) };
  return { words: 2, featureMask: mask(featureBits), leftShift: featureBits, rightShift: featureBits + bits, referenceMask: mask(bits) };
}

function refuseSize(what: string, needs: string, room: number): never {
  throw new ImpulseError('IMP_TREES_TOO_LARGE', { what, needs, room });
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value));
}

/** Bits that tell `count` things apart; at least one. */
function bitsFor(count: number): number {
  return Math.max(1, 32 - Math.clz32(count - 1));
}

function packNodes({ feature, threshold, left, right }: Tree, layout: NodeLayout, placeOfLeaf: (leaf: number) => number): number[] {
  const refer = (child: number): number => (child >= 0 ? child : feature.length + placeOfLeaf(-1 - child));
  return feature.flatMap((place, node) => {
    const children = (refer(left[node]) << layout.leftShift) | (refer(right[node]) << layout.rightShift);
    const order = orderThreshold(threshold[node]);
    return layout.words === 2 ? [order, place | children] : [order, place, children];
  });
}
