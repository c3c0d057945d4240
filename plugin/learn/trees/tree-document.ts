import { parseJson } from '../../../schemas/parse-json';
import { schemaValidator } from '../../../schemas/validate';
import { ImpulseError } from '../../errors';

/** `trees.json` (`schemas/trees.schema.json`): an ensemble of decision trees, whoever trained it. */
export interface TreeDocument {
  apiVersion: 'impulse-trees/v1';
  /** What it was made of, for people. */
  source?: string;
  task: 'classes' | 'value';
  /** What the outputs of a classifier are: names, or places among the labels that training sees, sorted. */
  classes?: (string | number)[];
  /** Values of one window. */
  features: number;
  /** Of the sums: `softmax` gives shares of classes. */
  link: 'identity' | 'softmax';
  /** What each output begins with. */
  base: number[];
  trees: Tree[];
}

/** Node 0 is the root. A child c >= 0 is a node, c < 0 the leaf -1 - c. A window goes left where its feature is <= the threshold. */
export interface Tree {
  feature: number[];
  threshold: number[];
  left: number[];
  right: number[];
  /** `[leaves][outputs]`, or `[leaves][1]` where the tree speaks of one output only. */
  leaves: number[][];
  output?: number;
}

/**
 * Reads the text of a `trees.json` and finds every lie about shapes: what passes can be compiled.
 * @param file what errors call it
 * @throws ImpulseError IMP_TREES_INVALID
 */
export function readTrees(text: string, file: string): TreeDocument {
  const refuse = (problem: string): never => {
    throw new ImpulseError('IMP_TREES_INVALID', { file, problem });
  };
  const document = parse(text, refuse);
  const [problem] = schemaValidator('trees')(document);
  if (problem) refuse(`/${problem.path.join('/')} ${problem.message}`);
  checkOutputs(document, refuse);
  document.trees.forEach((tree, index) => checkTree(tree, document, (what) => refuse(`tree ${index}: ${what}`)));
  return document;
}

type Refuse = (problem: string) => never;

function parse(text: string, refuse: Refuse): TreeDocument {
  try {
    return parseJson(text) as TreeDocument;
  } catch (error) {
    return refuse((error as Error).message);
  }
}

function checkOutputs({ task, classes, link, base, trees }: TreeDocument, refuse: Refuse): void {
  if ((task === 'classes') !== (classes !== undefined)) refuse('a classifier has "classes", and nothing else has');
  if (link === 'softmax' && !classes) refuse('a softmax needs classes');
  const outputs = classes?.length ?? 1;
  if (base.length !== outputs) refuse(`"base" has ${base.length} values for ${outputs} outputs`);
  if (new Set(classes).size !== (classes?.length ?? 0)) refuse('a class stands twice in "classes"');
  if (new Set(trees.map(({ output }) => output === undefined)).size > 1) refuse('either all trees name an "output" or none does');
}

function checkTree({ feature, threshold, left, right, leaves, output }: Tree, { features, base }: TreeDocument, refuse: Refuse): void {
  const count = feature.length;
  const sizes = { feature: count, threshold: threshold.length, left: left.length, right: right.length, leaves: leaves.length - 1 };
  for (const [name, size] of Object.entries(sizes)) {
    if (size !== count) refuse(`${count} nodes, but "${name}" has ${name === 'leaves' ? `${size + 1}, not one more` : size}`);
  }
  const beyond = feature.find((place) => place >= features);
  if (beyond !== undefined) refuse(`feature ${beyond} of ${features}`);
  if (output !== undefined && output >= base.length) refuse(`output ${output} of ${base.length}`);
  const width = output === undefined ? base.length : 1;
  if (leaves.some((values) => values.length !== width)) refuse(`a leaf has not ${width === 1 ? 'one value' : `${width} values`}`);
  checkReferences(left, right, refuse);
}

/** Every node but the root, and every leaf, is the child of exactly one node that can be reached. */
function checkReferences(left: readonly number[], right: readonly number[], refuse: Refuse): void {
  const seen = new Set<number>();
  const open = left.length === 0 ? [] : [0];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const child of [left[node], right[node]]) {
      if (child === 0 || child >= left.length || child < -1 - left.length) refuse(`node ${node} has the child ${child}, which is not there`);
      if (seen.has(child)) refuse(`two nodes have the child ${child}`);
      seen.add(child);
      if (child > 0) open.push(child);
    }
  }
  if (seen.size !== 2 * left.length) refuse('not every node can be reached from the first one');
}
