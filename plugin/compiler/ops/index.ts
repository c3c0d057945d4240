import { add, sub } from './add';
import { concatenation } from './concatenation';
import { conv2d } from './conv-2d';
import { convDepthwise } from './conv-depthwise';
import { depthwiseConv2d } from './depthwise-conv-2d';
import { dequantize } from './dequantize';
import { elu } from './elu';
import { exp } from './exp';
import { maximum, minimum } from './extremum';
import { fullyConnected } from './fully-connected';
import { hardSwish } from './hard-swish';
import { log } from './log';
import { logSoftmax } from './log-softmax';
import { mean } from './mean';
import { mul } from './mul';
import { neg } from './neg';
import type { Operator } from './operator';
import { pack } from './pack';
import { pad } from './pad';
import { averagePool2d, maxPool2d } from './pool-2d';
import { quantize } from './quantize';
import { reduceMax } from './reduce-max';
import { expandDims, reshape, squeeze } from './reshape';
import { resizeNearestNeighbor } from './resize-nearest-neighbor';
import { rsqrt } from './rsqrt';
import { gather, reduceProd, shape } from './shape-arithmetic';
import { softmax } from './softmax';
import { batchToSpace, spaceToBatch } from './space-batch';
import { split, splitV, unpack } from './split';
import { sqrt } from './sqrt';
import { square } from './square';
import { stridedSlice } from './strided-slice';
import { tile } from './tile';
import { transpose } from './transpose';
import { abs, leakyRelu, logistic, relu, relu6, tanh } from './unary';

/** Every operator the compiler knows, by TFLite's name. A row is the only registration. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  ABS: abs,
  ADD: add,
  AVERAGE_POOL_2D: averagePool2d,
  BATCH_TO_SPACE_ND: batchToSpace,
  CONCATENATION: concatenation,
  CONV_2D: conv2d,
  CONV_2D_DEPTHWISE_CONV_2D: convDepthwise,
  DEPTHWISE_CONV_2D: depthwiseConv2d,
  DEQUANTIZE: dequantize,
  ELU: elu,
  EXP: exp,
  EXPAND_DIMS: expandDims,
  FULLY_CONNECTED: fullyConnected,
  GATHER: gather,
  HARD_SWISH: hardSwish,
  LEAKY_RELU: leakyRelu,
  LOG: log,
  LOGISTIC: logistic,
  LOG_SOFTMAX: logSoftmax,
  MAXIMUM: maximum,
  MAX_POOL_2D: maxPool2d,
  MEAN: mean,
  MINIMUM: minimum,
  MUL: mul,
  NEG: neg,
  PACK: pack,
  PAD: pad,
  PADV2: pad,
  QUANTIZE: quantize,
  REDUCE_MAX: reduceMax,
  REDUCE_PROD: reduceProd,
  RELU6: relu6,
  RELU: relu,
  RESHAPE: reshape,
  RESIZE_NEAREST_NEIGHBOR: resizeNearestNeighbor,
  RSQRT: rsqrt,
  SHAPE: shape,
  SOFTMAX: softmax,
  SPACE_TO_BATCH_ND: spaceToBatch,
  SPLIT: split,
  SPLIT_V: splitV,
  SQRT: sqrt,
  SQUARE: square,
  SQUEEZE: squeeze,
  STRIDED_SLICE: stridedSlice,
  SUB: sub,
  TANH: tanh,
  TILE: tile,
  TRANSPOSE: transpose,
  UNPACK: unpack,
};
