import { expect, test } from 'vitest';
import { compileModel } from '../../plugin/compiler/compile-model';
import type { Dtype, Graph, Tensor } from '../../plugin/compiler/ir/graph';
import { constantValues } from '../../plugin/compiler/ops/constants';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { oneOperator, toBytes } from './random-drafts';
import { CLOSE_FAMILIES, drawInputs, FAMILIES, seededRandom, WHOLE_FAMILIES } from './random-models';
import { CASTS } from './random-places';
import { unsign } from './random-unsigned';
import { toWhole } from './random-whole';
import { widen } from './random-wide';
import { runLiteRt, runTflm } from './run-interpreter';

/** An operator on a type, and models of it: interpreters know operators by version, and each version more types. */
interface Cell {
  name: string;
  graphs: Graph[];
}

const TYPES = ['int8', 'float32', 'int16', 'uint8', 'int32', 'bool'] as const;
const VERSIONS = [1, 2, 3, 4, 5];

/** No interpreter has these, so nothing but the int8 kernel 128 lower, or a copy, says what they are. */
const OWN = [
  'ABS uint8', 'BATCH_MATMUL uint8', 'ELU uint8', 'EXP uint8', 'LOG uint8', 'RSQRT uint8', 'SQRT uint8', 'SQUARED_DIFFERENCE uint8', 'SVDF uint8',
  'CUMSUM uint8', 'FLOOR_DIV uint8', 'NEG uint8', 'ZEROS_LIKE uint8', 'DEPTH_TO_SPACE int16', 'SPACE_TO_DEPTH int16', 'FLOOR_MOD uint8',
  'DEPTH_TO_SPACE bool', 'SPACE_TO_DEPTH bool', 'PACK bool', 'SPLIT bool', 'SPLIT_V bool',
];

/** Interpreters have these, and no kernel is here: refused. */
const REFUSED = ['POW int32', 'SUM bool'];

const ALL = [...FAMILIES, ...WHOLE_FAMILIES, ...CLOSE_FAMILIES];
const findFamily = (name: string) => ALL.find((family) => family.name === name);

/** The float32 model of one operator on int8. */
function narrow(graph: Graph): Graph {
  const quantize = (tensor: Tensor): Tensor => {
    if (tensor.dtype !== 'float32') return tensor;
    const data = tensor.data && toBytes(Array.from(constantValues(tensor), (value) => Math.max(-127, Math.min(127, Math.round(value * 20) || 1))), 'int8');
    return { ...tensor, dtype: 'int8', data, quantization: { scales: [1 / 32], zeroPoints: [0], axis: 0 } };
  };
  return { ...graph, tensors: graph.tensors.map(quantize) };
}

/** A model of an operator on a type that has no family of its own, made of the int8 family, or of the float32 one. */
function drawCell(operator: string, type: (typeof TYPES)[number]): Graph | undefined {
  const random = seededRandom(5);
  const signed = findFamily(`${operator} int8`)?.draw(random);
  const float = findFamily(`${operator} float32`)?.draw(random);
  const graph = signed ?? (float?.ops.length === 1 ? narrow(float) : undefined);
  if (type === 'int32' || type === 'bool') return toWhole((signed ?? float)!, type);
  if (!graph || type === 'float32') return undefined;
  return type === 'int8' ? graph : type === 'int16' ? widen(graph) : unsign(graph, random);
}

const versionsOf = (graph: Graph): Graph[] =>
  [graph.ops[0].version, ...VERSIONS].map((version) => ({ ...graph, ops: graph.ops.map((op, at) => (at === 0 ? { ...op, version } : op)) }));

/** Who takes at least one version of each cell's models. */
function askInterpreters(cells: readonly Cell[]): Map<string, string> {
  const models = cells.flatMap(({ name, graphs }) => graphs.map((graph) => ({ name, graph })));
  const runs = models.map(({ name, graph }) => (
    { file: writeFlatbuffer(graph, name), inputs: [drawInputs(graph, seededRandom(3), 2, true)], outputCount: graph.outputs.length }));
  const taken = new Map<string, string>();
  for (const [interpreter, results] of [['LiteRT', runLiteRt(runs)], ['TensorFlow Lite Micro', runTflm(runs)]] as const) {
    results.forEach((result, at) => 'outputs' in result && taken.set(models[at].name, interpreter));
  }
  return taken;
}

function compiles(graph: Graph): boolean {
  try {
    return compileModel(writeFlatbuffer(graph, 'cell'), { name: 'cell', arch: 'portable' }).inputs.length > 0;
  } catch {
    return false;
  }
}

const operators = [...new Set(ALL.flatMap(({ name }) => /^([A-Z]\w+) (?:int8|float32)$/.exec(name)?.[1] ?? []))].sort();
const hasFamily = (operator: string, type: string): boolean => ALL.some(({ name }) => new RegExp(`^${operator} ${type}( to \\w+)?$`).test(name));

test('an operator has random models on each type on which an interpreter has it, and is refused elsewhere', () => {
  const cells = operators.flatMap((operator) => TYPES.filter((type) => !hasFamily(operator, type)).flatMap((type): Cell[] => {
    const graph = drawCell(operator, type);
    return graph ? [{ name: `${operator} ${type}`, graphs: versionsOf(graph) }] : [];
  }));
  const taken = askInterpreters(cells);
  expect([...taken.keys()].sort(), 'cells without a family').toEqual(REFUSED);
  const accepted = cells.filter(({ name, graphs }) => (!taken.has(name) || REFUSED.includes(name)) && compiles(graphs[0])).map(({ name }) => name);
  expect(accepted.sort()).toEqual([...OWN].sort());
});

test('every pair of types is cast by an interpreter, and by us', () => {
  const cells = CASTS.map(([from, to]): Cell => {
    const draft = (dtype: Dtype) => ({ shape: [1, 6], dtype });
    return { name: `${from} to ${to}`, graphs: versionsOf(oneOperator('CAST', 1, [draft(from)], [draft(to)])) };
  });
  const taken = askInterpreters(cells);
  expect(cells.filter(({ name }) => !taken.has(name))).toEqual([]);
  expect(cells.filter(({ graphs: [graph] }) => !compiles(graph))).toEqual([]);
});

/** By what it pads int8, and by what it scales int16. */
test('TensorFlow Lite Micro is the golden where it has an operator and is not at fault', () => {
  const chosen = ALL.filter(({ name, golden }) => golden === 'LiteRT' && /^[A-Z]\w+ (int8|float32|int16)$/.test(name));
  const cells = chosen.map(({ name, draw }): Cell => ({ name, graphs: [draw(seededRandom(5))] }));
  const models = cells.map(({ name, graphs: [graph] }) => (
    { file: writeFlatbuffer(graph, name), inputs: [drawInputs(graph, seededRandom(3), 2, true)], outputCount: graph.outputs.length }));
  const taken = runTflm(models).flatMap((result, at) => ('outputs' in result ? [cells[at].name] : []));
  expect(taken).toEqual(['SPACE_TO_BATCH_ND int8', 'GREATER int16']);
});
