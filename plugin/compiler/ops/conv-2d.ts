import { DTYPE_BYTES, elementCount } from '../ir/graph';
import { checkActivation, floatRange } from './activation';
import { byteWeights } from './byte-weights';
import { checkPerTensor, checkRank, checkSameDtype, checkWeights, firstProblem, LAYER_TYPES } from './checks';
import { constantValues } from './constants';
import { canRunInPlace, describe, describeLayer, geometry, isPointwise, quantizedConstants } from './conv-layer';
import { lowerConvRows } from './conv-rows';
import { lowerPacked, lowerShared } from './conv-tiles';
import { listWinograd } from './conv-winograd';
import { checkHybrid, isHybrid, lowerHybridConv } from './hybrid';
import type { Constants, Lowering, LoweringTarget, Node, Operator } from './operator';
import { packLanes, roundUpToPair } from './packed-lanes';
import { packPairs, type PackedVectors } from './packed-vectors';
import { biasTable, requantizationTables } from './requantization';
import { checkSliding, slideFilter } from './spatial';
import { BY_VALUE, overlapInput } from './write-distance';
import { lowerWideSums } from './wide-sums';

/** CONV_2D: filter `[outputDepth, height, width, inputDepth / groups]`. */
export const conv2d: Operator = {
  options: {
    padding: { slot: 0, type: 'int8' },
    strideWidth: { slot: 1, type: 'int32' },
    strideHeight: { slot: 2, type: 'int32' },
    activation: { slot: 3, type: 'int8' },
    dilationWidth: { slot: 4, type: 'int32', fallback: 1 },
    dilationHeight: { slot: 5, type: 'int32', fallback: 1 },
  },

  infer(node) {
    const filter = node.inputs[1]!.shape;
    const { output_height, output_width } = slideFilter(node);
    return [[node.inputs[0]!.shape[0], output_height, output_width, filter[0]]];
  },

  check(node) {
    const [input, filter] = node.inputs;
    return (
      firstProblem(checkSameDtype(node, LAYER_TYPES), checkRank(input, 4, 'input'), checkRank(filter, 4, 'filter'), checkSliding(node)) ??
      firstProblem(
        input!.shape[3] % filter!.shape[3] !== 0 && `${input!.shape[3]} input channels for filters of ${filter!.shape[3]}`,
        filter!.shape[0] % (input!.shape[3] / filter!.shape[3]) !== 0 && `${filter!.shape[0]} filters for ${input!.shape[3] / filter!.shape[3]} groups`,
        isHybrid(node) ? checkHybrid(node, 0) : checkWeights(node, 0),
        checkPerTensor(input, 'input'),
        checkPerTensor(node.outputs[0], 'output'),
        checkActivation(node.options.activation as number),
      )
    );
  },

  lower(node, target) {
    const [input, filter] = node.inputs;
    if (isHybrid(node)) return lowerHybridConv(node, target, geometry(node), describe(node));
    if (input!.dtype === 'float32') return { ...lowerFloat(node, filter!.shape[0]), ...overlapInput(node, target, slideFilter(node), BY_VALUE) };
    if (input!.dtype === 'int16') return lowerWideSums(node, 'conv_2d_s16', filter!.shape[0], geometry(node), describe(node));
    const vectors = lowerLanes(node, target) ?? lowerVectors(node, target);
    const packed = vectors ?? lowerConvRows(node, target, describeLayer(node)) ?? lowerPacked(node, target);
    return packed ?? { ...lowerInt8(node), ...overlapInput(node, target, slideFilter(node), BY_VALUE) };
  },

  alternatives(node, target) {
    if (node.inputs[0]!.dtype !== 'int8') return [];
    const plain = { ...lowerInt8(node), ...overlapInput(node, target, slideFilter(node), BY_VALUE) };
    const shared = lowerShared(node, target);
    const tiles = lowerConvRows(node, target, describeLayer(node)) && lowerPacked(node, target);
    return [...listWinograd(node, target, describeLayer(node)), ...(shared ? [shared] : []), ...(tiles ? [tiles] : []), plain];
  },

  macs: (node) => elementCount(node.outputs[0].shape) * elementCount(node.inputs[1]!.shape.slice(1)),
};

function lowerInt8(node: Node): Lowering {
  const [input, filter, bias] = node.inputs;
  const [output] = node.outputs;
  const channels = filter!.shape[0];
  const weights = byteWeights(filter!);
  return {
    kernel: 'conv_2d_s8',
    note: describe(node),
    constants: { ...quantizedConstants(node), ...weights.constants },
    args: [
      { tensor: input! },
      { table: weights.filter },
      { table: biasTable(bias, bias && constantValues(bias), channels, true) },
      ...requantizationTables(node, channels).map((table) => ({ table })),
      { tensor: output },
    ],
  };
}

/** Eight filters side by side, four pixels at once. */
function lowerLanes(node: Node, target: LoweringTarget): Lowering | undefined {
  const [input, filter] = node.inputs;
  const [output] = node.outputs;
  const depth = elementCount(filter!.shape.slice(1));
  const packed = filter!.shape[3] === input!.shape[3] ? packLanes(node, depth, target) : undefined;
  return packed && {
    kernel: 'conv_2d_lanes_s8',
    note: describe(node),
    constants: quantizedConstants(node),
    args: [
      { tensor: input! },
      { table: packed.filter },
      { table: packed.channels },
      { tensor: output },
      { scratchBytes: 4 * roundUpToPair(depth) * DTYPE_BYTES.int16 },
    ],
  };
}

/** Pixels that vectors of 128 bits take at once. */
const PAIR = 2;

/** Four filters on two pixels at once. */
function lowerVectors(node: Node, target: LoweringTarget): Lowering | undefined {
  const packed = packDots(node, target);
  const inPlace = target.savesArena && canRunInPlace(node);
  const overlapping = packed && overlapInput(node, target, slideFilter(node), { pixels: PAIR, readsFirst: true });
  const overwrites = inPlace || overlapping?.writeDistance !== undefined;
  return packed && {
    kernel: 'conv_2d_vectors_s8',
    inPlace: inPlace ? [0] : [],
    ...overlapping,
    note: describe(node),
    constants: { ...packed.constants, overwrites_input: overwrites ? 1 : 0 },
    args: [
      { tensor: node.inputs[0]! },
      { table: packed.filter },
      { table: packed.channels },
      { tensor: node.outputs[0] },
      ...(overwrites || !isPointwise(node) ? [{ scratchBytes: packed.scratchBytes }] : []),
    ],
  };
}

/** What conv_2d_vectors_s8 works on, in one op or as a part of a fused one: undefined where it can't do this node. */
export function packDots(node: Node, target: LoweringTarget): (PackedVectors & { constants: Constants; scratchBytes: number }) | undefined {
  const [input, filter] = node.inputs;
  const depth = elementCount(filter!.shape.slice(1));
  const packed = filter!.shape[3] === input!.shape[3] ? packPairs(node, depth, target) : undefined;
  return packed && { ...packed, constants: quantizedConstants(node), scratchBytes: PAIR * depth };
}

function lowerFloat(node: Node, channels: number): Lowering {
  const [input, filter, bias] = node.inputs;
  return {
    kernel: 'conv_2d_f32',
    note: describe(node),
    constants: { ...geometry(node), ...floatRange(node.options.activation as number) },
    args: [
      { tensor: input! },
      { table: { name: 'filter', type: 'float', values: constantValues(filter!) } },
      { table: biasTable(bias, bias && constantValues(bias), channels, false) },
      { tensor: node.outputs[0] },
    ],
  };
}
