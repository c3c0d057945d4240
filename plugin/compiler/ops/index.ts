import { add, sub } from './add';
import { addN } from './add-n';
import { argMax, argMin } from './arg-extremum';
import { batchMatmul } from './batch-matmul';
import { BIDIRECTIONAL, bidirectionalSequenceLstm, bidirectionalSequenceRnn } from './bidirectional-sequence';
import { broadcastTo } from './broadcast-to';
import { cast } from './cast';
import { equal, greater, greaterEqual, less, lessEqual, notEqual } from './compare';
import { complexAbs, imag, real } from './complex-parts';
import { concatenation } from './concatenation';
import { conv2d } from './conv-2d';
import { CONV_ADD, convAdd } from './conv-add';
import { convDepthwise, FUSED } from './conv-depthwise';
import { CONV_AVERAGE_POOL, CONV_MAX_POOL, convAveragePool, convMaxPool } from './conv-pool';
import { convDepthwiseConv, DEPTHWISE_POINTWISE, depthwiseConv, INVERTED } from './depthwise-conv';
import { branch, branchElse, branchEnd, carry, CONTROL, loop, loopEnd, loopEnter, loopKeep, loopTest } from './control-flow';
import { cumsum } from './cumsum';
import { depthToSpace, spaceToDepth } from './depth-space';
import { depthwiseConv2d } from './depthwise-conv-2d';
import { dequantize } from './dequantize';
import { DETECTION, detectionPostprocess } from './detection-postprocess';
import { div } from './div';
import { dynamicUpdateSlice } from './dynamic-update-slice';
import { elu } from './elu';
import { embeddingLookup } from './embedding-lookup';
import { exp } from './exp';
import { maximum, minimum } from './extremum';
import { fill, zerosLike } from './fill';
import { floorDiv, floorMod } from './floor-div';
import { fullyConnected } from './fully-connected';
import { gather } from './gather';
import { gatherNd } from './gather-nd';
import { gelu } from './gelu';
import { hardSwish } from './hard-swish';
import { l2Normalization } from './l2-normalization';
import { log } from './log';
import { logSoftmax } from './log-softmax';
import { logicalAnd, logicalNot, logicalOr, reduceAll, reduceAny } from './logical';
import { mean, sum } from './mean';
import { mirrorPad } from './mirror-pad';
import { mul } from './mul';
import { neg } from './neg';
import { nonMaxSuppressionV4, nonMaxSuppressionV5 } from './non-max-suppression';
import { oneHot } from './one-hot';
import type { Operator } from './operator';
import { pack } from './pack';
import { pad } from './pad';
import { averagePool2d, l2Pool2d, maxPool2d } from './pool-2d';
import { pow } from './pow';
import { prelu } from './prelu';
import { quantize } from './quantize';
import { reduceMax, reduceMin } from './reduce-max';
import { expandDims, reshape, squeeze } from './reshape';
import { RESCALE, rescale } from './rescale';
import { resizeBilinear } from './resize-bilinear';
import { resizeNearestNeighbor } from './resize-nearest-neighbor';
import { reverse } from './reverse';
import { ceil, floor, relu0To1, reluN1To1, round } from './rounding';
import { rfft2d } from './rfft2d';
import { rsqrt } from './rsqrt';
import { scatterNd } from './scatter-nd';
import { broadcastArgs, densify, range, rank, reduceProd, shape } from './shape-arithmetic';
import { select, selectV2 } from './select';
import { sign } from './sign';
import { cos, sin } from './sine';
import { slice } from './slice';
import {
  signalFilterBank, signalFilterBankLog, signalFilterBankSquareRoot, signalPcan, signalSpectralSubtraction,
} from './signal-filter-bank';
import { signalEnergy, signalFftAutoScale, signalName, signalRfft, signalWindow } from './signal-spectrum';
import { SLIDE, slideColumns } from './slide-columns';
import { softmax } from './softmax';
import { batchToSpace, spaceToBatch } from './space-batch';
import { split, splitV, unpack } from './split';
import { sqrt } from './sqrt';
import { square } from './square';
import { squaredDifference } from './squared-difference';
import { stridedSlice } from './strided-slice';
import { svdf } from './svdf';
import { tile } from './tile';
import { topkV2 } from './topk-v2';
import { transpose } from './transpose';
import { transposeConv } from './transpose-conv';
import { abs, leakyRelu, logistic, relu, relu6, tanh } from './unary';
import { unidirectionalSequenceLstm } from './unidirectional-sequence-lstm';
import { unidirectionalSequenceRnn } from './unidirectional-sequence-rnn';
import { assignVariable, readVariable } from './variable';

