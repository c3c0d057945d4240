import type { Tensor } from '../ir/graph';
import { C_TYPES, type Argument } from './operator';

/** Values of a constant int8, uint8, bool, int16, int32 or float32 tensor. */
export function constantValues(tensor: Tensor): Int8Array | Uint8Array | Int16Array | Int32Array | Float32Array {
  const bytes = (tensor.data as Uint8Array).slice();
  if (tensor.dtype === 'int8') return new Int8Array(bytes.buffer);
  if (tensor.dtype === 'uint8' || tensor.dtype === 'bool') return bytes;
  if (tensor.dtype === 'int16') return new Int16Array(bytes.buffer);
  if (tensor.dtype === 'int32') return new Int32Array(bytes.buffer);
  return new Float32Array(bytes.buffer);
}

/** Values of a constant int32 tensor that names axes, shapes or paddings. */
export function constantIntegers(tensor: Tensor | undefined): number[] | undefined {
  return tensor?.data && tensor.dtype === 'int32' ? Array.from(constantValues(tensor)) : undefined;
}

/** A constant is a table in flash, anything else lives in the arena. */
export function argumentOf(tensor: Tensor, name: string): Argument {
  return tensor.data ? { table: { name, type: C_TYPES[tensor.dtype]!, values: constantValues(tensor) } } : { tensor };
}

/** Values of a constant int64 tensor that are no larger than a double holds. */
export function wideValues(tensor: Tensor): number[] {
  return Array.from(new BigInt64Array((tensor.data as Uint8Array).slice().buffer), Number);
}
