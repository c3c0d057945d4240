import { toFixedPoint } from '../ir/quantization';
import { constantValues, wideValues } from './constants';
import { quantizedRange } from './activation';
import type { Lowering, Node } from './operator';

/**
 * A layer on int16 with int8 weights, whose sums have 64 bits: filter, bias, and a multiplier of 16 bits with its shift for each channel.
 *
 * @param geometry  what else the kernel's template argument holds
 */
export function lowerWideSums(node: Node, kernel: string, channels: number, geometry: Record<string, number>, note: string): Lowering {
  const [input, filter, bias] = node.inputs;
  const [output] = node.outputs;
  const { scales } = filter!.quantization!;
  const inputScale = input!.quantization!.scales[0];
  const outputScale = output.quantization!.scales[0];
  const fixed = Array.from({ length: channels }, (_, channel) =>
    narrow(toFixedPoint((inputScale * scales[scales.length === 1 ? 0 : channel]) / outputScale)));
  return {
    kernel,
    note,
    constants: { ...geometry, ...quantizedRange((node.options.activation as number | undefined) ?? 0, output) },
    args: [
      { tensor: input! },
      { table: { name: 'filter', type: 'int8_t', values: constantValues(filter!) } },
      { table: { name: 'bias', type: 'int32_t', values: bias ? wideValues(bias) : new Int32Array(channels) } },
      { table: { name: 'multiplier', type: 'int16_t', values: fixed.map(({ multiplier }) => multiplier) } },
      { table: { name: 'shift', type: 'int8_t', values: fixed.map(({ shift }) => shift) } },
      { tensor: output },
    ],
  };
}

/** What a shift of more bits would give saturates already. */
const LARGEST_SHIFT = 14;

/** 16 bits of the multiplier, rounded, saturated. */
export function narrow({ multiplier, shift }: { multiplier: number; shift: number }): { multiplier: number; shift: number } {
  return { multiplier: multiplier < 0x7fff0000 ? (multiplier + 2 ** 15) >> 16 : 0x7fff, shift: Math.min(LARGEST_SHIFT, shift) };
}
