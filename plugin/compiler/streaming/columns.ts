/** Where time lies in a tensor: `outer` rows of `count` columns of `inner` elements each, in the order of its memory. */
export interface Columns {
  outer: number;
  count: number;
  inner: number;
}

/** Columns `from` to `to - 1`. */
export interface Range {
  from: number;
  to: number;
}

/**
 * A tensor that slides: in each window, columns `steady.from` to `steady.to - 1` are one function of the stream, read at another place.
 * So column t of a window is column t + shift of the window before, where both are steady; the others depend on where the window ends.
 */
export interface Sliding extends Columns {
  /** Columns by which it moves from one window to the next. */
  shift: number;
  steady: Range;
}

/** The columns along an axis of a shape; `count` where the axis holds several elements of each. */
export function columnsAlong(shape: readonly number[], axis: number, count = shape[axis]): Columns {
  const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);
  return { outer: product(shape.slice(0, axis)), count, inner: product(shape.slice(axis)) / count };
}

/** The axis of a shape that holds these columns, alone or several elements of each; undefined where they lie across axes. */
export function findAxis(shape: readonly number[], { outer, count, inner }: Columns): number | undefined {
  const axis = shape.findIndex((size, at) => size % count === 0 && columnsAlong(shape, at).outer === outer);
  if (axis < 0) return undefined;
  return columnsAlong(shape, axis, count).inner === inner ? axis : undefined;
}

/** The shape of a part of a tensor: `part` columns of the `count` along that axis. */
export function cutShape(shape: readonly number[], axis: number, count: number, part: number): number[] {
  return shape.map((size, at) => (at === axis ? (size / count) * part : size));
}

/** The smallest range that holds both. */
export function joinRanges(a: Range | undefined, b: Range): Range {
  return a ? { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) } : b;
}

/** Whether two ranges are the same columns. */
export function isSameRange(a: Range, b: Range): boolean {
  return a.from === b.from && a.to === b.to;
}

/** Whether a range holds another. */
export function covers(outer: Range, inner: Range): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}
