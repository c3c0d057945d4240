import { toFixedPoint } from '../ir/quantization';
import type { Tensor } from '../ir/graph';
import type { ConstTable } from './operator';

/** Per output channel: what an int32 accumulator is multiplied by to become an int8 of the output's scale. */
export function requantizationTables(input: Tensor, filter: Tensor, output: Tensor, channels: number): ConstTable[] {
  const inputScale = input.quantization!.scales[0];
  const outputScale = output.quantization!.scales[0];
  const { scales } = filter.quantization!;
  const fixed = Array.from({ length: channels }, (_, channel) =>
    toFixedPoint((inputScale * scales[scales.length === 1 ? 0 : channel]) / outputScale),
  );
  return [
    { name: 'multiplier', type: 'int32_t', values: fixed.map(({ multiplier }) => multiplier) },
    { name: 'shift', type: 'int8_t', values: fixed.map(({ shift }) => shift) },
  ];
}

/** The bias, or zeros where the model has none. */
export function biasTable(bias: Tensor | undefined, values: ArrayLike<number> | undefined, channels: number, isInteger: boolean): ConstTable {
  return { name: 'bias', type: isInteger ? 'int32_t' : 'float', values: bias && values ? values : new Float32Array(channels) };
}
