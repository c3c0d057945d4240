import { elementCount } from '../ir/graph';
import { checkActivation, floatRange } from './activation';
import { byteWeights } from './byte-weights';
import { checkPerTensor, checkRank, checkSameDtype, checkWeights, firstProblem, LAYER_TYPES } from './checks';
import { constantValues } from './constants';
import { describe, zeroPointsAndRange } from './conv-layer';
import { checkHybrid, isHybrid, lowerHybrid } from './hybrid';
import type { Lowering, Node, Operator } from './operator';
import { packDepthwise, packShared, packSharedColumns } from './packed-depthwise';
import { biasTable, requantizationTables } from './requantization';
import { checkSliding, fitsShape, slideFilter } from './spatial';
import { BY_VALUE, overlapInput } from './write-distance';
import { lowerWideSums } from './wide-sums';

/** DEPTHWISE_CONV_2D: filter `[1, height, width, outputDepth]`, outputDepth = inputDepth * multiplier. */
export const depthwiseConv2d: Operator = {
  options: {
    padding: { slot: 0, type: 'int8' },
    strideWidth: { slot: 1, type: 'int32' },
    strideHeight: { slot: 2, type: 'int32' },
    activation: { slot: 4, type: 'int8' },
    dilationWidth: { slot: 5, type: 'int32', fallback: 1 },
    dilationHeight: { slot: 6, type: 'int32', fallback: 1 },
  },

  infer(node) {
    const filter = node.inputs[1]!.shape;
    const { output_height, output_width } = slideFilter(node);
    return [[node.inputs[0]!.shape[0], output_height, output_width, filter[3]]];
  },

  check(node) {
    const [input, filter] = node.inputs;
    return (
      firstProblem(checkSameDtype(node, LAYER_TYPES), checkRank(input, 4, 'input'), checkRank(filter, 4, 'filter'), checkSliding(node)) ??
      firstProblem(
        filter!.shape[0] !== 1 && `a filter of shape ${filter!.shape.join('x')}`,
        filter!.shape[3] % input!.shape[3] !== 0 && `${filter!.shape[3]} filters for ${input!.shape[3]} channels`,
        isHybrid(node) ? checkHybrid(node, 3) : checkWeights(node, 3),
        checkPerTensor(input, 'input'),
        checkPerTensor(node.outputs[0], 'output'),
        checkActivation(node.options.activation as number),
      )
    );
  },

  lower(node, target) {
    const [input, filter] = node.inputs;
    if (isHybrid(node)) {
      const layer = { channels: filter!.shape[3], isAsymmetric: true, count: elementCount(input!.shape.slice(1)), isPerChannel: true };
      return lowerHybrid(node, target, { kernel: 'depthwise_conv_2d_hybrid', note: describe(node), constants: geometry(node), ...layer });
    }
    if (input!.dtype === 'int16') return lowerWideSums(node, 'depthwise_conv_2d_s16', filter!.shape[3], geometry(node), describe(node));
    const lowering = lowerPlain(node);
    const sliding = slideFilter(node);
    const packed = input!.dtype === 'int8' ? packDepthwise(node, sliding, target) : undefined;
    const plain = { ...lowering, ...overlapInput(node, target, sliding, BY_VALUE) };
    return packed ? { ...plain, ...packed, constants: { ...quantizedConstants(node), ...packed.constants } } : plain;
  },

  alternatives(node, target) {
    if (node.inputs[0]!.dtype !== 'int8') return [];
    const sliding = slideFilter(node);
    const constants = quantizedConstants(node);
    const plain = { ...lowerPlain(node), ...overlapInput(node, target, sliding, BY_VALUE) };
    const shared = [packSharedColumns(node, sliding, constants, target), fitsShape(constants) ? packShared(node, sliding, target) : undefined];
    return [...shared.flatMap((packed) => (packed ? [{ ...plain, ...packed, constants }] : [])), plain];
  },

  macs: (node) => elementCount(node.outputs[0].shape) * node.inputs[1]!.shape[1] * node.inputs[1]!.shape[2],
};

/** With weights as the file has them. */
function lowerPlain(node: Node): Lowering {
  const [input, filter, bias] = node.inputs;
  const [output] = node.outputs;
  const isInteger = input!.dtype === 'int8';
  const channels = filter!.shape[3];
  const activation = node.options.activation as number;
  const weights = isInteger ? byteWeights(filter!) : undefined;
  return {
    kernel: isInteger ? 'depthwise_conv_2d_s8' : 'depthwise_conv_2d_f32',
    note: describe(node),
    constants: isInteger ? { ...quantizedConstants(node), ...weights?.constants } : { ...geometry(node), ...floatRange(activation) },
    args: [
      { tensor: input! },
      { table: weights?.filter ?? { name: 'filter', type: 'float', values: constantValues(filter!) } },
      { table: biasTable(bias, bias && constantValues(bias), channels, isInteger) },
      ...(isInteger ? requantizationTables(node, channels).map((table) => ({ table })) : []),
      { tensor: output },
    ],
  };
}

function geometry(node: Node): Record<string, number> {
  const [input, filter] = node.inputs;
  const sliding = slideFilter(node);
  return { batches: input!.shape[0], ...sliding, input_depth: input!.shape[3], output_depth: filter!.shape[3] };
}

/** Constants of the int8 kernels. */
export function quantizedConstants(node: Node): Record<string, number> {
  return { ...geometry(node), ...zeroPointsAndRange(node) };
}
