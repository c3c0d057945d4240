import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scorePlan } from '../../../test/score-plan';
import { createRandom, type Random } from '../../../plugin/learn/random';
import { readTrees, type Tree, type TreeDocument } from '../../../plugin/learn/trees/tree-document';
import { treePlan } from '../../../plugin/learn/trees/tree-plan';

/** Of scores up to 1: half a unit (2^-29 at most) for each of these trees, and a few roundings to float32. */
const TOLERANCE = 1e-6;

describe('tree-ensemble', () => {
  it.each<[string, EnsembleShape]>([
    ['a forest, three classes', { trees: 20, nodes: 30, features: 12, outputs: 3 }],
    ['boosted trees, three classes', { trees: 30, nodes: 15, features: 12, outputs: 3, boosted: true }],
    ['boosted trees, two classes, of which one has all trees', { trees: 20, nodes: 15, features: 12, outputs: 2, boosted: true, only: 1 }],
    ['a regression', { trees: 20, nodes: 40, features: 12, outputs: 1 }],
    ['more features and leaves than fit into one word a node', { trees: 3, nodes: 900, features: 3000, outputs: 3 }],
    ['trees that are one leaf each, and one class', { trees: 4, nodes: 0, features: 2, outputs: 1 }],
    ['a tree without nodes among others', { trees: 5, nodes: [0, 7, 0, 7, 0], features: 300, outputs: 2 }],
  ])('says what trees of 64 bits say: %s', (_, shape) => {
    const random = createRandom(3, shape.features);
    const ensemble = drawEnsemble(shape, random);
    const features = drawFeatures(ensemble, 300, random);
    const scores = score(ensemble, features);
    features.forEach((window, row) => {
      const said = scores.subarray(row * shape.outputs, (row + 1) * shape.outputs);
      evaluate(ensemble, window).forEach((value, output) => expect(Math.abs(said[output] - value), `window ${row}`).toBeLessThan(TOLERANCE));
    });
  });

  it('goes left at a feature that equals the threshold, and right at the next float32', () => {
    const stump = { feature: [0], threshold: [0.1], left: [-1], right: [-2], leaves: [[3], [7]] };
    const [below, above] = [Math.fround(0.1) - 2 ** -27, Math.fround(0.1)];
    expect(above).toBeGreaterThan(0.1);
    expect([...score(regression([stump]), [[below], [above], [-0], [0]])]).toEqual([3, 7, 3, 3]);
    expect([...score(regression([{ ...stump, threshold: [-0] }]), [[-(2 ** -149)], [-0], [0], [2 ** -149]])]).toEqual([3, 3, 3, 7]);
  });

  it('adds large and small values of leaves without loss', () => {
    const leaf = (value: number): Tree => ({ feature: [], threshold: [], left: [], right: [], leaves: [[value]] });
    expect([...score(regression([leaf(1e6), leaf(0.25), leaf(-1e6)]), [[0]])]).toEqual([0.25]);
    expect([...score(regression([leaf(0), leaf(0)]), [[0]])]).toEqual([0]);
    expect([...score(regression([leaf(2e29), leaf(-3e29)]), [[0]])][0] / -1e29).toBeCloseTo(1, 6);
  });

  it('is sure of a class however far its sum is ahead', () => {
    const leaf = (value: number, output: number): Tree => ({ feature: [], threshold: [], left: [], right: [], leaves: [[value]], output });
    const boosted = readTrees(JSON.stringify({ ...classes(2), link: 'softmax', trees: [leaf(1e9, 0), leaf(-1e9, 1)] }), 'case');
    expect([...score(boosted, [[0]])]).toEqual([1, 0]);
  });
});

interface EnsembleShape {
  trees: number;
  /** Of each tree. */
  nodes: number | number[];
  features: number;
  outputs: number;
  /** Softmax of trees that speak of one output each, in turn. */
  boosted?: boolean;
  /** The output of all trees. */
  only?: number;
}

