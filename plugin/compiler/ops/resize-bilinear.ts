import { checkRank, checkSameDtype, checkSameScale, firstProblem, LAYER_TYPES } from './checks';
import { constantIntegers } from './constants';
import { dtypeSuffix, type ConstTable, type Node, type Operator } from './operator';

const f = Math.fround;

/** Steps between two pixels on int8. */
const STEPS = 2 ** 10;

/** RESIZE_BILINEAR: every output pixel is a weighted mean of four input pixels. */
export const resizeBilinear: Operator = {
  options: { alignCorners: { slot: 2, type: 'int8' }, halfPixelCenters: { slot: 3, type: 'int8' } },

  infer(node) {
    const [batches, , , depth] = node.inputs[0]!.shape;
    return [[batches, ...constantIntegers(node.inputs[1])!, depth]];
  },

  check: (node) =>
    firstProblem(checkSameDtype(node, LAYER_TYPES), checkRank(node.inputs[0], 4, 'input')) ??
    firstProblem(
      constantIntegers(node.inputs[1])?.length !== 2 && 'a size that is not constant',
      constantIntegers(node.inputs[1])?.some((size) => size < 1) && 'a size below 1',
      node.options.alignCorners !== 0 && node.options.halfPixelCenters !== 0 && 'aligned corners and half-pixel centres at once',
      checkSameScale(node),
    ),

  lower(node) {
    const [batches, input_height, input_width, depth] = node.inputs[0]!.shape;
    const [output_height, output_width] = constantIntegers(node.inputs[1])!;
    const isRaised = node.op.wasUnsigned === true;
    const isInteger = node.inputs[0]!.dtype !== 'float32' && !isRaised;
    const rows = placesAlong(node, isInteger, input_height, output_height);
    const columns = placesAlong(node, isInteger, input_width, output_width);
    return {
      kernel: isRaised ? 'resize_bilinear_raised_s8' : `resize_bilinear_${dtypeSuffix(node.inputs[0]!.dtype)}`,
      note: `${input_height}x${input_width} to ${output_height}x${output_width}`,
      constants: { batches, input_height, input_width, output_height, output_width, depth },
      args: [
        { tensor: node.inputs[0]! },
        { table: neighbours('rows', rows) },
        { table: neighbours('columns', columns) },
        { table: distances('down', rows, isInteger) },
        { table: distances('right', columns, isInteger) },
        { tensor: node.outputs[0] },
      ],
    };
  },

  macs: (node) => 4 * node.outputs[0].shape.reduce((product, size) => product * size, 1),
};

/** The two input pixels beside an output pixel, and how far it is from the first one. */
interface Place {
  first: number;
  second: number;
  distance: number;
}

function placesAlong({ options }: Node, isInteger: boolean, from: number, to: number): Place[] {
  const isAligned = options.alignCorners !== 0 && to > 1;
  const find = isInteger ? placeInSteps : placeInFloat32;
  return Array.from({ length: to }, (_, at) => {
    const { first, second, distance } = find(at, isAligned ? from - 1 : from, isAligned ? to - 1 : to, options.halfPixelCenters !== 0);
    const inside = (pixel: number): number => Math.max(0, Math.min(pixel, from - 1));
    return { first: inside(first), second: inside(second), distance };
  });
}

/** In TFLite's float32 arithmetic. */
function placeInFloat32(at: number, from: number, to: number, isCentred: boolean): Place {
  const scale = f(from / to);
  const place = isCentred ? f(f(f(at + 0.5) * scale) - 0.5) : f(at * scale);
  const first = Math.max(0, Math.floor(place));
  return { first, second: Math.ceil(place), distance: f(place - first) };
}

/** In TFLite's steps of 2^-10, with C's division towards zero. */
function placeInSteps(at: number, from: number, to: number, isCentred: boolean): Place {
  const scale = Math.floor((STEPS * from + Math.floor(to / 2)) / to);
  const place = at * scale + (isCentred ? Math.floor(scale / 2) - STEPS / 2 : 0);
  const first = Math.max(0, Math.trunc(place / STEPS));
  return { first, second: Math.trunc((place + STEPS - 1) / STEPS), distance: place - STEPS * first };
}

function neighbours(name: string, places: Place[]): ConstTable {
  return { name, type: 'int16_t', values: places.flatMap(({ first, second }) => [first, second]) };
}

function distances(name: string, places: Place[], isInteger: boolean): ConstTable {
  return { name, type: isInteger ? 'int16_t' : 'float', values: places.map(({ distance }) => distance) };
}
