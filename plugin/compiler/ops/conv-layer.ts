import { ACTIVATION_NAMES, quantizedRange } from './activation';
import type { Lowering, Node } from './operator';
import { describeSliding, slideFilter } from './spatial';

/** A tile is read whole before it is written, so a 1x1 convolution may write over what it has read. */
export function canRunInPlace(node: Node): boolean {
  const [input, filter] = node.inputs;
  return isPointwise(node) && filter!.shape[0] === input!.shape[3];
}

/** Each output pixel depends on the input's pixel at its own place. */
export function isPointwise(node: Node): boolean {
  const [, height, width] = node.inputs[1]!.shape;
  return height === 1 && width === 1 && node.options.strideHeight === 1 && node.options.strideWidth === 1;
}

/** What every int8 kernel of this convolution is told. */
export function describeLayer(node: Node): Pick<Lowering, 'constants' | 'note'> {
  return { constants: quantizedConstants(node), note: describe(node) };
}

/** Geometry, zero points and range, as int8 kernels take them. */
export function quantizedConstants(node: Node): Lowering['constants'] {
  return { ...geometry(node), ...zeroPointsAndRange(node) };
}

/** What an int8 layer is told of its activations. */
export function zeroPointsAndRange({ inputs: [input], outputs: [output], options }: Node): Record<string, number> {
  return {
    input_zero_point: input!.quantization!.zeroPoints[0],
    output_zero_point: output.quantization!.zeroPoints[0],
    ...quantizedRange(options.activation as number, output),
  };
}

/** Shapes, strides, padding and dilation. */
export function geometry(node: Node): Record<string, number> {
  const [input, filter] = node.inputs;
  return {
    batches: input!.shape[0],
    ...slideFilter(node),
    input_depth: input!.shape[3],
    filter_depth: filter!.shape[3],
    output_depth: filter!.shape[0],
  };
}

/** A line of the generated text. */
export function describe(node: Node): string {
  const sliding = slideFilter(node);
  const activation = node.options.activation as number;
  return describeSliding(sliding, 'filters', node.options.padding as number) + (activation ? `, ${ACTIVATION_NAMES[activation]}` : '');
}
