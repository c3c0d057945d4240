import type { CompileOptions } from '../compile-model';
import type { Dtype, Graph, Op, OptionValue, Tensor } from '../ir/graph';

/** Fields of an operator's options table in the .tflite schema: name -> slot, type and default. */
export type OptionFields = Record<string, { slot: number; type: 'int8' | 'int32' | 'float32' | 'int32s'; fallback?: number }>;

/** Fields of a custom operator's options, a FlexBuffers map: name -> key there and default; without one the field must be there. */
export type CustomOptionFields = Record<string, { key: string; fallback?: number }>;

/** An op with its tensors looked up. */
export interface Node {
  op: Op;
  inputs: (Tensor | undefined)[];
  outputs: Tensor[];
  options: Record<string, OptionValue>;
  /** Of a fused op: its parts, with the tensors between them. */
  parts?: Node[];
}

/** Element types of emitted arrays. */
export type CType = 'int8_t' | 'uint8_t' | 'int16_t' | 'int32_t' | 'uint32_t' | 'uint64_t' | 'float';

/** A constant array in flash. Its C name is the op's name and this one. */
export interface ConstTable {
  name: string;
  type: CType;
  values: ArrayLike<number>;
}

/** What a kernel is called with: a tensor, one of the op's own tables, or the op's scratch memory. */
export type Argument = { tensor: Tensor } | { table: ConstTable } | { scratchBytes: number };

/** Compile-time constants of a kernel by their names in C++. */
export type Constants = Record<string, number | Float32Constant>;

/** One call of a kernel: `kernel<constants>(args...)`, defined in `<kernel>.h` of sdk-cpp/nn. */
export interface Lowering {
  kernel: string;
  /** Compile-time constants of the kernel's template argument: int32 numbers, float32 ones wrapped by `float32`. */
  constants: Constants;
  /** Of a fused op: the constants of each part, a struct of that name inside the template argument. */
  partConstants?: Record<string, Constants>;
  args: Argument[];
  /** Code that layers share is there once for each of these texts: once in all by default. */
  sharedBy?: string;
  /** As `Operator.inPlace`, where it depends on the kernel. */
  inPlace?: number[];
  /** The output may lie over the first input, if it begins this many bytes below it or more: write-distance.ts. */
  writeDistance?: number;
  /** Said in the comment above the constants: `10x4 filters, stride 2x2`. */
  note?: string;
}

/** A template argument that is the nearest float32 to this number. */
export interface Float32Constant {
  float32: number;
}

/** What an operator is lowered for; which of its kernels is taken, the goal says later. */
export interface LoweringTarget extends Pick<CompileOptions, 'arch'> {
  /** Whether kernels that run in place are taken though they are a little slower. */
  savesArena: boolean;
}

/** All the compiler knows about one operator. */
export interface Operator {
  options: OptionFields;
  /** Of a custom operator, in place of `options`. */
  customOptions?: CustomOptionFields;
  /** Shapes of the outputs; a model that states others is refused. */
  infer(node: Node): number[][];
  /** int32 values of the output where all that it reads is known beforehand: operators that compute shapes disappear by it. */
  fold?(node: Node): ArrayLike<number> | undefined;
  /** What this node asks for that no kernel does, or undefined. */
  check(node: Node): string | undefined;
  /** undefined: the output is the input's bytes, nothing is executed. */
  lower(node: Node, target: LoweringTarget): Lowering | undefined;
  /** Other kernels with the same bits, which the goal may prefer: smaller, or faster for more flash. The cost model has a row for each. */
  alternatives?(node: Node, target: LoweringTarget): Lowering[];
  /** Multiply-accumulates of one run. */
  macs(node: Node): number;
  /** Inputs that are kept between two runs, and that the kernel may write: `isVariable` tensors, which few other operators may read. */
  state?: number[];
  /** Whether any input may be such a tensor: it is read alone, by a kernel. */
  readsVariables?: true;
  /** All that it does is to change what is kept. */
  hasNoOutput?: true;
  /** Inputs that were computed before and that it writes anew: what a loop carries. */
  overwrites?: number[];
  /** Inputs whose memory the first output may take over: the kernel reads each element before it writes the element there. */
  inPlace?: number[];
}

/** An operator with its tensors in place of their numbers. */
export function toNode(graph: Graph, op: Op): Node {
  return {
    op,
    inputs: op.inputs.map((id) => (id < 0 ? undefined : graph.tensors[id])),
    outputs: op.outputs.map((id) => graph.tensors[id]),
    options: op.options,
    ...(op.parts ? { parts: op.parts.map((part) => toNode(graph, part)) } : {}),
  };
}

/** C suffix of a kernel for a type: `conv_2d_s8`. */
export function dtypeSuffix(dtype: Dtype): string {
  return { int8: 's8', uint8: 'u8', int16: 's16', int32: 's32', int64: 's64', float16: 'f16', float32: 'f32', bool: 'b8', uint32: 'u32', uint64: 'u64', complex64: 'c64' }[dtype];
}

/** The C type of each element type that kernels take; a complex number is two of it. */
export const C_TYPES: Partial<Record<Dtype, CType>> = {
  int8: 'int8_t', uint8: 'uint8_t', int16: 'int16_t', int32: 'int32_t', float32: 'float', bool: 'uint8_t', uint32: 'uint32_t', uint64: 'uint64_t',
  complex64: 'float',
};
