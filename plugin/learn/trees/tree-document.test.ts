import { describe, expect, it } from 'vitest';
import { readTrees } from './tree-document';
import { treePlan } from './tree-plan';

/** Feature 2 up to 0.5: leaf 0; above it, feature 0 up to -1: leaf 1, or leaf 2. */
const TREE = { feature: [2, 0], threshold: [0.5, -1], left: [-1, -2], right: [1, -3], leaves: [[1, 0], [0, 1], [0.5, 0.5]] };
const FOREST = { apiVersion: 'impulse-trees/v1', task: 'classes', classes: ['a', 'b'], features: 3, link: 'identity', base: [0, 0], trees: [TREE] };

const read = (document: object) => readTrees(JSON.stringify(document), 'models/trees.json');
const withTree = (tree: object) => ({ ...FOREST, trees: [{ ...TREE, ...tree }] });

describe('trees.json', () => {
  it('is taken where all its lists agree', () => {
    expect(read(FOREST)).toEqual(FOREST);
    expect(read(withTree({ feature: [], threshold: [], left: [], right: [], leaves: [[1, 0]] })).trees[0].feature).toEqual([]);
  });

  it.each<[string, object, RegExp]>([
    ['misses a key', { ...FOREST, base: undefined }, /base/],
    ['is of another version', { ...FOREST, apiVersion: 'impulse-trees/v2' }, /\/apiVersion/],
    ['has no trees', { ...FOREST, trees: [] }, /\/trees/],
    ['has classes but is a regression', { ...FOREST, task: 'value' }, /"classes"/],
    ['has a softmax without classes', { ...FOREST, task: 'value', classes: undefined, link: 'softmax', base: [0] }, /softmax/],
    ['has another number of bases than classes', { ...FOREST, base: [0] }, /"base" has 1 values for 2 outputs/],
    ['names a class twice', { ...FOREST, classes: ['a', 'a'] }, /twice/],
    ['has trees of one output beside trees of all', { ...FOREST, trees: [TREE, { ...TREE, output: 1 }] }, /either all trees/],
    ['has too few thresholds', withTree({ threshold: [0.5] }), /tree 0: 2 nodes, but "threshold" has 1/],
    ['has too few leaves', withTree({ leaves: [[1, 0], [0, 1]] }), /2 nodes, but "leaves" has 2, not one more/],
    ['looks at a feature that is not there', withTree({ feature: [2, 3] }), /feature 3 of 3/],
    ['speaks of an output that is not there', withTree({ output: 2, leaves: [[1], [2], [3]] }), /output 2 of 2/],
    ['has a leaf of another width', withTree({ leaves: [[1, 0], [0, 1], [1]] }), /2 values/],
    ['has a leaf with more than its output', withTree({ output: 1 }), /one value/],
    ['has a child beyond its nodes', withTree({ right: [2, -3] }), /child 2, which is not there/],
    ['has a child beyond its leaves', withTree({ right: [1, -4] }), /child -4, which is not there/],
    ['goes round in circles', withTree({ right: [1, 1] }), /two nodes have the child 1/],
    ['comes back to its root', withTree({ right: [1, 0] }), /child 0/],
    ['shares a leaf', withTree({ right: [1, -2] }), /two nodes have the child -2/],
    ['has a node that nothing leads to', withTree({ left: [-1, -2], right: [-3, 1] }), /not every node|two nodes/],
    ['has a value beyond measure', withTree({ leaves: [[1, 0], [0, 1e31], [1, 1]] }), /\/trees\/0\/leaves\/1\/1/],
    ['has a threshold that is no number', withTree({ threshold: [0.5, null] }), /threshold\/1/],
  ])('that %s is refused, with the place', (_, document, message) => {
    expect(() => read(document)).toThrow(expect.objectContaining({ code: 'IMP_TREES_INVALID', message: expect.stringMatching(message) }));
    expect(() => read(document)).toThrow(/^models\/trees\.json/);
  });

  it('that holds NaN, as some writers of JSON do, is no JSON', () => {
    const text = JSON.stringify(FOREST).replace('0.5,-1', '0.5,NaN');
    expect(() => readTrees(text, 'trees.json')).toThrow(expect.objectContaining({ code: 'IMP_TREES_INVALID', message: expect.stringContaining('JSON') }));
  });
});

describe('treePlan', () => {
  it('keeps equal leaves of all trees once', () => {
    const [one, two] = [1, 2].map((count) => treePlan(read({ ...FOREST, trees: Array(count).fill(TREE) })));
    const [nodes, record] = [2 * 2, 2];
    expect(two.plan.ints.length - one.plan.ints.length).toBe(nodes + record);
  });

  it('says of what is larger than its references how many there are', () => {
    const leaves = 40_000;
    const chain = {
      feature: Array(leaves - 1).fill(0),
      threshold: Array.from({ length: leaves - 1 }, (_, i) => i),
      left: Array.from({ length: leaves - 1 }, (_, i) => -1 - i),
      right: Array.from({ length: leaves - 1 }, (_, i) => (i === leaves - 2 ? -leaves : i + 1)),
      leaves: Array.from({ length: leaves }, (_, i) => [i, leaves - i]),
    };
    const forest = read({ ...FOREST, trees: [TREE, chain] });
    expect(() => treePlan(forest)).toThrow(expect.objectContaining({ code: 'IMP_TREES_TOO_LARGE', message: expect.stringMatching(/Tree 1 needs 79999 .* 65536/) }));
    const sure = { ...chain, leaves: chain.leaves.map(([i]) => [i % 2, 1 - (i % 2)]) };
    const [header, record, twoLeaves] = [10 + 2, 2, 4];
    expect(treePlan(read({ ...FOREST, trees: [sure] })).plan.ints.length).toBe(header + record + 3 * (leaves - 1) + twoLeaves);
  });

  it('refuses more outputs than a tree can name', () => {
    const classes = Array.from({ length: 32_768 }, (_, i) => i);
    const tree = { ...TREE, leaves: [[1], [2], [3]], output: 1 };
    const forest = read({ ...FOREST, classes, base: classes, trees: [tree] });
    expect(() => treePlan(forest)).toThrow(expect.objectContaining({ code: 'IMP_TREES_TOO_LARGE', message: expect.stringContaining('32768 outputs') }));
  });
});
