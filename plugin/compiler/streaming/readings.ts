import { constantIntegers } from '../ops/constants';
import type { OptionValue } from '../ir/graph';
import type { Node } from '../ops/operator';
import { slide, slideFilter, VALID, type Sliding as SpatialSliding } from '../ops/spatial';
import { columnsAlong, findAxis, type Columns, type Range } from './columns';

/**
 * How an operator goes along time: output column t is computed, by the same arithmetic for all t, from input columns
 * `t * stride - before` to `t * stride - before + reach - 1` of each input that slides; those outside the input are padding.
 */
export interface Reading {
  stride: number;
  before: number;
  reach: number;
  /** Columns of the outputs; undefined where the axis disappears, with the one column that is taken. */
  output?: Columns;
  /** What an op needs to compute the columns `part` from the columns `read` of its inputs. */
  cut?(part: Range, read: Range): Cut;
}

/** Changes to an op that computes a part of its columns. */
export interface Cut {
  name?: string;
  options?: Record<string, OptionValue>;
  /** New int32 values of constant inputs, by their place. */
  constants?: Record<number, number[]>;
  /** So many of its first inputs are left. */
  inputs?: number;
}

/** Tells how a node reads, or undefined where it needs all columns at once. `slides[i]`: columns of input i, where that slides. */
type Rule = (node: Node, slides: readonly (Columns | undefined)[]) => Reading | undefined;

const COLUMN_BY_COLUMN = { stride: 1, before: 0, reach: 1 };

/** Each element by itself, whatever the shape. */
const elementwise: Rule = (_node, slides) => ({ ...COLUMN_BY_COLUMN, output: slides[0] });

/** Two operands, element by element: constants are the same for all columns. */
const broadcast: Rule = ({ inputs, outputs: [output] }, slides) => {
  const rank = output.shape.length;
  const places = inputs.map((input, at) => {
    const axis = slides[at] && axisOf(input!.shape, slides[at]);
    return axis === undefined ? undefined : axis + rank - input!.shape.length;
  });
  const axis = places.find((place) => place !== undefined);
  const fits = inputs.every((input, at) => (slides[at] ? places[at] === axis : (input!.shape[axis! - rank + input!.shape.length] ?? 1) === 1));
  return axis !== undefined && fits ? { ...COLUMN_BY_COLUMN, output: columnsAlong(output.shape, axis) } : undefined;
};

/** Filters and pools over the two inner axes of images. */
function spatial(sliding: (node: Node) => SpatialSliding): Rule {
  return (node, [input]) => {
    const axis = input && axisOf(node.inputs[0]!.shape, input);
    if (axis !== 1 && axis !== 2) return undefined;
    const shape = sliding(node);
    const [side, before] = axis === 1 ? ['height', shape.pad_top] as const : ['width', shape.pad_left] as const;
    const stride = shape[`stride_${side}`];
    return {
      stride, before,
      reach: (shape[`filter_${side}`] - 1) * shape[`dilation_${side}`] + 1,
      output: columnsAlong(node.outputs[0].shape, axis),
      cut: (part, read) =>
        node.options.padding === VALID ? {} : { options: { [`${side}Range`]: [part.to - part.from, read.from - (part.from * stride - before)] } },
    };
  };
}

/** Weights on the last axis: all others are batches. */
const fullyConnected: Rule = ({ inputs: [input, weights], outputs: [output] }, [columns]) => {
  const axis = columns && axisOf(input!.shape, columns);
  if (axis === undefined || axis === input!.shape.length - 1 || input!.shape.at(-1) !== weights!.shape[1]) return undefined;
  return toShape(output.shape, { ...columns!, inner: (columns!.inner / weights!.shape[1]) * weights!.shape[0] });
};

/** What is computed along the last axis. */
const alongLast: Rule = ({ inputs: [input] }, [columns]) => {
  const axis = columns && axisOf(input!.shape, columns);
  return axis === undefined || axis === input!.shape.length - 1 ? undefined : { ...COLUMN_BY_COLUMN, output: columns };
};

