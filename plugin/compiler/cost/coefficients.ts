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
        cycles: { macs: 23.98, one: 217.7 },
        code: { one: 115.6 }
      },
      average_pool_2d_integer: {
        cycles: { macs: 8.683, one: 870.8, saving: 0.7013 },
        code: { one: 0 }
      },
      conv_2d_packed_s8: {
        cycles: { outputs: 11.56, general_outputs: 1.411, overwriting_outputs: 1.336, steps: 16.41, turns: 4.673, window_rows: 32.68, gathered: 5.999, gathered_bytes: 3.412, shared: 9.022 },
        code: { general: 663.5, one: 524.9, byte_wise: 617.4, neighbours: 201.9, spatial: 604.5 }
      },
      conv_2d_s8: {
        cycles: { outputs: 54.01, taps: 9.109, macs: 8.902 },
        code: { one: 307.9, spatial: 104.1 }
      },
      conv_2d_shared_s8: {
        cycles: { steps: 19.93, filters: 76.08, outputs: 24.56, tiles: 428.4, taps: 46.27, gathered: 17.19, gathered_bytes: 18.47 },
        code: { one: 64.7 },
        bodyBytes: 1128
      },
      conv_depthwise_packed_s8: {
        cycles: { steps: 17.02, filters: 13.26, tiles: 493.8, gathered: 16.63, gathered_bytes: 5.691, depthwise_outputs: 29.43, depthwise_strided_outputs: 15.06, depthwise_lines: 118 },
        code: { one: 1325, unrolled: 90.47, byte_wise: 336.6, spatial: 436.1 }
      },
      depthwise_3x3_packed_s8: {
        cycles: { outputs: 22.14, strided_outputs: 10.09, in_place_outputs: 0.5433, by_row_outputs: 1.905, lines: 64.4 },
        code: { one: 1069, in_place: 426.2 }
      },
      depthwise_conv_2d_s8: {
        cycles: { outputs: 9.855, taps: 21.63 },
        code: { one: 254.3, spatial: 123.9 }
      },
      depthwise_packed_s8: {
        cycles: { outputs: 28.24, tap_pairs: 30.94, channels: 1.825 },
        code: { one: 320.5 }
      },
      depthwise_shared_s8: {
        cycles: { pixels: 268.8, taps: 6.301, outputs: 28.95, tap_pairs: 38.94, channels: 1.938 },
        code: { one: 21.05 },
        bodyBytes: 718
      },
      fully_connected_packed_s8: {
        cycles: { outputs: 28.69, general_outputs: 1.833, groups: 4.712, words: 18.12, turns: 21.44, rest: 10.49, one: 8.987 },
        code: { one: 189, unrolled: 77.68 }
      },
      fully_connected_s8: {
        cycles: { outputs: 28.95, macs: 9.02 },
        code: { one: 169 }
      },
      softmax_s8: {
        cycles: { elements: 118.1, one: 399.5 },
        code: { one: 1443 }
      }
    },
    other: {
      cycles: { macs: 0.6115, elements: 7.774, one: 1153, saving: 0.8012 },
      code: { one: 200 }
    }
  }
};
