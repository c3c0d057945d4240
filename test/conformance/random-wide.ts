import type { Graph, Tensor } from '../../plugin/compiler/ir/graph';
import { constantValues } from '../../plugin/compiler/ops/constants';
import { drawScale, toBytes, type Family, type Random } from './random-drafts';
import { drawUnary } from './random-elementwise';

/** Operators whose second input stays int8. */
const WITH_WEIGHTS = ['CONV_2D', 'DEPTHWISE_CONV_2D', 'FULLY_CONNECTED', 'TRANSPOSE_CONV'];

/** Operators that have a kernel on int16, or move its values. */
const WIDE = [
  ...WITH_WEIGHTS, 'ADD', 'SUB', 'MUL', 'AVERAGE_POOL_2D', 'MAX_POOL_2D', 'PAD', 'MEAN', 'SUM', 'RELU', 'RELU6', 'LOGISTIC',
  'TANH', 'TRANSPOSE', 'CONCATENATION', 'RESHAPE', 'STRIDED_SLICE', 'PACK', 'UNPACK', 'SPLIT', 'SPLIT_V', 'EXPAND_DIMS', 'SQUEEZE',
  'SOFTMAX', 'ABS', 'LEAKY_RELU', 'SQUARED_DIFFERENCE', 'MAXIMUM', 'MINIMUM', 'BATCH_MATMUL', 'RESIZE_NEAREST_NEIGHBOR', 'SLICE', 'PADV2',
];

/** Those that TensorFlow Lite Micro has not on int16. */
const WIDE_IN_LITERT = [
  'DIV', 'RESIZE_BILINEAR', 'REDUCE_MAX', 'REDUCE_MIN', 'MIRROR_PAD', 'SPACE_TO_BATCH_ND', 'BATCH_TO_SPACE_ND', 'GATHER', 'GATHER_ND', 'TILE',
];

/** The int16 families of int8 ones: the same graphs with steps a 256th as long, no zero points, and 64-bit biases. */
export function widenFamilies(families: readonly Family[]): Family[] {
  const narrow = (name: string): Family => families.find((family) => family.name === `${name} int8`)!;
  const drawQuantize = (random: Random): Graph => drawUnary(random, 'QUANTIZE', false, { shape: [], scales: [drawScale(random, -8, -4)] });
  return [
    ...WIDE.map((name): Family => ({ name: `${name} int16`, draw: (random) => widen(narrow(name).draw(random)) })),
    ...WIDE_IN_LITERT.map((name): Family => ({ name: `${name} int16`, golden: 'LiteRT', draw: (random) => widen(narrow(name).draw(random)) })),
    { name: 'QUANTIZE float32 to int16', draw: (random) => widen(drawQuantize(random)) },
  ];
}

function widen(graph: Graph): Graph {
  const [{ name, inputs }] = graph.ops;
  const isWeight = ({ id }: Tensor): boolean => WITH_WEIGHTS.includes(name) && id === inputs[1];
  return { ...graph, tensors: graph.tensors.map((tensor) => (tensor.quantization && !isWeight(tensor) ? widenTensor(tensor, name) : tensor)) };
}

/** Outputs of LOGISTIC and TANH have the one scale that their kernels give. */
function widenTensor(tensor: Tensor, operator: string): Tensor {
  const isFixed = ['LOGISTIC', 'TANH', 'SOFTMAX'].includes(operator) && tensor.id === 1;
  const scales = tensor.quantization!.scales.map((scale) => (isFixed ? 2 ** -15 : scale / 256));
  const dtype = tensor.dtype === 'int32' ? 'int64' : 'int16';
  const values = tensor.data && Array.from(constantValues(tensor), (value) => value * 251);
  const quantization = { ...tensor.quantization!, scales, zeroPoints: scales.map(() => 0) };
  return { ...tensor, dtype, quantization, data: values && toBytes(values, dtype) };
}
