import { toFixedPoint } from '../ir/quantization';
import type { Tensor } from '../ir/graph';
import type { ConstTable, Node } from './operator';

/** Per output channel: what an int32 accumulator is multiplied by to become an int8 of the output's scale. */
export function requantizationTables(node: Node, channels: number): ConstTable[] {
  const fixed = Array.from({ length: channels }, (_, channel) => toFixedPoint(realMultiplier(node, channel)));
  return [
    { name: 'multiplier', type: 'int32_t', values: fixed.map(({ multiplier }) => multiplier) },
    { name: 'shift', type: 'int8_t', values: fixed.map(({ shift }) => shift) },
  ];
}

/**
 * Input scale * filter scale / output scale. Where the file has uint8 TFLite rounds the product to float32, but for fully connected layers.
 */
export function realMultiplier({ op, inputs: [input, filter], outputs: [output] }: Node, channel: number): number {
  const { scales } = filter!.quantization!;
  const product = input!.quantization!.scales[0] * scales[scales.length === 1 ? 0 : channel];
  const isRounded = op.wasUnsigned && op.name !== 'FULLY_CONNECTED';
  return (isRounded ? Math.fround(product) : product) / output.quantization!.scales[0];
}

/** The bias, or zeros where the model has none. */
export function biasTable(bias: Tensor | undefined, values: ArrayLike<number> | undefined, channels: number, isInteger: boolean): ConstTable {
  return { name: 'bias', type: isInteger ? 'int32_t' : 'float', values: bias && values ? values : new Float32Array(channels) };
}
