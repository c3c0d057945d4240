import { elementCount } from '../../compiler/ir/graph';

/** For each element of `to` the element of `from` that stands there under numpy's broadcasting rules. */
export function broadcastIndices(from: readonly number[], to: readonly number[]): Uint32Array {
  const strides = to.map((_, axis) => {
    const own = axis - (to.length - from.length);
    return own < 0 || from[own] === 1 ? 0 : elementCount(from.slice(own + 1));
  });
  const position = to.map(() => 0);
  return Uint32Array.from({ length: elementCount(to) }, () => {
    const at = position.reduce((sum, value, axis) => sum + value * strides[axis], 0);
    for (let axis = to.length - 1; axis >= 0 && ++position[axis] === to[axis]; axis--) position[axis] = 0;
    return at;
  });
}
