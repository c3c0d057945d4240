import type { CompileOptions } from '../compile-model';
import { DTYPE_BYTES, elementCount } from '../ir/graph';
import type { Lowering } from '../ops/operator';
import type { ArchCoefficients, KernelCoefficients } from './arch-coefficients';
import { COEFFICIENTS } from './coefficients';
import { describeKernel } from './kernel-features';
import type { Amounts, Features } from './layer-features';

/** What one kernel call costs. */
export interface KernelCost {
  /** Of one run, on the instruction set's reference core with memories without wait states. */
  cycles: number;
  /** Code for this set of constants: layers with the same ones share it. */
  codeBytes: number;
  /** Code that all calls of the kernel share. */
  bodyBytes: number;
  /** Tables, each aligned to a word. */
  constantBytes: number;
}

/** Where nothing was counted: a usual cost, and for kernels that save arena so little more that the arena decides. */
const UNCOUNTED: ArchCoefficients = { core: '', kernels: {}, other: { cycles: { macs: 3, elements: 10, saving: 0.001 }, code: { one: 300 } } };

/** Whether a kernel, or any, was counted on an instruction set: else nothing says which of several that give the same bits is better. */
export function isCounted(arch: CompileOptions['arch'], kernel?: string): boolean {
  const counted = COEFFICIENTS[arch];
  return counted !== undefined && (kernel === undefined || kernel in counted.kernels);
}

/**
 * The cost of one lowering: amounts that follow from its constants, times what each is worth on the instruction set.
 *
 * @param macs multiply-accumulates of one run, for kernels without a row of their own
 */
export function estimateCost(lowering: Lowering, macs: number, arch: CompileOptions['arch']): KernelCost {
  const { kernels, other } = COEFFICIENTS[arch] ?? UNCOUNTED;
  const fitted: KernelCoefficients | undefined = kernels[lowering.kernel];
  const { cycles, code, bodyBytes = 0 } = fitted ?? other;
  const amounts = fitted ? priceParts(describeFeatures(lowering, macs), kernels) : describeAny(lowering, macs);
  return {
    cycles: weigh(amounts.cycles, cycles),
    codeBytes: weigh(amounts.code, code),
    bodyBytes,
    constantBytes: countTableBytes(lowering),
  };
}

/** The amounts of a lowering: those of its kernel, or what can be said of any. */
export function describeFeatures(lowering: Lowering, macs: number): Features {
  return describeKernel(lowering) ?? describeAny(lowering, macs);
}

/** The amounts of a kernel that does the work of several, with what each of them would cost by itself as one more amount. */
export function priceParts({ cycles, code, parts = {} }: Features, kernels: ArchCoefficients['kernels']): Features {
  const price = (of: 'cycles' | 'code'): Amounts =>
    Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, weigh(part.features[of], kernels[part.kernel][of])]));
  return { cycles: { ...cycles, ...price('cycles') }, code: { ...code, ...price('code') } };
}

function describeAny({ args, inPlace = [], writeDistance }: Lowering, macs: number): Features {
  const elements = args.reduce((sum, arg) => sum + ('tensor' in arg ? elementCount(arg.tensor.shape) : 0), 0);
  const isSaving = inPlace.length > 0 || writeDistance !== undefined;
  return { cycles: { macs, elements, one: 1, saving: isSaving ? macs + elements : 0 }, code: { one: 1 } };
}

function weigh(amounts: Amounts, worth: Amounts): number {
  return Object.entries(worth).reduce((sum, [name, each]) => sum + each * (amounts[name] ?? 0), 0);
}

const TABLE_BYTES = {
  int8_t: DTYPE_BYTES.int8, uint8_t: DTYPE_BYTES.uint8, int16_t: DTYPE_BYTES.int16, int32_t: DTYPE_BYTES.int32, uint32_t: DTYPE_BYTES.uint32,
  uint64_t: DTYPE_BYTES.uint64, float: DTYPE_BYTES.float32,
};

/** Constants of one kernel call in flash. */
export function countTableBytes({ args }: Pick<Lowering, 'args'>): number {
  return args.reduce((sum, arg) => sum + ('table' in arg ? arg.table.values.length * TABLE_BYTES[arg.table.type] : 0), 0);
}
