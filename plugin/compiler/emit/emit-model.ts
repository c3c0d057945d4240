import type { ArenaPlan } from '../arena/plan-arena';
import type { CompileOptions } from '../compile-model';
import { describeTensor, type Graph, type Op, type Tensor } from '../ir/graph';
import { OPERATORS } from '../ops';
import { C_TYPES, toNode, type Argument, type ConstTable, type Lowering } from '../ops/operator';
import { floatLiteral, plainText, writeConstants, writeTable } from './cpp-writer';
import { emitControl, isCopyOntoItself } from './emit-control';
import { declareMemory } from './emit-memory';
import { emitReset, emitState, type StatePlan } from './emit-state';
import { nameTables, opName } from './share-tables';

/** What is printed: the graph, how each op is executed (in the order of `graph.ops`) and where each tensor lives. */
export interface Emission {
  options: CompileOptions;
  graph: Graph;
  lowerings: (Lowering | undefined)[];
  plan: ArenaPlan;
  offsets: Map<number, number>;
  state: StatePlan;
  /** SHA-256 of the .tflite file, and who made C++ of it. */
  sha256: string;
  compiler: string;
  /** Lines at the top of the file: what it was made from and by what. */
  banner: string[];
  /** Of a model that is fed hop by hop. */
  streaming?: HopFacts;
}

/** What the generated text says of a model that is fed hop by hop. */
export interface HopFacts {
  /** Columns that are new in each run, and runs until the first window is whole. */
  hop: number;
  runs: number;
  /** Names of the operators that compute what is new alone. */
  sliding: string[];
  /** What slides, and why that is exact. */
  comment: string[];
}

/** A list of constants is one for every kernel of an operator: none uses all of it. */
const CLANG_PRAGMA = ['#if defined(__clang__)', '#pragma clang diagnostic ignored "-Wunused-const-variable"', '#endif'];

/**
 * Blocks of assembly for a Cortex-M4 and M7 take all registers: a frame pointer, which some builds ask for, would leave one too few. Elsewhere
 * it is in nobody's way, and the pragma alone moves registers about.
 */
const REGISTERS_PRAGMA = ['#if defined(__GNUC__) && !defined(__clang__)', '#pragma GCC optimize("omit-frame-pointer")', '#endif', ''];
const ALL_REGISTERS: readonly CompileOptions['arch'][] = ['armv7e-m', 'armv7e-m-dual'];

/** The model's source file: constants in flash, the arena, and one kernel call an operator. */
export function emitModel(emission: Emission): string {
  const { options, graph, lowerings, plan, state } = emission;
  const steps = graph.ops.flatMap((op, position) => {
    const lowering = lowerings[position];
    return lowering && !isCopyOntoItself(emission, op) ? [{ op, lowering, position }] : [];
  });
  const tables = nameTables(steps);
  const kernels = [...new Set(steps.map(({ lowering }) => lowering.kernel))].sort();
  const operators = emitOperators(graph, steps, tables);
  const isInfinite = operators.some((text) => text.includes('INFINITY'));
  const headers = [...(isInfinite ? ['#include <math.h>'] : []), ...(state.bytes > 0 ? ['#include <string.h>'] : [])];
  return [
    emission.banner.map((line) => `// ${plainText(line)}`.trimEnd()).join('\n'),
    '',
    `#include "${options.name}_model.h"`,
    '',
    ...(headers.length > 0 ? [...headers, ''] : []),
    ...(ALL_REGISTERS.includes(options.arch) ? REGISTERS_PRAGMA : []),
    ...['layer_hook', 'placement', ...kernels].map((kernel) => `#include "${kernel}.h"`),
    '',
    ...(options.arenaSymbol ? [declareMemory(options.arenaSymbol)] : []),
    ...CLANG_PRAGMA,
    '',
    'namespace {',
    '',
    ...(options.arenaSymbol ? [] : emitArena(plan)),
    ...emitState(state),
    ...operators,
    '}  // namespace',
    '',
    emitInterface(emission),
    ...(emission.streaming?.comment ?? []).map((line) => `// ${plainText(line)}`.trimEnd()),
    `int ${options.name}_invoke(void) {`,
    `  IMPULSE_LAYER_HOOK("${options.name}", -1, "");`,
    ...emitSteps(emission, tables),
    '  return 0;',
    '}',
    '',
  ].join('\n');
}

function emitArena(plan: ArenaPlan): string[] {
  return [
    `// Every activation lives here while it is needed. No plan can need less than ${plan.lowerBoundBytes} bytes.`,
    `alignas(16) IMPULSE_ARENA unsigned char arena[${Math.max(plan.bytes, 1)}];`,
    '',
  ];
}

