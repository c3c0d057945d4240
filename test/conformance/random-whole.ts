import type { Graph, Tensor } from '../../plugin/compiler/ir/graph';
import { constantValues } from '../../plugin/compiler/ops/constants';
import { toBytes, type Family } from './random-drafts';

/** Types of values that have no scale. */
export type Whole = 'int32' | 'bool';

/** The graph of an int8 or float32 model on int32 or bool: no scales, no activations. */
export function toWhole(graph: Graph, dtype: Whole): Graph {
  const { dtype: from } = graph.tensors.find((tensor) => ['int8', 'float32'].includes(tensor.dtype))!;
  const change = (tensor: Tensor): Tensor =>
    (tensor.dtype === from ? { ...tensor, dtype, quantization: undefined, data: tensor.data && toValues(tensor, dtype) } : tensor);
  const ops = graph.ops.map((op) => (op.options.activation ? { ...op, options: { ...op.options, activation: 0 } } : op));
  return { ...graph, tensors: graph.tensors.map(change), ops };
}

/** Never 0 on int32: divisors are among them. */
function toValues(tensor: Tensor, dtype: Whole): Uint8Array {
  const scale = tensor.dtype === 'float32' ? 20 : 1;
  const whole = Array.from(constantValues(tensor), (value) => Math.round(value * scale));
  return toBytes(whole.map((value) => (dtype === 'bool' ? value & 1 : value || 1)), dtype);
}

/** By who has them. */
const INT32: Record<'TensorFlow Lite Micro' | 'LiteRT', string[]> = {
  'TensorFlow Lite Micro': [
    'ADD', 'BROADCAST_TO', 'CONCATENATION', 'DIV', 'DYNAMIC_UPDATE_SLICE', 'FILL', 'MUL', 'PACK', 'PAD', 'PADV2', 'RESHAPE', 'REVERSE_V2', 'SLICE',
    'SPLIT', 'SPLIT_V', 'SQUARED_DIFFERENCE', 'SQUEEZE', 'STRIDED_SLICE', 'SUB', 'UNPACK', 'ZEROS_LIKE',
  ],
  LiteRT: [
    'ABS', 'ADD_N', 'ARG_MAX', 'ARG_MIN', 'BATCH_TO_SPACE_ND', 'CUMSUM', 'DEPTH_TO_SPACE', 'EMBEDDING_LOOKUP', 'EXPAND_DIMS', 'GATHER', 'GATHER_ND',
    'MEAN', 'MIRROR_PAD', 'NEG', 'RESIZE_NEAREST_NEIGHBOR', 'SCATTER_ND', 'SELECT', 'SELECT_V2', 'SIGN', 'SPACE_TO_BATCH_ND', 'SPACE_TO_DEPTH', 'TILE', 'TRANSPOSE',
  ],
};

const BOOL: typeof INT32 = {
  'TensorFlow Lite Micro': ['BROADCAST_TO', 'CONCATENATION', 'RESHAPE', 'REVERSE_V2', 'SLICE', 'SQUEEZE', 'STRIDED_SLICE'],
  LiteRT: [
    'ARG_MAX', 'ARG_MIN', 'BATCH_TO_SPACE_ND', 'DYNAMIC_UPDATE_SLICE', 'EMBEDDING_LOOKUP', 'EXPAND_DIMS', 'FILL', 'GATHER', 'GATHER_ND',
    'MIRROR_PAD', 'PAD', 'PADV2', 'REDUCE_MAX', 'REDUCE_MIN', 'RESIZE_NEAREST_NEIGHBOR', 'SCATTER_ND', 'SELECT', 'SELECT_V2', 'SPACE_TO_BATCH_ND', 'TILE', 'TRANSPOSE', 'UNPACK',
  ],
};

/** Where all happens between two neighbours, inputs are near them. */
const NEAR: Record<string, [number, number]> = { SIGN: [-2, 2] };

/** Their other int32 inputs are indices. */
const INDEXING = ['GATHER', 'GATHER_ND', 'DYNAMIC_UPDATE_SLICE', 'EMBEDDING_LOOKUP'];

/** The families of int8 or float32 ones on types without a scale. */
export function wholeFamilies(families: readonly Family[]): Family[] {
  const find = (operator: string): Family => ['int8', 'float32'].flatMap((type) => families.find(({ name }) => name === `${operator} ${type}`) ?? [])[0];
  const change = (operator: string, dtype: Whole, golden: Family['golden']): Family => {
    const { draw, whole } = find(operator);
    const range: Family['whole'] = whole ?? NEAR[operator] ?? (INDEXING.includes(operator) ? undefined : [-1000, 1000]);
    return { name: `${operator} ${dtype}`, golden, whole: range, draw: (random) => toWhole(draw(random), dtype) };
  };
  return ([['int32', INT32], ['bool', BOOL]] as const).flatMap(([dtype, { 'TensorFlow Lite Micro': both, LiteRT: one }]) => [
    ...both.map((operator) => change(operator, dtype, undefined)), ...one.map((operator) => change(operator, dtype, 'LiteRT')),
  ]);
}
