import type { Graph, Tensor } from '../../plugin/compiler/ir/graph';
import { constantValues } from '../../plugin/compiler/ops/constants';
import { drawScale, toBytes, type Family, type Random } from './random-drafts';
import { drawUnary } from './random-elementwise';

/** Operators whose second input stays int8. */
const WITH_WEIGHTS = ['CONV_2D', 'DEPTHWISE_CONV_2D', 'FULLY_CONNECTED', 'TRANSPOSE_CONV'];
const KEPT_NARROW = [...WITH_WEIGHTS, 'PRELU'];

/** Operators that have a kernel on int16, or move its values. */
const WIDE = [
  ...WITH_WEIGHTS, 'ADD', 'SUB', 'MUL', 'AVERAGE_POOL_2D', 'MAX_POOL_2D', 'PAD', 'MEAN', 'SUM', 'RELU', 'RELU6', 'LOGISTIC',
  'TANH', 'TRANSPOSE', 'CONCATENATION', 'RESHAPE', 'STRIDED_SLICE', 'PACK', 'UNPACK', 'SPLIT', 'SPLIT_V', 'EXPAND_DIMS', 'SQUEEZE',
  'SOFTMAX', 'ABS', 'LEAKY_RELU', 'SQUARED_DIFFERENCE', 'MAXIMUM', 'MINIMUM', 'BATCH_MATMUL', 'RESIZE_NEAREST_NEIGHBOR', 'SLICE', 'PADV2',
  'RSQRT', 'PRELU', 'SELECT_V2', 'BROADCAST_TO', 'REVERSE_V2', 'DYNAMIC_UPDATE_SLICE',
];

/** Those that TensorFlow Lite Micro has not on int16, and GREATER, which scales there by numbers that nobody set. */
const WIDE_IN_LITERT = [
  'DIV', 'RESIZE_BILINEAR', 'REDUCE_MAX', 'REDUCE_MIN', 'MIRROR_PAD', 'SPACE_TO_BATCH_ND', 'BATCH_TO_SPACE_ND', 'GATHER', 'GATHER_ND', 'TILE',
  'EXP', 'LOG', 'SQRT', 'GELU', 'NEG', 'FLOOR_DIV', 'FLOOR_MOD', 'EQUAL', 'NOT_EQUAL', 'LESS', 'LESS_EQUAL', 'GREATER', 'GREATER_EQUAL',
  'SELECT', 'FILL', 'TOPK_V2', 'EMBEDDING_LOOKUP',
];

/** The int16 families of int8 ones: the same graphs with steps a 256th as long, no zero points, and 64-bit biases. */
export function widenFamilies(families: readonly Family[]): Family[] {
  const narrow = (name: string): Family => families.find((family) => family.name === `${name} int8`)!;
  const drawQuantize = (random: Random): Graph => drawUnary(random, 'QUANTIZE', false, { shape: [], scales: [drawScale(random, -8, -4)] });
  return [
    ...WIDE.map((name): Family => ({ ...narrow(name), name: `${name} int16`, draw: (random) => widen(narrow(name).draw(random)) })),
    ...WIDE_IN_LITERT.map((name): Family => ({ ...narrow(name), name: `${name} int16`, golden: 'LiteRT', draw: (random) => widen(narrow(name).draw(random)) })),
    { name: 'QUANTIZE float32 to int16', draw: (random) => widen(drawQuantize(random)) },
  ];
}

/** int8 becomes int16, and biases get 64 bits. */
export function widen(graph: Graph): Graph {
  const [{ name, inputs }] = graph.ops;
  const isWeight = ({ id }: Tensor): boolean => KEPT_NARROW.includes(name) && id === inputs[1];
  const tensors = graph.tensors.map((tensor) => (tensor.quantization && !isWeight(tensor) ? widenTensor(tensor, name) : tensor));
  return { ...graph, tensors: AS_THEY_STAND.includes(name) ? tensors.map((tensor) => ofOneScale(tensor, tensors)) : tensors };
}

/** Operators whose interpreters leave the scales of int16 out of account. */
const AS_THEY_STAND = ['EQUAL', 'NOT_EQUAL', 'LESS', 'LESS_EQUAL', 'GREATER', 'GREATER_EQUAL'];

const ofOneScale = (tensor: Tensor, [{ quantization }]: Tensor[]): Tensor => (tensor.quantization ? { ...tensor, quantization } : tensor);

/** Outputs of LOGISTIC and TANH have the one scale that their kernels give. */
function widenTensor(tensor: Tensor, operator: string): Tensor {
  const isFixed = ['LOGISTIC', 'TANH', 'SOFTMAX'].includes(operator) && tensor.id === 1;
  const isCount = operator === 'FLOOR_DIV' && tensor.quantization!.scales[0] === 1;
  const scales = tensor.quantization!.scales.map((scale) => (isFixed ? 2 ** -15 : isCount ? 1 : scale / 256));
  const dtype = tensor.dtype === 'int32' ? 'int64' : 'int16';
  const values = tensor.data && Array.from(constantValues(tensor), (value) => value * 251);
  const quantization = { ...tensor.quantization!, scales, zeroPoints: scales.map(() => 0) };
  return { ...tensor, dtype, quantization, data: values && toBytes(values, dtype) };
}
