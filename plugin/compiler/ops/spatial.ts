import type { Constants, Node } from './operator';

/** How a filter or a pool slides over an image: all the kernels need to know at compile time. */
export interface Sliding {
  input_height: number;
  input_width: number;
  output_height: number;
  output_width: number;
  filter_height: number;
  filter_width: number;
  stride_height: number;
  stride_width: number;
  dilation_height: number;
  dilation_width: number;
  pad_top: number;
  pad_left: number;
}

const SAME = 0;
/** Padding that leaves out what would reach beyond the input. */
export const VALID = 1;

/**
 * TFLite's rules for SAME (ceil(input / stride), the odd row of padding below) and VALID. Where an op computes a part of its rows or
 * columns (`heightRange`, `widthRange`), that says how many, and how many lie before the first of the input.
 */
export function slide(node: Node, filterHeight: number, filterWidth: number): Sliding {
  const [, height, width] = node.inputs[0]!.shape;
  const option = (name: string) => (node.options[name] as number | undefined) ?? 1;
  const same = node.options.padding === SAME;
  const part = (name: string) => partOf(node.options[name] as number[] | undefined);
  const rows = part('heightRange') ?? along(height, filterHeight, option('strideHeight'), option('dilationHeight'), same);
  const columns = part('widthRange') ?? along(width, filterWidth, option('strideWidth'), option('dilationWidth'), same);
  return {
    input_height: height, input_width: width,
    output_height: rows.output, output_width: columns.output,
    filter_height: filterHeight, filter_width: filterWidth,
    stride_height: option('strideHeight'), stride_width: option('strideWidth'),
    dilation_height: option('dilationHeight'), dilation_width: option('dilationWidth'),
    pad_top: rows.before, pad_left: columns.before,
  };
}

/** How the filter of a node slides: its second input, `[_, height, width, _]`. */
export function slideFilter(node: Node): Sliding {
  const [, height, width] = node.inputs[1]!.shape;
  return slide(node, height, width);
}

/** Filter, stride, dilation and padding, for the comment above the call. */
export function describeSliding(sliding: Sliding, what: string, padding: number): string {
  const { dilation_height: rows, dilation_width: columns } = sliding;
  const dilation = rows > 1 || columns > 1 ? `, dilation ${rows}x${columns}` : '';
  return (
    `${sliding.filter_height}x${sliding.filter_width} ${what}, stride ${sliding.stride_height}x${sliding.stride_width}${dilation}, ` +
    (padding === SAME ? 'SAME' : 'VALID')
  );
}

/** Whether the constants of a layer fit the 16 bits each that shape_s8.h has for them. */
export function fitsShape(constants: Constants): boolean {
  return Object.values(constants).every((value) => typeof value === 'number' && value >= -(2 ** 15) && value < 2 ** 15);
}

/** What is wrong with strides and dilations, or undefined. */
export function checkSliding(node: Node): string | undefined {
  const bad = ['strideHeight', 'strideWidth', 'dilationHeight', 'dilationWidth'].find((name) => (node.options[name] as number) < 1);
  return bad && `${bad} = ${node.options[bad]}`;
}

function along(input: number, filter: number, stride: number, dilation: number, same: boolean): { output: number; before: number } {
  const reach = (filter - 1) * dilation + 1;
  if (!same) return { output: Math.ceil((input - reach + 1) / stride), before: 0 };
  const output = Math.ceil(input / stride);
  return { output, before: Math.max(0, (output - 1) * stride + reach - input) >> 1 };
}

function partOf(range: number[] | undefined): { output: number; before: number } | undefined {
  return range && { output: range[0], before: range[1] };
}