/** Axes that are summed up or searched: time must not be one of them. */
const reduce: Rule = ({ inputs: [input, axes], outputs: [output], options }, [columns]) => {
  const rank = input!.shape.length;
  const axis = columns && axisOf(input!.shape, columns);
  const reduced = new Set(constantIntegers(axes)?.map((each) => (each < 0 ? each + rank : each)));
  if (axis === undefined || reduced.has(axis)) return undefined;
  const gone = options.keepDims ? 0 : [...reduced].filter((each) => each < axis).length;
  return { ...COLUMN_BY_COLUMN, output: columnsAlong(output.shape, axis - gone) };
};

const transpose: Rule = ({ inputs: [input, order], outputs: [output] }, [columns]) => {
  const axis = columns && axisOf(input!.shape, columns);
  return axis === undefined ? undefined : { ...COLUMN_BY_COLUMN, output: columnsAlong(output.shape, constantIntegers(order)!.indexOf(axis)) };
};

/** The same bytes under another shape. */
const view: Rule = ({ outputs: [output] }, [columns]) => {
  const reading = columns && toShape(output.shape, columns);
  return reading && { ...reading, cut: () => ({ name: 'RESHAPE', inputs: 1 }) };
};

/** Behind one another along another axis than time. */
const concatenation: Rule = ({ inputs, outputs: [output], options }, slides) => {
  const joined = ((options.axis as number) + output.shape.length) % output.shape.length;
  const axes = inputs.map((input, at) => slides[at] && axisOf(input!.shape, slides[at]));
  const [axis] = axes;
  const isAlongside = axis !== undefined && axis !== joined && axes.every((other) => other === axis);
  return isAlongside ? { ...COLUMN_BY_COLUMN, output: columnsAlong(output.shape, axis) } : undefined;
};

/** Parts along another axis than time. */
function split(place: number, axisInput: number): Rule {
  return ({ inputs, outputs: [output] }, slides) => {
    const { shape } = inputs[place]!;
    const axis = slides[place] && axisOf(shape, slides[place]);
    const along = constantIntegers(inputs[axisInput])?.[0] ?? 0;
    return axis === undefined || (along + shape.length) % shape.length === axis ? undefined : { ...COLUMN_BY_COLUMN, output: columnsAlong(output.shape, axis) };
  };
}

/** Padding in front of time, behind it, or only elsewhere. */
const pad: Rule = ({ inputs: [input, paddings], outputs: [output] }, [columns]) => {
  const axis = columns && axisOf(input!.shape, columns);
  const amounts = constantIntegers(paddings);
  if (axis === undefined || !amounts) return undefined;
  const before = amounts[2 * axis];
  return {
    stride: 1, before, reach: 1,
    output: columnsAlong(output.shape, axis),
    cut(part, read) {
      const front = read.from - (part.from - before);
      const behind = part.to - part.from - front - (read.to - read.from);
      return { constants: { 1: amounts.map((amount, at) => (at === 2 * axis ? front : at === 2 * axis + 1 ? behind : amount)) } };
    },
  };
};

const slice: Rule = ({ inputs: [input, begins, sizes], outputs: [output] }, [columns]) => {
  const axis = columns && axisOf(input!.shape, columns);
  const [from, size] = [constantIntegers(begins), constantIntegers(sizes)];
  if (axis === undefined || !from || !size) return undefined;
  return {
    stride: 1, before: -from[axis], reach: 1,
    output: columnsAlong(output.shape, axis),
    cut: (part) => ({ constants: { 1: replace(from, axis, 0), 2: replace(size, axis, part.to - part.from) } }),
  };
};

