import { elementCount } from '../ir/graph';
import type { Lowering, LoweringTarget, Node } from './operator';
import { packRows } from './packed-rows';
import { slideFilter } from './spatial';

/** Up to so many pixels a fully connected layer reads its weights in less time than a tile of four, some of them empty. */
const FEW_PIXELS = 3;

/**
 * A convolution of few pixels, each computed from inputs that lie behind one another: the fully connected layer that it is, a pixel a batch.
 *
 * @param layer  note and int8 constants of the convolution
 */
export function lowerConvRows(node: Node, target: LoweringTarget, layer: Pick<Lowering, 'constants' | 'note'>): Lowering | undefined {
  const [input, filter, bias] = node.inputs;
  const shape = slideFilter(node);
  const pixels = input!.shape[0] * shape.output_height * shape.output_width;
  const isPointwise = shape.filter_height * shape.filter_width * shape.stride_height * shape.stride_width === 1;
  const isWhole = shape.output_height * shape.output_width === 1 && shape.filter_height === shape.input_height && shape.filter_width === shape.input_width;
  if (pixels > FEW_PIXELS || filter!.shape[3] !== input!.shape[3] || !(isWhole || isPointwise)) return undefined;
  const [channels, depth] = [filter!.shape[0], elementCount(filter!.shape.slice(1))];
  const packed = packRows({ ...node, inputs: [input, { ...filter!, shape: [channels, depth] }, bias] }, target);
  const { output_zero_point, activation_min, activation_max } = layer.constants;
  return packed && {
    kernel: 'fully_connected_packed_s8',
    note: layer.note,
    constants: { batches: pixels, input_depth: depth, output_depth: channels, output_zero_point, activation_min, activation_max, ...packed.constants },
    args: [{ tensor: input! }, { table: packed.filter }, { table: packed.channels }, { tensor: node.outputs[0] }],
  };
}
