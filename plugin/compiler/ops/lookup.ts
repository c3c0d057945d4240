import { elementCount } from '../ir/graph';
import { roundHalfAway } from './activation';
import { clampToInt8 } from './integer-arithmetic';
import type { Lowering, Node } from './operator';

/** An int8 operator of one input as a table: `compute` is its answer for each of the 256 inputs. */
export function lookup(node: Node, compute: (value: number) => number): Lowering {
  const values = Int8Array.from({ length: 256 }, (_, index) => compute(index - 128));
  return {
    kernel: 'lookup_s8',
    constants: { elements: elementCount(node.outputs[0].shape) },
    args: [{ tensor: node.inputs[0]! }, { table: { name: 'table', type: 'int8_t', values } }, { tensor: node.outputs[0] }],
  };
}

/** The table of a real function as TFLite fills it in: float32 steps, rounded half away from zero, saturated; NaN counts as the lowest. */
export function tabulate({ inputs, outputs }: Node, compute: (real: number) => number): (value: number) => number {
  const [input, output] = [inputs[0]!, outputs[0]].map((tensor) => tensor.quantization!);
  const inverseScale = Math.fround(1 / output.scales[0]);
  return (value) => {
    const real = compute(Math.fround(Math.fround(input.scales[0]) * (value - input.zeroPoints[0])));
    const scaled = Math.fround(roundHalfAway(Math.fround(real * inverseScale)) + output.zeroPoints[0]);
    return Number.isNaN(scaled) ? -128 : clampToInt8(scaled);
  };
}
