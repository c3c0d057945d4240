import type { CompileOptions } from '../compile-model';
import type { Amounts } from './kernel-features';

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

/** Written by `npm run bench -- costs --update`. */
export const COEFFICIENTS: Partial<Record<CompileOptions['arch'], ArchCoefficients>> = {
  'armv7e-m': {
    core: 'cortex-m4f',
    kernels: {
      add_s8: {
        cycles: { macs: 15.7, one: 1166 },
        code: { one: 257.9 }
      },
      average_pool_2d_integer: {
        cycles: { macs: 2.586, one: 741.1 },
        code: { one: 83.6 }
      },
      conv_2d_packed_s8: {
        cycles: { outputs: 11.93, general_outputs: 1.23, overwriting_outputs: 1.288, steps: 16.62, turns: 1.426, window_rows: 26.7, gathered: 5.57, gathered_bytes: 3.074, shared: 10.5 },
        code: { general: 741.5, one: 450.3, byte_wise: 590.6, spatial: 845.9 }
      },
      conv_2d_s8: {
        cycles: { outputs: 54.01, taps: 9.11, macs: 8.902 },
        code: { one: 307.2, spatial: 104.1 }
      },
      conv_2d_shared_s8: {
        cycles: { steps: 19.94, filters: 78.7, outputs: 24.19, tiles: 440.5, taps: 46.18, gathered: 17.02, gathered_bytes: 18.43 },
        code: { one: 47.5 },
        bodyBytes: 1128
      },
      conv_depthwise_packed_s8: {
        cycles: { steps: 14.86, turns: 10.24, filters: 4.011, tiles: 153.2, gathered: 20.72, gathered_bytes: 5.323, depthwise_outputs: 33.67, depthwise_strided_outputs: 37, depthwise_by_row_outputs: 0.0008249, depthwise_lines: 145.5 },
        code: { one: 1650, unrolled: 52.93, byte_wise: 378.6, spatial: 401.6 }
      },
      conv_winograd_expanding_s8: {
        cycles: { outputs: 36.43, general_outputs: 2.261, products: 67.67, expanded: 39.15 },
        code: { general: 71.93, one: 918.5 }
      },
      conv_winograd_s8: {
        cycles: { outputs: 35.76, general_outputs: 2.428, products: 68.49, windows: 0.004394 },
        code: { general: 68.01, one: 858.5 }
      },
      depthwise_3x3_packed_s8: {
        cycles: { outputs: 21.89, strided_outputs: 10.52, lines: 65.23 },
        code: { one: 1103 }
      },
      depthwise_conv_2d_s8: {
        cycles: { outputs: 9.855, taps: 21.63 },
        code: { one: 253.6, spatial: 123.9 }
      },
      depthwise_packed_s8: {
        cycles: { outputs: 28.24, tap_pairs: 30.94, channels: 1.825 },
        code: { one: 319.8 }
      },
      depthwise_shared_s8: {
        cycles: { pixels: 157.3, taps: 19.15, outputs: 32.97, tap_pairs: 33.99, channels: 7.772 },
        code: { one: 5.775 },
        bodyBytes: 718
      },
      fully_connected_packed_s8: {
        cycles: { outputs: 18.26, general_outputs: 1.867, groups: 49.25, words: 16.59, turns: 33.18, rest: 2.105, one: 8.683 },
        code: { one: 187.7, unrolled: 77.91 }
      },
      fully_connected_s8: {
        cycles: { outputs: 28.94, macs: 9.021 },
        code: { one: 168.3 }
      },
      softmax_s8: {
        cycles: { elements: 136.6, one: 430.7 },
        code: { one: 1359 }
      }
    },
    other: {
      cycles: { elements: 4.132, one: 1068 },
      code: { one: 200 }
    }
  }
};
