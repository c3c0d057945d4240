import { elementwise, unary } from './elementwise';
import { clampToInt8 } from './integer-arithmetic';
import type { Node } from './operator';

const f = Math.fround;

/** SQRT. int8 and int16 as LiteRT has them: TensorFlow Lite Micro has none. */
export const sqrt = unary({
  compute: tabulateRoots,
  lowerWide: (node) => {
    const [input, output] = [node.inputs[0]!, node.outputs[0]].map((tensor) => tensor.quantization!.scales[0]);
    return elementwise(node, 'sqrt_s16', { input_scale: { float32: input }, output_scale: { float32: output } });
  },
  lowerFloat: (node) => elementwise(node, 'sqrt_f32', {}),
});

/** LiteRT cuts the root off to whole steps; what is below 0 has none, and counts as 0. */
function tabulateRoots({ inputs, outputs }: Node): (value: number) => number {
  const [input, output] = [inputs[0]!, outputs[0]].map((tensor) => tensor.quantization!);
  return (value) => {
    const real = Math.max(0, f(input.scales[0] * (value - input.zeroPoints[0])));
    return clampToInt8(Math.trunc(f(f(Math.sqrt(real)) / output.scales[0])) + output.zeroPoints[0]);
  };
}
