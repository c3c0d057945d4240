import type { Graph, Tensor } from '../../plugin/compiler/ir/graph';
import { drawQuantized, drawScale, type Family, type Random } from './random-drafts';
import { drawUnary } from './random-elementwise';

/** Operators on the uint8 of TensorFlow 1. */
const UNSIGNED = [
  'CONV_2D', 'DEPTHWISE_CONV_2D', 'FULLY_CONNECTED', 'TRANSPOSE_CONV', 'AVERAGE_POOL_2D', 'MAX_POOL_2D', 'ADD', 'SUB', 'MUL', 'DIV',
  'CONCATENATION', 'RESHAPE', 'TRANSPOSE', 'EXPAND_DIMS', 'SQUEEZE', 'PAD', 'PADV2', 'MIRROR_PAD', 'SLICE', 'STRIDED_SLICE', 'SPLIT',
  'SPLIT_V', 'PACK', 'UNPACK', 'GATHER', 'GATHER_ND', 'TILE', 'SPACE_TO_BATCH_ND', 'BATCH_TO_SPACE_ND', 'RESIZE_BILINEAR',
  'RESIZE_NEAREST_NEIGHBOR', 'MEAN', 'SUM', 'REDUCE_MAX', 'REDUCE_MIN', 'ARG_MAX', 'ARG_MIN', 'MAXIMUM', 'MINIMUM', 'RELU', 'RELU6', 'PRELU',
  'LEAKY_RELU', 'HARD_SWISH', 'LOGISTIC', 'TANH', 'SOFTMAX', 'LOG_SOFTMAX', 'L2_NORMALIZATION',
  'GELU', 'RELU_N1_TO_1', 'EQUAL', 'NOT_EQUAL', 'LESS', 'LESS_EQUAL', 'GREATER', 'GREATER_EQUAL', 'SELECT', 'SELECT_V2', 'FILL', 'BROADCAST_TO',
  'REVERSE_V2', 'DEPTH_TO_SPACE', 'SPACE_TO_DEPTH', 'TOPK_V2', 'DYNAMIC_UPDATE_SLICE', 'RELU_0_TO_1', 'EMBEDDING_LOOKUP',
];

const WEIGHED = ['CONV_2D', 'DEPTHWISE_CONV_2D', 'FULLY_CONNECTED', 'TRANSPOSE_CONV'];

/** The uint8 families of int8 ones: the same graphs 128 higher, and weights of one scale with a zero point of their own. */
export function unsignFamilies(families: readonly Family[]): Family[] {
  const unsigned = UNSIGNED.map((name): Family => {
    const signed = families.find((family) => family.name === `${name} int8`)!;
    return { ...signed, name: `${name} uint8`, golden: 'LiteRT', draw: (random) => unsign(signed.draw(random), random) };
  });
  const drawQuantize = (random: Random): Graph => drawUnary(random, 'QUANTIZE', false, { shape: [], ...drawQuantized(random, drawScale(random, -8, -4)) });
  return [...unsigned, { name: 'QUANTIZE float32 to uint8', golden: 'LiteRT', draw: (random) => unsign(drawQuantize(random), random) }];
}

/** One scale for all weights, which biases follow; parts of a concatenation may each have a scale. */
export function unsign(graph: Graph, random: Random): Graph {
  const [{ name, inputs }] = graph.ops;
  const filter = WEIGHED.includes(name) ? graph.tensors[inputs[1]] : undefined;
  const isBias = ({ dtype, quantization }: Tensor): boolean => filter !== undefined && dtype === 'int32' && quantization !== undefined;
  const input = graph.tensors[graph.inputs[0]];
  const biasScale = filter && Math.fround(input.quantization!.scales[0] * filter.quantization!.scales[0]);
  const tensors = graph.tensors.map((tensor): Tensor => {
    if (isBias(tensor)) return { ...tensor, quantization: { scales: [biasScale!], zeroPoints: [0], axis: 0 } };
    if (tensor.dtype !== 'int8' || !tensor.quantization) return tensor;
    if (tensor === filter) return raise(tensor, random.choose([0, 255, 128, random.integer(100, 150)]));
    return raise(tensor, tensor.quantization.zeroPoints[0] + 128, ofOwnScale(name, tensor) ? random.choose([1, 1, 0.7, 2.3]) : 1);
  });
  return { ...graph, tensors, ops: graph.ops.map((op) => ({ ...op, version: op.name === 'HARD_SWISH' ? 1 : op.version })) };
}

/** Parts of a concatenation, and the output of SOFTMAX, whose kernel gives 256ths whatever the scale. */
function ofOwnScale(name: string, { id }: Tensor): boolean {
  return name === 'CONCATENATION' || (name === 'SOFTMAX' && id === 1);
}

function raise(tensor: Tensor, zeroPoint: number, factor = 1): Tensor {
  const scales = tensor.quantization!.scales.slice(0, 1).map((scale) => Math.fround(scale * factor));
  return { ...tensor, dtype: 'uint8', quantization: { scales, zeroPoints: [zeroPoint], axis: 0 }, data: tensor.data?.map((value) => value ^ 128) };
}
