import type { Amounts } from './layer-features';

/** What the amounts of one kernel are worth. */
export interface KernelCoefficients {
  cycles: Amounts;
  /** Bytes of code for each set of constants. */
  code: Amounts;
  /** Bytes of code that all layers share, whatever their constants. */
  bodyBytes?: number;
}

/** Fitted coefficients of an instruction set. */
export interface ArchCoefficients {
  /** The core that they were counted on. */
  core: string;
  kernels: Record<string, KernelCoefficients>;
  /** Of kernels without a row: per element read or written, per multiply-accumulate, per call. */
  other: KernelCoefficients;
}
