import { roundHalfAway } from './activation';
import { elementwise } from './elementwise';
import { INTEGER_RANGES } from './integer-ranges';
import type { ConstTable, Lowering, Node } from './operator';

const f = Math.fround;
const INTERVALS = 512;
const { low: LOWEST, high: HIGHEST } = INTEGER_RANGES.int16!;
const SIZE = HIGHEST - LOWEST;

/**
 * TFLite's table of a function over all of int16: 512 intervals, interpolated, each moved by half of what that misses in its middle. In
 * TFLite's float32 steps. Where the function leaves float32 the entry saturates.
 *
 * @param input        the argument's scale, and the int16 that stands for 0
 * @param outputScale  of the answers, whose zero point is 0
 * @param compute      the function, rounded to float32
 */
export function interpolatedTable(name: string, input: { scale: number; zeroPoint: number }, outputScale: number, compute: (real: number) => number): ConstTable {
  const [first, last] = [LOWEST, HIGHEST].map((end) => f(f(input.scale) * (end - input.zeroPoint)));
  const result = f(outputScale);
  const stepsOfResult = f((SIZE + 1) / f(f(result * HIGHEST) - f(result * LOWEST)));
  const step = f(f(last - first) / INTERVALS);
  const place = (at: number): number => f(first + f(at * step));
  const scaled = (real: number): number => f(compute(real) * stepsOfResult);
  const values = Array.from({ length: INTERVALS }, (_, at) => {
    const sample = roundHalfAway(scaled(place(at)));
    const between = roundHalfAway(f(f(scaled(place(at + 1)) + sample) / 2));
    const middle = roundHalfAway(scaled(f(place(at) + f(step / 2))));
    const moved = f(sample - roundHalfAway(f(f(between - middle) / 2)));
    return clampToInt16(Number.isNaN(moved) ? sample : moved);
  });
  return { name, type: 'int16_t', values: [...values, clampToInt16(roundHalfAway(scaled(last)))] };
}

/** An int16 operator of one input by such a table. */
export function tabulateWide(node: Node, compute: (real: number) => number): Lowering {
  const [input, output] = [node.inputs[0]!, node.outputs[0]].map((tensor) => tensor.quantization!.scales[0]);
  const { args: [from, to], ...lowering } = elementwise(node, 'lookup_s16', {});
  return { ...lowering, args: [from, { table: interpolatedTable('table', { scale: input, zeroPoint: 0 }, output, compute) }, to] };
}

/** exp(x) for x from -10 to 0, rounded to float32: the series has more digits than that, and the same ones on every machine. */
export function expOfNegativeReal(x: number): number {
  let [sum, term] = [1, 1];
  for (let n = 1; n < 20; n++) sum += (term *= x / 16 / n);
  for (let doubling = 0; doubling < 4; doubling++) sum *= sum;
  return f(sum);
}

function clampToInt16(x: number): number {
  return Math.min(HIGHEST, Math.max(LOWEST, x));
}