function drawEnsemble({ trees, nodes, features, outputs, boosted, only }: EnsembleShape, random: Random): TreeDocument {
  const width = boosted ? 1 : outputs;
  const draw = (index: number): Tree => {
    const tree = drawTree(Array.isArray(nodes) ? nodes[index] : nodes, features, random);
    const leaves = Array.from({ length: tree.feature.length + 1 }, () => drawLeaf(width, boosted ? 1 : 1 / trees, random));
    return { ...tree, leaves, ...(boosted ? { output: only ?? index % outputs } : {}) };
  };
  const ends = outputs > 1 ? classes(outputs) : { ...regression([]) };
  const document = { ...ends, features, link: boosted ? 'softmax' : 'identity', trees: Array.from({ length: trees }, (_, index) => draw(index)) };
  return readTrees(JSON.stringify(document), 'drawn');
}

/** Splits leaves at random until there are enough nodes. */
function drawTree(nodes: number, features: number, random: Random): Omit<Tree, 'leaves'> {
  const tree: Omit<Tree, 'leaves'> = { feature: [], threshold: [], left: [], right: [] };
  const open: [side: 'left' | 'right', parent: number][] = [];
  for (let node = 0; node < nodes; node++) {
    if (node > 0) {
      const [[side, parent]] = open.splice(random.below(open.length), 1);
      tree[side][parent] = node;
    }
    tree.feature.push(random.below(features));
    tree.threshold.push(random.normal());
    open.push(['left', node], ['right', node]);
  }
  open.forEach(([side, parent], leaf) => (tree[side][parent] = -1 - leaf));
  return tree;
}

/** Sure of one output, or not. */
function drawLeaf(width: number, weight: number, random: Random): number[] {
  const sure = random.below(width);
  if (random.uniform() < 0.5) return Array.from({ length: width }, (_, output) => (output === sure ? weight : 0));
  const shares = Array.from({ length: width }, () => random.uniform());
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => ((width === 1 ? share : share / total) * weight));
}

/** Windows, every other feature of which is the threshold of some node, rounded to float32. */
function drawFeatures({ features, trees }: TreeDocument, windows: number, random: Random): number[][] {
  const thresholds = trees.flatMap(({ threshold }) => threshold);
  const draw = () => (thresholds.length > 0 && random.uniform() < 0.5 ? thresholds[random.below(thresholds.length)] : random.normal());
  return Array.from({ length: windows }, () => Array.from({ length: features }, () => Math.fround(draw())));
}

/** The same in 64 bits. */
function evaluate({ trees, base, link }: TreeDocument, window: readonly number[]): number[] {
  const sums = [...base];
  for (const { feature, threshold, left, right, leaves, output = 0 } of trees) {
    let at = feature.length === 0 ? -1 : 0;
    while (at >= 0) at = window[feature[at]] <= threshold[at] ? left[at] : right[at];
    leaves[-1 - at].forEach((value, column) => (sums[output + column] += value));
  }
  if (link === 'identity') return sums;
  const powers = sums.map(Math.exp);
  return powers.map((power) => power / powers.reduce((sum, one) => sum + one, 0));
}

function classes(outputs: number) {
  const names = Array.from({ length: outputs }, (_, output) => `class ${output}`);
  const base = names.map((_, output) => (output - 1) / 8);
  return { apiVersion: 'impulse-trees/v1' as const, task: 'classes' as const, classes: names, features: 1, link: 'identity' as const, base };
}

function regression(trees: Tree[]): TreeDocument {
  return { apiVersion: 'impulse-trees/v1', task: 'value', features: 1, link: 'identity', base: [0], trees };
}

function score(ensemble: TreeDocument, windows: readonly number[][]): Float32Array {
  const { plan, features } = treePlan(ensemble);
  return scorePlan(join(__dirname, 'tree_ensemble.cpp'), plan, Float32Array.from(windows.flat()), features);
}
