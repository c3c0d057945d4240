import type { Quantization } from './quantization';

/** Element types that an IR tensor may have. complex64: two float32, the real part first; only what is between two operators has it. */
export type Dtype = 'int8' | 'uint8' | 'int16' | 'int32' | 'float16' | 'float32' | 'bool' | 'int64' | 'uint32' | 'uint64' | 'complex64';

/** Bytes of one element. */
export const DTYPE_BYTES: Record<Dtype, number> = { int8: 1, uint8: 1, int16: 2, int32: 4, float16: 2, float32: 4, bool: 1, int64: 8, uint32: 4, uint64: 8, complex64: 8 };

/** A value of the graph: an activation, or a constant when `data` is there. Shapes are row-major, images NHWC. */
export interface Tensor {
  /** Index in `Graph.tensors`. */
  id: number;
  name: string;
  shape: number[];
  dtype: Dtype;
  quantization?: Quantization;
  data?: Uint8Array;
  /** Kept between two invokes (recurrent state). */
  isVariable: boolean;
  /** Of such a tensor: its bytes before the first run, where they are not all 0 (int8: the zero point). */
  initial?: Uint8Array;
  /** Computed, and kept between two invokes: it lies in the memory of that tensor (its own, or another's), so many bytes behind its start. */
  kept?: { in: number; byteOffset: number };
}

/** A number, or a list such as new shapes and axes. */
export type OptionValue = number | number[];

/** One operator of the graph. */
export interface Op {
  /** Position in the model file: the number a user sees in errors and in the generated code. */
  index: number;
  /** TFLite's name, such as `CONV_2D`. */
  name: string;
  version: number;
  /** Tensor ids; -1 for an optional input that is absent. */
  inputs: number[];
  outputs: number[];
  options: Record<string, OptionValue>;
  /** Of a fused op: the ops that it stands for, in their order. What lies between them is no tensor of the graph's memory any more. */
  parts?: Op[];
  /** Of an op that is one of several for an operator of the file: which, for its C name. */
  part?: string;
  /** Where it stands in the file if that is a subgraph: `3 of subgraph 1`. */
  where?: string;
  /** How often it runs, in a loop of so many turns. */
  repeats?: number;
  /** Its int8 tensors are uint8 in the file, where TFLite rounds some results in another way. */
  wasUnsigned?: true;
}

/** A model: operators in an order in which they can run. */
export interface Graph {
  tensors: Tensor[];
  ops: Op[];
  inputs: number[];
  outputs: number[];
}

/** Elements of a tensor of that shape; 1 for a scalar. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Bytes of a tensor's elements, without padding. */
export function byteLength(tensor: Tensor): number {
  return elementCount(tensor.shape) * DTYPE_BYTES[tensor.dtype];
}

/** `int8 1x49x10x1`, as errors and comments write a tensor. */
export function describeTensor(tensor: Tensor | undefined): string {
  return tensor ? `${tensor.dtype} ${tensor.shape.join('x') || 'scalar'}` : 'none';
}
