import { DTYPE_BYTES, elementCount } from '../ir/graph';
import { toFixedPoint } from '../ir/quantization';
import { ACTIVATION_NAMES, checkActivation, floatRange, quantizedRange } from './activation';
import { byteWeights } from './byte-weights';
import { checkPerTensor, checkRank, checkSameDtype, checkWeights, firstProblem, LAYER_TYPES } from './checks';
import { constantValues } from './constants';
import { checkHybrid, hasOneScale, isHybrid, lowerHybrid } from './hybrid';
import type { Lowering, LoweringTarget, Node, Operator } from './operator';
import { packLanes, roundUpToPair } from './packed-lanes';
import { packRows } from './packed-rows';
import { packVectorRows } from './packed-vectors';
import { biasTable, realMultiplier, requantizationTables } from './requantization';
import { lowerWideSums } from './wide-sums';

/** FULLY_CONNECTED: weights `[outputDepth, inputDepth]`; the input is read as `[batches, inputDepth]`. */
export const fullyConnected: Operator = {
  options: {
    activation: { slot: 0, type: 'int8' },
    weightsFormat: { slot: 1, type: 'int8' },
    keepDims: { slot: 2, type: 'int8' },
    asymmetricInputs: { slot: 3, type: 'int8' },
  },

  infer(node) {
    const [input, filter] = node.inputs;
    const [outputDepth, inputDepth] = filter!.shape;
    if (node.options.keepDims) return [[...input!.shape.slice(0, -1), outputDepth]];
    return [[elementCount(input!.shape) / inputDepth, outputDepth]];
  },

  check(node) {
    const [input, filter] = node.inputs;
    return (
      firstProblem(checkSameDtype(node, LAYER_TYPES), checkRank(filter, 2, 'weights')) ??
      firstProblem(
        elementCount(input!.shape) % filter!.shape[1] !== 0 && `${elementCount(input!.shape)} inputs for weights of ${filter!.shape[1]}`,
        node.options.weightsFormat !== 0 && 'shuffled weights',
        isHybrid(node) ? checkHybrid(node, 0) : checkWeights(node, 0),
        checkPerTensor(input, 'input'),
        checkPerTensor(node.outputs[0], 'output'),
        checkActivation(node.options.activation as number),
      )
    );
  },

  lower(node, target) {
    if (isHybrid(node)) return lowerHybridRows(node, target);
    if (node.inputs[0]!.dtype === 'float32') return lowerFloat(node);
    const [input, filter] = node.inputs;
    if (input!.dtype === 'int16') return lowerWideSums(node, 'fully_connected_s16', filter!.shape[0], geometry(node), describe(node));
    // rounded once, which the faster kernels are not
    if (node.op.wasUnsigned) return lowerInt8(node);
    return lowerLanes(node, target) ?? lowerVectors(node, target) ?? lowerPacked(node, target) ?? lowerInt8(node);
  },

  alternatives: (node) => (node.inputs[0]!.dtype === 'int8' && !node.op.wasUnsigned ? [lowerInt8(node)] : []),

  macs: (node) => (elementCount(node.inputs[0]!.shape) / node.inputs[1]!.shape[1]) * elementCount(node.inputs[1]!.shape),
};

function lowerInt8(node: Node): Lowering {
  const [input, filter, bias] = node.inputs;
  const [output] = node.outputs;
  const channels = filter!.shape[0];
  const isPerChannel = filter!.quantization!.scales.length > 1;
  const weights = byteWeights(filter!);
  return {
    kernel: isPerChannel ? 'fully_connected_per_channel_s8' : node.op.wasUnsigned ? 'fully_connected_raised_s8' : 'fully_connected_s8',
    note: describe(node),
    constants: {
      ...geometry(node),
      input_zero_point: input!.quantization!.zeroPoints[0],
      output_zero_point: output.quantization!.zeroPoints[0],
      ...quantizedRange(node.options.activation as number, output),
      ...(isPerChannel ? {} : { ...toFixedPoint(realMultiplier(node, 0)), ...weights.constants }),
    },
    args: [
      { tensor: input! },
      { table: weights.filter },
      { table: biasTable(bias, bias && constantValues(bias), channels, true) },
      ...(isPerChannel ? requantizationTables(node, channels).map((table) => ({ table })) : []),
      { tensor: output },
    ],
  };
}

