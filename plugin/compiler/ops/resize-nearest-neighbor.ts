import { checkRank, checkSameDtype, firstProblem, PLACED_TYPES } from './checks';
import { constantIntegers } from './constants';
import { roundHalfAway } from './activation';
import type { ConstTable, Node, Operator } from './operator';

/** RESIZE_NEAREST_NEIGHBOR: every output pixel is one input pixel. */
export const resizeNearestNeighbor: Operator = {
  options: { alignCorners: { slot: 0, type: 'int8' }, halfPixelCenters: { slot: 1, type: 'int8' } },

  infer(node) {
    const [batches, , , depth] = node.inputs[0]!.shape;
    return [[batches, ...constantIntegers(node.inputs[1])!, depth]];
  },

  check: (node) =>
    firstProblem(
      checkSameDtype(node, PLACED_TYPES),
      checkRank(node.inputs[0], 4, 'input'),
      constantIntegers(node.inputs[1])?.length !== 2 && 'a size that is not constant',
    ),

  lower(node) {
    const [batches, input_height, input_width, depth] = node.inputs[0]!.shape;
    const [output_height, output_width] = constantIntegers(node.inputs[1])!;
    const table = (name: string, from: number, to: number): ConstTable => ({
      name, type: 'int16_t', values: Array.from({ length: to }, (_, place) => sourceOf(node, place, from, to)),
    });
    return {
      kernel: 'resize_nearest_neighbor',
      note: `${input_height}x${input_width} to ${output_height}x${output_width}`,
      constants: { batches, input_height, input_width, output_height, output_width, depth },
      args: [
        { tensor: node.inputs[0]! },
        { table: table('rows', input_height, output_height) },
        { table: table('columns', input_width, output_width) },
        { tensor: node.outputs[0] },
      ],
    };
  },

  macs: () => 0,
};

/** The input's place along one axis, in TFLite's float32 arithmetic. */
function sourceOf({ options }: Node, place: number, from: number, to: number): number {
  const scale = Math.fround(options.alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to);
  const at = Math.fround(Math.fround(place + (options.halfPixelCenters ? 0.5 : 0)) * scale);
  return Math.max(0, Math.min(options.alignCorners ? roundHalfAway(at) : Math.floor(at), from - 1));
}