/** Every operator the compiler knows, by TFLite's name. A row is the only registration. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  ABS: abs,
  ADD: add,
  ADD_N: addN,
  ARG_MAX: argMax,
  ARG_MIN: argMin,
  ASSIGN_VARIABLE: assignVariable,
  AVERAGE_POOL_2D: averagePool2d,
  BATCH_MATMUL: batchMatmul,
  BATCH_TO_SPACE_ND: batchToSpace,
  [BIDIRECTIONAL.lstm]: bidirectionalSequenceLstm,
  [BIDIRECTIONAL.rnn]: bidirectionalSequenceRnn,
  BROADCAST_ARGS: broadcastArgs,
  BROADCAST_TO: broadcastTo,
  CAST: cast,
  CEIL: ceil,
  COMPLEX_ABS: complexAbs,
  CONCATENATION: concatenation,
  CONV_2D: conv2d,
  [CONV_ADD]: convAdd,
  [CONV_AVERAGE_POOL]: convAveragePool,
  [CONV_MAX_POOL]: convMaxPool,
  COS: cos,
  [FUSED]: convDepthwise,
  [INVERTED]: convDepthwiseConv,
  [CONTROL.enter]: loopEnter,
  [CONTROL.loop]: loop,
  [CONTROL.test]: loopTest,
  [CONTROL.carry]: carry,
  [CONTROL.keep]: loopKeep,
  [CONTROL.loopEnd]: loopEnd,
  [CONTROL.branch]: branch,
  [CONTROL.otherwise]: branchElse,
  [CONTROL.branchEnd]: branchEnd,
  CUMSUM: cumsum,
  DENSIFY: densify,
  DEPTH_TO_SPACE: depthToSpace,
  DEPTHWISE_CONV_2D: depthwiseConv2d,
  [DEPTHWISE_POINTWISE]: depthwiseConv,
  DEQUANTIZE: dequantize,
  [DETECTION]: detectionPostprocess,
  DIV: div,
  DYNAMIC_UPDATE_SLICE: dynamicUpdateSlice,
  ELU: elu,
  EMBEDDING_LOOKUP: embeddingLookup,
  EQUAL: equal,
  EXP: exp,
  EXPAND_DIMS: expandDims,
  FILL: fill,
  FLOOR: floor,
  FLOOR_DIV: floorDiv,
  FLOOR_MOD: floorMod,
  FULLY_CONNECTED: fullyConnected,
  GATHER: gather,
  GATHER_ND: gatherNd,
  GELU: gelu,
  GREATER: greater,
  GREATER_EQUAL: greaterEqual,
  HARD_SWISH: hardSwish,
  IMAG: imag,
  L2_NORMALIZATION: l2Normalization,
  L2_POOL_2D: l2Pool2d,
  LEAKY_RELU: leakyRelu,
  LESS: less,
  LESS_EQUAL: lessEqual,
  LOG: log,
  LOGICAL_AND: logicalAnd,
  LOGICAL_NOT: logicalNot,
  LOGICAL_OR: logicalOr,
  LOGISTIC: logistic,
  LOG_SOFTMAX: logSoftmax,
  MAXIMUM: maximum,
  MAX_POOL_2D: maxPool2d,
  MEAN: mean,
  MINIMUM: minimum,
  MIRROR_PAD: mirrorPad,
  MUL: mul,
  NEG: neg,
  NON_MAX_SUPPRESSION_V4: nonMaxSuppressionV4,
  NON_MAX_SUPPRESSION_V5: nonMaxSuppressionV5,
  NOT_EQUAL: notEqual,
  ONE_HOT: oneHot,
  PACK: pack,
  PAD: pad,
  PADV2: pad,
  POW: pow,
  PRELU: prelu,
  QUANTIZE: quantize,
  RANGE: range,
  RANK: rank,
  READ_VARIABLE: readVariable,
  REAL: real,
  REDUCE_ALL: reduceAll,
  REDUCE_ANY: reduceAny,
  REDUCE_MAX: reduceMax,
  REDUCE_MIN: reduceMin,
  REDUCE_PROD: reduceProd,
  RELU6: relu6,
  RELU: relu,
  RELU_0_TO_1: relu0To1,
  RELU_N1_TO_1: reluN1To1,
  [RESCALE]: rescale,
  RESHAPE: reshape,
  RESIZE_BILINEAR: resizeBilinear,
  RESIZE_NEAREST_NEIGHBOR: resizeNearestNeighbor,
  REVERSE_V2: reverse,
  RFFT2D: rfft2d,
  ROUND: round,
  RSQRT: rsqrt,
  SCATTER_ND: scatterNd,
  SELECT: select,
  SELECT_V2: selectV2,
  SHAPE: shape,
  SIGN: sign,
  [signalName('Energy')]: signalEnergy,
  [signalName('FftAutoScale')]: signalFftAutoScale,
  [signalName('FilterBank')]: signalFilterBank,
  [signalName('FilterBankLog')]: signalFilterBankLog,
  [signalName('FilterBankSpectralSubtraction')]: signalSpectralSubtraction,
  [signalName('FilterBankSquareRoot')]: signalFilterBankSquareRoot,
  [signalName('PCAN')]: signalPcan,
  [signalName('Rfft')]: signalRfft,
  [signalName('Window')]: signalWindow,
  SIN: sin,
  SLICE: slice,
  [SLIDE]: slideColumns,
  SOFTMAX: softmax,
  SPACE_TO_BATCH_ND: spaceToBatch,
  SPACE_TO_DEPTH: spaceToDepth,
  SPLIT: split,
  SPLIT_V: splitV,
  SQRT: sqrt,
  SQUARE: square,
  SQUARED_DIFFERENCE: squaredDifference,
  SQUEEZE: squeeze,
  STRIDED_SLICE: stridedSlice,
  SUB: sub,
  SUM: sum,
  SVDF: svdf,
  TANH: tanh,
  TILE: tile,
  TOPK_V2: topkV2,
  TRANSPOSE: transpose,
  TRANSPOSE_CONV: transposeConv,
  UNIDIRECTIONAL_SEQUENCE_LSTM: unidirectionalSequenceLstm,
  UNIDIRECTIONAL_SEQUENCE_RNN: unidirectionalSequenceRnn,
  UNPACK: unpack,
  ZEROS_LIKE: zerosLike,
};