/** Eight outputs side by side. */
function lowerLanes(node: Node, target: LoweringTarget): Lowering | undefined {
  const depth = node.inputs[1]!.shape[1];
  const packed = packLanes(node, depth, target);
  return packed && {
    kernel: 'fully_connected_lanes_s8',
    note: describe(node),
    constants: {
      ...geometry(node),
      output_zero_point: node.outputs[0].quantization!.zeroPoints[0],
      ...quantizedRange(node.options.activation as number, node.outputs[0]),
    },
    args: [
      { tensor: node.inputs[0]! },
      { table: packed.filter },
      { table: packed.channels },
      { tensor: node.outputs[0] },
      { scratchBytes: roundUpToPair(depth) * DTYPE_BYTES.int16 },
    ],
  };
}

/** Four outputs at once, sixteen products in one instruction. */
function lowerVectors(node: Node, target: LoweringTarget): Lowering | undefined {
  const packed = packVectorRows(node, target);
  return packed && {
    kernel: 'fully_connected_vectors_s8',
    note: describe(node),
    constants: {
      ...geometry(node),
      ...packed.constants,
      output_zero_point: node.outputs[0].quantization!.zeroPoints[0],
      ...quantizedRange(node.options.activation as number, node.outputs[0]),
    },
    args: [{ tensor: node.inputs[0]! }, { table: packed.filter }, { table: packed.channels }, { tensor: node.outputs[0] }],
  };
}

/** In tiles: four outputs at once. */
function lowerPacked(node: Node, target: LoweringTarget): Lowering | undefined {
  const packed = packRows(node, target);
  return packed && {
    kernel: 'fully_connected_packed_s8',
    note: describe(node),
    constants: {
      ...geometry(node),
      output_zero_point: node.outputs[0].quantization!.zeroPoints[0],
      ...quantizedRange(node.options.activation as number, node.outputs[0]),
      ...packed.constants,
    },
    args: [{ tensor: node.inputs[0]! }, { table: packed.filter }, { table: packed.channels }, { tensor: node.outputs[0] }],
  };
}

function lowerFloat(node: Node): Lowering {
  const [input, filter, bias] = node.inputs;
  return {
    kernel: 'fully_connected_f32',
    note: describe(node),
    constants: { ...geometry(node), ...floatRange(node.options.activation as number) },
    args: [
      { tensor: input! },
      { table: { name: 'filter', type: 'float', values: constantValues(filter!) } },
      { table: biasTable(bias, bias && constantValues(bias), filter!.shape[0], false) },
      { tensor: node.outputs[0] },
    ],
  };
}

function lowerHybridRows(node: Node, target: LoweringTarget): Lowering {
  const [channels, count] = node.inputs[1]!.shape;
  const layer = { channels, isAsymmetric: node.options.asymmetricInputs === 1, count, isPerChannel: !hasOneScale(node) };
  return lowerHybrid(node, target, { kernel: 'fully_connected_hybrid', note: describe(node), constants: geometry(node), ...layer });
}

function geometry(node: Node): Record<string, number> {
  const [outputDepth, inputDepth] = node.inputs[1]!.shape;
  return { batches: elementCount(node.inputs[0]!.shape) / inputDepth, input_depth: inputDepth, output_depth: outputDepth };
}

function describe(node: Node): string {
  const [outputDepth, inputDepth] = node.inputs[1]!.shape;
  const activation = node.options.activation as number;
  return `${outputDepth}x${inputDepth} weights${activation ? `, ${ACTIVATION_NAMES[activation]}` : ''}`;
}