/** Operators with the same constants share one struct, and with it the code of their kernel. */
function emitOperators(graph: Graph, steps: { op: Op; lowering: Lowering }[], tables: Map<ConstTable, string>): string[] {
  const owners = new Map<string, string>();
  const written = new Set<string>();
  return steps.map(({ op, lowering }) => {
    const name = opName(op);
    const key = `${lowering.kernel} ${JSON.stringify([lowering.constants, lowering.partConstants])}`;
    const owner = owners.get(key);
    if (owner === undefined) owners.set(key, name);
    const constants = owner === undefined ? writeConstants(name, lowering.constants, lowering.partConstants) : `typedef ${owner} ${name};\n`;
    const own = lowering.args.flatMap((arg) => ('table' in arg && !written.has(tables.get(arg.table)!) ? [arg.table] : []));
    own.forEach((table) => written.add(tables.get(table)!));
    return emitOperator(graph, op, lowering, constants + own.map((table) => writeTable(tables.get(table)!, table)).join(''));
  });
}

function emitOperator(graph: Graph, op: Op, lowering: Lowering, constants: string): string {
  const node = toNode(graph, op);
  const inputs = node.inputs.filter((tensor) => tensor && !tensor.data).map((tensor) => describeQuantized(tensor!));
  const outputs = node.outputs.map(describeQuantized);
  const comment = [`Operator ${op.index}, ${op.name}: ${inputs.join(', ')} -> ${outputs.join(', ')}.`, ...(lowering.note ? [`${lowering.note}.`] : [])];
  return comment.map((line) => `// ${plainText(line)}\n`).join('') + constants;
}

/** Calls of kernels, in the loops and branches of the model. */
function emitSteps(emission: Emission, tables: Map<ConstTable, string>): string[] {
  const { graph, lowerings } = emission;
  let depth = 1;
  return graph.ops.flatMap((op, position) => {
    const control = emitControl(op, (id) => emitArgument(emission, op, { tensor: graph.tensors[id] }, position));
    const lowering = lowerings[position];
    if (!control && (!lowering || isCopyOntoItself(emission, op))) return [];
    depth -= control?.closes ?? 0;
    const text = control?.text ?? emitCall(emission, op, lowering!, position, tables);
    const line = text.replace(/^/gm, '  '.repeat(depth));
    depth += control?.opens ?? 0;
    return [line];
  });
}

function emitCall(emission: Emission, op: Op, lowering: Lowering, position: number, tables: Map<ConstTable, string>): string {
  const args = lowering.args.map((arg) => ('table' in arg ? tables.get(arg.table)! : emitArgument(emission, op, arg, position)));
  const hook = `IMPULSE_LAYER_HOOK("${emission.options.name}", ${op.index}, "${op.name}");`;
  return `impulse_nn::${lowering.kernel}<${opName(op)}>(${args.join(', ')});\n${hook}`;
}

function emitArgument({ options, plan, offsets, state }: Emission, op: Op, arg: Exclude<Argument, { table: ConstTable }>, position: number): string {
  const arena = options.arenaSymbol ?? 'arena';
  if ('scratchBytes' in arg) {
    const scratch = plan.blocks.find(({ tensors, firstUse }) => tensors.length === 0 && firstUse === position)!;
    return `${arena} + ${scratch.offset}`;
  }
  const kept = state.places.find(({ tensor }) => tensor.id === arg.tensor.id);
  if (kept) return `reinterpret_cast<${C_TYPES[arg.tensor.dtype]} *>(state + ${kept.offset})`;
  const written = [...op.outputs, ...(OPERATORS[op.name].overwrites ?? []).map((place) => op.inputs[place])];
  const qualifier = written.includes(arg.tensor.id) ? '' : 'const ';
  return `reinterpret_cast<${qualifier}${C_TYPES[arg.tensor.dtype]} *>(${arena} + ${offsets.get(arg.tensor.id)})`;
}

function emitInterface({ options, graph, plan, offsets, state }: Emission): string {
  const arena = options.arenaSymbol ?? 'arena';
  const accessor = (kind: 'input' | 'output', ids: number[]): string =>
    `void *${options.name}_${kind}(int index) {\n` +
    '  switch (index) {\n' +
    ids.map((id, index) => `    case ${index}: return ${arena} + ${offsets.get(id)};\n`).join('') +
    '    default: return nullptr;\n  }\n}\n';
  const sizes = (kind: 'input' | 'output', ids: number[]): string =>
    `size_t ${options.name}_${kind}_bytes(int index) {\n` +
    '  switch (index) {\n' +
    ids.map((_, index) => `    case ${index}: return ${`${options.name}_${kind}_${index}_bytes`.toUpperCase()};\n`).join('') +
    '    default: return 0;\n  }\n}\n';
  return [
    accessor('input', graph.inputs),
    accessor('output', graph.outputs),
    sizes('input', graph.inputs),
    sizes('output', graph.outputs),
    `size_t ${options.name}_arena_bytes(void) { return ${plan.bytes}; }\n`,
    state.bytes === 0
      ? `int ${options.name}_init(void) { return 0; }\n`
      : `int ${options.name}_init(void) {\n${emitReset(state).join('\n')}\n  return 0;\n}\n`,
  ].join('\n');
}

function describeQuantized(tensor: Tensor): string {
  const { scales, zeroPoints } = tensor.quantization ?? {};
  const quantization = scales?.length === 1 && tensor.dtype !== 'float32' ? ` (scale ${floatLiteral(scales[0])}, zero point ${zeroPoints?.[0]})` : '';
  return describeTensor(tensor) + quantization;
}
