import { elementCount, type Tensor } from '../ir/graph';
import { ACTIVATION_NAMES, checkActivation, floatRange, quantizedRange } from './activation';
import { checkPerTensor, checkRank, checkSameDtype, checkWeights, firstProblem, LAYER_TYPES } from './checks';
import { constantIntegers, constantValues } from './constants';
import { C_TYPES, type Node, type Operator } from './operator';
import { biasTable, requantizationTables } from './requantization';
import { checkSliding, describeSliding, slide, type Sliding } from './spatial';
import { lowerWideSums } from './wide-sums';

/** TRANSPOSE_CONV: filter `[outputDepth, height, width, inputDepth]`; input 0 is the output's shape. */
export const transposeConv: Operator = {
  options: {
    padding: { slot: 0, type: 'int8' },
    strideWidth: { slot: 1, type: 'int32' },
    strideHeight: { slot: 2, type: 'int32' },
    activation: { slot: 3, type: 'int8' },
  },

  infer: (node) => [constantIntegers(node.inputs[0])!],

  check(node) {
    const [shape, filter, image] = node.inputs;
    const conv = asConv(node);
    const stated = constantIntegers(shape);
    return (
      firstProblem(
        stated?.length !== 4 && 'an output shape that is not constant',
        checkSameDtype(conv, LAYER_TYPES), checkRank(image, 4, 'input'), checkRank(filter, 4, 'filter'), checkSliding(node),
      ) ??
      firstProblem(
        image!.shape[3] !== filter!.shape[3] && `${image!.shape[3]} input channels for filters of ${filter!.shape[3]}`,
        (stated![0] !== image!.shape[0] || stated![3] !== filter!.shape[0]) && `an output of ${stated!.join('x')}`,
        checkWeights(conv, 0),
        checkPerTensor(image, 'input'),
        checkPerTensor(node.outputs[0], 'output'),
        checkActivation(readActivation(node)),
      )
    );
  },

  lower(node) {
    const { inputs: [image, filter, bias], outputs: [output] } = asConv(node);
    if (image!.dtype === 'int16') return lowerWideSums(asConv(node), 'transpose_conv_s16', filter!.shape[0], geometry(node), describe(node));
    const isInteger = image!.dtype === 'int8';
    const channels = filter!.shape[0];
    const values = { name: 'filter', type: C_TYPES[filter!.dtype]!, values: constantValues(filter!) };
    return {
      kernel: isInteger ? 'transpose_conv_s8' : 'transpose_conv_f32',
      note: describe(node),
      constants: { ...geometry(node), ...(isInteger ? integerConstants(node, image!, output) : floatRange(readActivation(node))) },
      args: [
        { tensor: image! },
        { table: values },
        { table: biasTable(bias, bias && constantValues(bias), channels, isInteger) },
        ...(isInteger ? requantizationTables(asConv(node), channels).map((table) => ({ table })) : []),
        { tensor: output },
      ],
    };
  },

  macs: (node) => elementCount(node.inputs[2]!.shape) * elementCount(node.inputs[1]!.shape.slice(0, 3)),
};

/** With the inputs in the order of a convolution: image, filter, bias. */
function asConv(node: Node): Node {
  const [, filter, image, bias] = node.inputs;
  return { ...node, inputs: [image, filter, bias] };
}

/** The convolution that this one is the transpose of goes from our output to our input. */
function slideBack(node: Node): Sliding {
  const { shape } = node.inputs[1]!;
  return slide({ ...node, inputs: [node.outputs[0]] }, shape[1], shape[2]);
}

function geometry(node: Node): Record<string, number> {
  const [, filter, image] = node.inputs;
  const [batches, input_height, input_width, input_depth] = image!.shape;
  const [, output_height, output_width, output_depth] = node.outputs[0].shape;
  const { pad_top, pad_left, stride_height, stride_width } = slideBack(node);
  return {
    batches, input_height, input_width, input_depth, output_height, output_width, output_depth,
    filter_height: filter!.shape[1], filter_width: filter!.shape[2], stride_height, stride_width, pad_top, pad_left,
  };
}

function integerConstants(node: Node, image: Tensor, output: Tensor): Record<string, number> {
  return {
    input_zero_point: image.quantization!.zeroPoints[0],
    output_zero_point: output.quantization!.zeroPoints[0],
    ...quantizedRange(readActivation(node), output),
  };
}

/** Version 4 of the operator brought it. */
function readActivation(node: Node): number {
  return (node.options.activation as number | undefined) ?? 0;
}

function describe(node: Node): string {
  const activation = readActivation(node);
  const sliding = describeSliding(slideBack(node), 'filters', node.options.padding as number);
  return sliding + (activation ? `, ${ACTIVATION_NAMES[activation]}` : '');
}