/** Forwards along time; an axis that is not named is taken whole, one that is shrunk leaves its one column. */
const stridedSlice: Rule = ({ inputs: [input, ...ranges], outputs: [output], options }, [columns]) => {
  const axis = columns && axisOf(input!.shape, columns);
  const [begins, ends, strides] = ranges.map(constantIntegers);
  if (axis === undefined || !begins || !ends || !strides || axis >= begins.length) return undefined;
  const isMasked = (mask: string, at = axis): boolean => ((options[mask] as number) & (1 << at)) !== 0;
  const [count, stride] = [columns!.count, strides[axis]];
  if (stride < 1) return undefined;
  const first = isMasked('beginMask') ? 0 : Math.max(0, Math.min(count, begins[axis] < 0 ? begins[axis] + count : begins[axis]));
  const isShrunk = isMasked('shrinkAxisMask');
  const gone = begins.filter((_, at) => at < axis && isMasked('shrinkAxisMask', at)).length;
  return {
    stride: isShrunk ? 1 : stride, before: -first, reach: 1,
    ...(isShrunk ? {} : { output: columnsAlong(output.shape, axis - gone) }),
    cut: (_part, read) => ({
      options: { beginMask: (options.beginMask as number) & ~(1 << axis), endMask: (options.endMask as number) & ~(1 << axis) },
      constants: { 1: replace(begins, axis, 0), 2: replace(ends, axis, read.to - read.from) },
    }),
  };
};

const filter = spatial(slideFilter);
const pool = spatial((node) => slide(node, node.options.filterHeight as number, node.options.filterWidth as number));

/** Operators that may slide; all others need their whole inputs. */
const RULES: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(
    ['ABS', 'CAST', 'DEQUANTIZE', 'ELU', 'EXP', 'HARD_SWISH', 'LEAKY_RELU', 'LOG', 'LOGISTIC', 'NEG', 'QUANTIZE', 'RELU', 'RELU6', 'RESCALE', 'RSQRT',
      'SQRT', 'SQUARE', 'TANH'].map((name) => [name, elementwise]),
  ),
  ...Object.fromEntries(
    ['ADD', 'DIV', 'FLOOR_DIV', 'MAXIMUM', 'MINIMUM', 'MUL', 'PRELU', 'SQUARED_DIFFERENCE', 'SUB'].map((name) => [name, broadcast]),
  ),
  AVERAGE_POOL_2D: pool,
  CONCATENATION: concatenation,
  CONV_2D: filter,
  DEPTHWISE_CONV_2D: filter,
  EXPAND_DIMS: view,
  FULLY_CONNECTED: fullyConnected,
  L2_NORMALIZATION: alongLast,
  LOG_SOFTMAX: alongLast,
  MAX_POOL_2D: pool,
  MEAN: reduce,
  PAD: pad,
  PADV2: pad,
  REDUCE_MAX: reduce,
  REDUCE_MIN: reduce,
  RESHAPE: view,
  SLICE: slice,
  SOFTMAX: alongLast,
  SPLIT: split(1, 0),
  SPLIT_V: split(0, 2),
  SQUEEZE: view,
  STRIDED_SLICE: stridedSlice,
  SUM: reduce,
  TRANSPOSE: transpose,
};

/** How a node reads the inputs that slide, or undefined where it needs all their columns at once. */
export function readColumns(node: Node, slides: readonly (Columns | undefined)[]): Reading | undefined {
  // what is neither a constant nor sliding has no columns to go with those that slide
  if (node.inputs.some((input, at) => input && !input.data && !slides[at])) return undefined;
  return RULES[node.op.name]?.(node, slides);
}

/** The axis that has exactly one element a column. */
function axisOf(shape: readonly number[], columns: Columns): number | undefined {
  const axis = findAxis(shape, columns);
  return axis !== undefined && shape[axis] === columns.count ? axis : undefined;
}

function toShape(shape: readonly number[], columns: Columns): Reading | undefined {
  return findAxis(shape, columns) === undefined ? undefined : { ...COLUMN_BY_COLUMN, output: columns };
}

function replace(values: readonly number[], place: number, value: number): number[] {
  return values.map((old, at) => (at === place ? value : old));
}
